"""The plain network on a hundred photos: what it learns by heart.

Command  python -m ml train baseline --config plain-100
Cost     70 seconds as measured, on two cores busy with other work
Expect   the error on its own hundred photos falls to 14.3, on others it is best at step 200 (15.4)
         and rises from then on: it learns by heart; orange and brown
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
