"""The colorizer on photos of one's own, at a size that a desktop without a graphics card can bear.

Command  python -m ml train colorizer --config own --photos out/mine/train-0 \
             --validation out/mine/validation --start weights.npz
Cost     about a second and a half for a step on two quiet cores, at most 4,000 steps; it stops when
         eight checks in a row have found nothing better
Expect   from the shipped network's weights (--start) a network that knows your photos' colours a
         little better; from ImageNet's alone, calm brownish colours, as this is 200 times too short
"""

from ml.data import examples
from ml.models import colorizer, starts
from ml.train import losses, paint
from ml.train.config import Config, Term

CONFIG = Config(
    name="colorizer-own",
    network=colorizer.build,
    terms=(
        Term("cross_entropy", losses.rebalanced_cross_entropy, weight=0.1),
        Term("charbonnier", losses.rebalanced_charbonnier, weight=8.0),
        Term("ab_error", losses.ab_error, weight=0.0),
        Term("bin_accuracy", losses.bin_accuracy, weight=0.0),
    ),
    example=examples.guided,
    check_example=examples.unguided,
    paint=paint.chroma,
    steps=4000,
    batch=8,
    size_px=128,
    rate=2e-4,
    slow_rate=8e-5,
    slow_layers=starts.ENCODER,
    warm_up_steps=100,
    average=0.995,
    start=starts.imagenet,
    patience=8,
    judge="val_ab_error",
    check_every=100,
    check_photos=48,
)
