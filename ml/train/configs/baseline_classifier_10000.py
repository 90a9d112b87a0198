"""Colouring and naming the main colour together, on ten thousand photos.

Command  python -m ml train baseline --config classifier-10000
Cost     5 minutes as measured, on two cores busy with other work
Expect   a*b* error 16.4; one brown for all, and the commonest class for all photos (17 % right):
         too few photos to learn either
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
