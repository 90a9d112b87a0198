"""Colouring and naming the main colour together, on ten thousand photos.

Command  python -m ml train baseline --config classifier-10000
Cost     COST
Expect   EXPECT
"""

from ml.models.baselines import cnn_classifier

BASELINE = cnn_classifier.BASELINE
CONFIG = BASELINE.config(
    "classifier-10000",
    photos=("../shared/photos/train-0#10000",),
    validation=("../shared/photos/validation",),
    steps=500,
    batch=16,
    rate=1e-3,
    warm_up_steps=20,
    check_every=100,
    check_photos=48,
)
