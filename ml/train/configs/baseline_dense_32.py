"""One dense layer from 32 × 32 grey values to colours.

Command  python -m ml train baseline --config dense-32
Cost     one minute as measured, on two cores busy with other work
Expect   squared error 0.36 → 0.08; noise in all colours over every photo, PSNR 19.5 dB
"""

from ml.models.baselines import dense_32

BASELINE = dense_32.BASELINE
CONFIG = BASELINE.config(
    "dense-32",
    photos=("../shared/photos/train-0", "../shared/photos/train-1"),
    validation=("../shared/photos/validation",),
    steps=400,
    batch=64,
    rate=1e-3,
    warm_up_steps=20,
    check_every=100,
    check_photos=48,
)
