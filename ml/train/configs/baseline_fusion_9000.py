"""The plain network with a classifier's view, on nine thousand photos.

Command  python -m ml train baseline --config fusion-9000
Cost     COST
Expect   EXPECT
"""

from ml.models.baselines import fusion_256

BASELINE = fusion_256.BASELINE
CONFIG = BASELINE.config(
    "fusion-9000",
    photos=("../shared/photos/train-0#9000",),
    validation=("../shared/photos/validation",),
    steps=400,
    batch=16,
    rate=1e-3,
    warm_up_steps=20,
    check_every=100,
    check_photos=48,
)
