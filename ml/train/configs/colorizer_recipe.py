"""The recipe that the shipped weights were made by.

Command  python -m ml train colorizer --config recipe --backend jax
Cost     27 minutes on one H200 as it ran, in PyTorch; days on a desktop without such a card
Expect   24.8 dB automatic and 28.4 dB with ten dots on the validation photos at 256 px, mean
         a*b* distance 12.4, colourfulness 36 (truth 42); see docs/training.md for what of this
         was seen with this code
"""

from functools import partial

from ml.data import examples, packs
from ml.models import colorizer, starts
from ml.train import losses, paint, perceptual
from ml.train.config import Adversary, Config, Term

CONFIG = Config(
    name="colorizer-recipe",
    network=colorizer.build,
    terms=(
        Term("cross_entropy", losses.rebalanced_cross_entropy, weight=0.1),
        Term("charbonnier", losses.rebalanced_charbonnier, weight=8.0),
        Term("features", perceptual.FeatureDistance(), weight=0.6, begin=0.25),
        Term("ab_error", losses.ab_error, weight=0.0),
        Term("bin_accuracy", losses.bin_accuracy, weight=0.0),
    ),
    example=partial(examples.guided, wishes="picture"),
    check_example=examples.unguided,
    paint=paint.chroma,
    photos=(str(packs.PHOTOS / "train-0"), str(packs.PHOTOS / "train-1")),
    validation=(str(packs.PHOTOS / "validation"),),
    steps=10_150,
    batch=192,
    size_px=224,
    rate=1e-3,
    slow_rate=4e-4,
    slow_layers=starts.ENCODER,
    warm_up_steps=500,
    average=0.999,
    start=starts.imagenet,
    adversary=Adversary(weight=0.08, begin=0.6),
    check_every=500,
    check_photos=200,
    precision="mixed_bfloat16",
    workers=16,
)
