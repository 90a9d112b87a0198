"""33 × 33 chroma values from an encoder that knows ImageNet; distance and Adam.

Command  python -m ml train baseline --config lite2-transfer
Cost     3 minutes as measured, on two cores busy with other work
Expect   distance 0.112 and coloured noise, worse than from scratch (0.072): at Adam's rate the new
         layer over 1,408 large features overshoots, and 200 steps do not bring it back
"""

from ml.models import starts
from ml.models.baselines import vgg16_chroma33

BASELINE = vgg16_chroma33.LITE2_EUCLIDEAN
CONFIG = BASELINE.config(
    "lite2-transfer",
    start=starts.imagenet,
    photos=("../shared/photos/train-0", "../shared/photos/train-1"),
    validation=("../shared/photos/validation",),
    steps=200,
    batch=16,
    rate=3e-4,
    warm_up_steps=20,
    check_every=50,
    check_photos=48,
)
