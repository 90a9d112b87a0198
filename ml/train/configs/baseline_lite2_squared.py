"""33 × 33 chroma values from an encoder that knows ImageNet; squared error and SGD.

Command  python -m ml train baseline --config lite2-squared
Cost     3 minutes as measured, on two cores busy with other work
Expect   squared error 0.0141 → 0.0069, which is more than a grey photo's 0.0053: blotches of colour
"""

from ml.models import starts
from ml.models.baselines import vgg16_chroma33

BASELINE = vgg16_chroma33.LITE2_SQUARED
CONFIG = BASELINE.config(
    "lite2-squared",
    start=starts.imagenet,
    photos=("../shared/photos/train-0", "../shared/photos/train-1"),
    validation=("../shared/photos/validation",),
    steps=200,
    batch=16,
    rate=1e-1,
    optimizer="sgd",
    warm_up_steps=20,
    check_every=50,
    check_photos=48,
)
