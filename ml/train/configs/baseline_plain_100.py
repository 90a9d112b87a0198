"""The plain network on a hundred photos: what it learns by heart.

Command  python -m ml train baseline --config plain-100
Cost     COST
Expect   EXPECT
"""

from ml.models.baselines import plain_256

BASELINE = plain_256.BASELINE
CONFIG = BASELINE.config(
    "plain-100",
    photos=("../shared/photos/train-0#100",),
    validation=("../shared/photos/validation",),
    steps=400,
    batch=16,
    rate=1e-3,
    warm_up_steps=20,
    check_every=100,
    check_photos=48,
)
