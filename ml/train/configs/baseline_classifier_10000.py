"""Colouring and naming the main colour together, on ten thousand photos.

Command  python -m ml train baseline --config classifier-10000
Cost     2 minutes as measured, on two cores busy with other work
Expect   a*b* error 15.4 (a grey photo's 16.5); faces, cloth and wood brown, sea, streets and pale
         things nearly grey; it names the main colour of a third of the photos
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
