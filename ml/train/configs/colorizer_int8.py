"""The trained colorizer learns to bear 8-bit integers with fixed ranges.

Command  python -m ml train colorizer --config int8
Cost     13 minutes as measured, on two cores busy with other work; 2 GB of memory
Expect   the distance from the network in floating point falls to about 1 within 50 steps (0.91 at
         step 350, which is kept); of the full int8 file, at 256 px, from 2.2 to 1.2, p99 from 12 to
         7.5, where the shipped file lies at 0.25 and 1.6
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
    steps=450,
    batch=4,
    size_px=SIZE_PX,
    optimizer="sgd",  # the slope says which few weights matter; Adam would move all 8 million alike
    rate=3e-5,
    warm_up_steps=20,
    weight_decay=0.0,
    average=0.98,
    start=partial(
        TUNING.start,
        path=packs.PHOTOS.parent / "models" / "colorizer.npz",
        photos=(f"{PHOTOS}#48",),
        example=examples.guided,
        size_px=SIZE_PX,
    ),
    check_every=50,
    check_photos=24,
)
