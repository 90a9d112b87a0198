"""33 × 33 chroma values from VGG16, from scratch; distance, Adam, batch normalisation.

Command  python -m ml train baseline --config vgg16-euclidean
Cost     one minute as measured, on two cores busy with other work; 250 MB of checkpoint
Expect   distance 0.073 → 0.070 on 384 photos: a start, no more; pale brown
"""

from ml.models.baselines import vgg16_chroma33

BASELINE = vgg16_chroma33.VGG16_EUCLIDEAN
CONFIG = BASELINE.config(
    "vgg16-euclidean",
    photos=("../shared/photos/train-0", "../shared/photos/train-1"),
    validation=("../shared/photos/validation",),
    steps=48,
    batch=8,
    rate=2e-4,
    warm_up_steps=8,
    check_every=12,
    check_photos=24,
)
