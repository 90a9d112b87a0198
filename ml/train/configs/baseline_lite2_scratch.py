"""33 × 33 chroma values from the same encoder, from scratch; distance and Adam.

Command  python -m ml train baseline --config lite2-scratch
Cost     4 minutes as measured, on two cores busy with other work
Expect   distance 0.082 at step 200, worse than grey (0.073): one yellowish brown for every photo;
         with ImageNet's weights, all else alike, 0.074
"""

from ml.models.baselines import vgg16_chroma33

BASELINE = vgg16_chroma33.LITE2_EUCLIDEAN
CONFIG = BASELINE.config(
    "lite2-scratch",
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
