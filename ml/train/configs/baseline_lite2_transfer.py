"""33 × 33 chroma values from an encoder that knows ImageNet; distance and Adam.

Command  python -m ml train baseline --config lite2-transfer
Cost     4 minutes as measured, on two cores busy with other work
Expect   distance 0.074 (from scratch 0.082, a grey photo's 0.073): faces and cloth warm, sea a
         little blue, streets and things pale; the new last layer learns more slowly than the
         rest, so that it does not overshoot
"""

from ml.models import starts
from ml.models.baselines import vgg16_chroma33

BASELINE = vgg16_chroma33.LITE2_EUCLIDEAN
CONFIG = BASELINE.config(
    "lite2-transfer",
    start=starts.imagenet,
    photos=("../shared/photos/train-0", "../shared/photos/train-1"),
    validation=("../shared/photos/validation",),
    steps=300,
    batch=16,
    rate=2e-4,
    slow_rate=1e-5,
    slow_layers=("chroma",),
    warm_up_steps=20,
    check_every=100,
    check_photos=48,
)
