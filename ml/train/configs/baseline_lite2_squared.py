"""33 × 33 chroma values from an encoder that knows ImageNet; squared error and SGD.

Command  python -m ml train baseline --config lite2-squared
Cost     3 minutes as measured, on two cores busy with other work
Expect   squared error 0.0049, still falling (a grey photo: 0.0053): skin warm, sea bluish, leaves
         and grass a little green here and there, things tinted at random
"""

from ml.models import starts
from ml.models.baselines import vgg16_chroma33

BASELINE = vgg16_chroma33.LITE2_SQUARED
CONFIG = BASELINE.config(
    "lite2-squared",
    start=starts.imagenet,
    photos=("../shared/photos/train-0", "../shared/photos/train-1"),
    validation=("../shared/photos/validation",),
    steps=300,
    batch=16,
    rate=1e-1,
    optimizer="sgd",
    warm_up_steps=20,
    check_every=100,
    check_photos=48,
)
