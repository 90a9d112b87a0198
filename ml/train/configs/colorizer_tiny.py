"""The colorizer's own recipe, far too short: enough to see that all works.

Command  python -m ml train colorizer --config tiny
Cost     50 seconds of one core, 1.5 GB of memory, no photos but those of scikit-image
Expect   the loss falls from 8 to below 3; the pictures of the checks stay wild, as 60 steps are too
         few for the running means of the decoder's normalisation
"""

from ml.data import examples
from ml.models import colorizer, starts
from ml.train import losses, paint
from ml.train.config import Config, Term

CONFIG = Config(
    name="colorizer-tiny",
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
    steps=60,
    batch=4,
    size_px=64,
    rate=1e-3,
    warm_up_steps=10,
    average=0.9,
    start=starts.imagenet,
    check_every=20,
    check_photos=4,
)
