"""Two convolutions and a vote over 256 levels, 32 × 32 pixels.

Command  python -m ml train baseline --config conv2-32
Cost     half a minute as measured, on two cores busy with other work
Expect   cross-entropy 5.57 → 4.58 (5.55 is chance); clean sepia, nearly grey: colourfulness 11
"""

from ml.models.baselines import conv2_32

BASELINE = conv2_32.BASELINE
CONFIG = BASELINE.config(
    "conv2-32",
    photos=("../shared/photos/train-0", "../shared/photos/train-1"),
    validation=("../shared/photos/validation",),
    steps=100,
    batch=16,
    rate=5e-3,
    warm_up_steps=10,
    check_every=25,
    check_photos=32,
)
