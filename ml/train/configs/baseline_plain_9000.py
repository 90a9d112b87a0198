"""The plain network on nine thousand photos.

Command  python -m ml train baseline --config plain-9000
Cost     2 minutes as measured, on two cores busy with other work
Expect   a*b* error 16.3 → 15.55 and still falling; everything is brown, faces and sand rightly so
"""

from ml.models.baselines import plain_256

BASELINE = plain_256.BASELINE
CONFIG = BASELINE.config(
    "plain-9000",
    photos=("../shared/photos/train-0#9000",),
    validation=("../shared/photos/validation",),
    steps=500,
    batch=16,
    rate=1e-3,
    warm_up_steps=20,
    check_every=100,
    check_photos=48,
)
