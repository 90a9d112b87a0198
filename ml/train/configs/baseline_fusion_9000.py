"""The plain network with a classifier's view, on nine thousand photos.

Command  python -m ml train baseline --config fusion-9000
Cost     3 minutes as measured, on two cores busy with other work
Expect   a*b* error 14.8 (without the classifier's view 15.55, a grey photo's 16.5): faces in the
         colour of skin, landscapes and streets pale; what is neither, brown
"""

from ml.models.baselines import fusion_256

BASELINE = fusion_256.BASELINE
CONFIG = BASELINE.config(
    "fusion-9000",
    photos=("../shared/photos/train-0#9000",),
    validation=("../shared/photos/validation",),
    steps=500,
    batch=16,
    rate=1e-3,
    warm_up_steps=20,
    check_every=100,
    check_photos=48,
)
