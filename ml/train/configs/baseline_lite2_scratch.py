"""33 × 33 chroma values from the same encoder, from scratch; distance and Adam.

Command  python -m ml train baseline --config lite2-scratch
Cost     3 minutes as measured, on two cores busy with other work
Expect   distance 0.089 → 0.072; one pale brown that hardly varies, PSNR 22.7 dB
"""

from ml.models.baselines import vgg16_chroma33

BASELINE = vgg16_chroma33.LITE2_EUCLIDEAN
CONFIG = BASELINE.config(
    "lite2-scratch",
    photos=("../shared/photos/train-0", "../shared/photos/train-1"),
    validation=("../shared/photos/validation",),
    steps=200,
    batch=16,
    rate=3e-4,
    warm_up_steps=20,
    check_every=50,
    check_photos=48,
)
