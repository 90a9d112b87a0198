"""33 × 33 chroma values from VGG16, from scratch; squared error and SGD.

Command  python -m ml train baseline --config vgg16-squared
Cost     half a minute as measured, on two cores busy with other work; 190 MB of checkpoint
Expect   squared error 0.0045 on 384 photos (a grey photo: 0.0051): a start, no more; pale brown
"""

from ml.models.baselines import vgg16_chroma33

BASELINE = vgg16_chroma33.VGG16_SQUARED
CONFIG = BASELINE.config(
    "vgg16-squared",
    photos=("../shared/photos/train-0", "../shared/photos/train-1"),
    validation=("../shared/photos/validation",),
    steps=48,
    batch=8,
    rate=5e-2,
    optimizer="sgd",
    warm_up_steps=8,
    check_every=12,
    check_photos=24,
)
