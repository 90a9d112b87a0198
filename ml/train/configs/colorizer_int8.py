"""The trained colorizer learns to bear 8-bit integers with fixed ranges.

Command  python -m ml train colorizer --config int8
Cost     minutes on two quiet cores
Expect   the colours of the full int8 file come nearer to those of the network in floating point
"""

from functools import partial

from ml.convert.equalise import for_integers
from ml.data import examples, packs
from ml.models import colorizer
from ml.train import int8, losses, paint
from ml.train.config import Config, Term

PHOTOS = str(packs.PHOTOS / "train-0")
SIZE_PX = 128
TUNING = int8.Tuning(for_integers)

CONFIG = Config(
    name="colorizer-int8",
    network=partial(int8.rounding, partial(colorizer.build, joined_stem=True)),
    terms=(
        Term("distance", TUNING.distance),
        Term("ab_error", losses.ab_error, weight=0.0),
    ),
    example=examples.guided,
    check_example=examples.unguided,
    paint=paint.chroma,
    photos=(PHOTOS, str(packs.PHOTOS / "train-1")),
    validation=(str(packs.PHOTOS / "validation"),),
    steps=180,
    batch=4,
    size_px=SIZE_PX,
    rate=3e-5,
    warm_up_steps=15,
    weight_decay=0.0,
    average=0.98,
    start=partial(
        TUNING.start,
        path=packs.PHOTOS.parent / "models" / "colorizer.npz",
        photos=(f"{PHOTOS}#48",),
        example=examples.guided,
        size_px=SIZE_PX,
    ),
    check_every=30,
    check_photos=16,
)
