"""A training that is over in seconds, with everything in it that could be lost between two lives:
running means, drop-out, an adversary, an optimizer's memory. Run as a program it prints each step.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
from keras import layers

from ml.data import examples
from ml.data.sources import open_photos
from ml.train import losses, paint
from ml.train.config import Adversary, Config, Term
from ml.train.loop import train


def network():
    gray = keras.Input((32, 32, 1), name="gray")
    hints = keras.Input((32, 32, 3), name="hints")
    maps = layers.Concatenate(name="seen")([gray, hints])
    maps = layers.Conv2D(8, 3, strides=2, padding="same", name="first")(maps)
    maps = layers.BatchNormalization(momentum=0.9, name="first_bn")(maps)
    maps = layers.Dropout(0.2, seed=5, name="drop")(layers.ReLU(name="first_relu")(maps))
    ab = layers.Conv2D(2, 3, padding="same", name="ab")(maps)
    return keras.Model([gray, hints], {"ab": ab}, name="small")


CONFIG = Config(
    name="small",
    network=network,
    terms=(
        Term("charbonnier", losses.rebalanced_charbonnier),
        Term("ab_error", losses.ab_error, weight=0.0, begin=0.25),
    ),
    example=examples.guided,
    check_example=examples.unguided,
    paint=paint.chroma,
    steps=12,
    batch=4,
    size_px=32,
    warm_up_steps=3,
    average=0.9,
    adversary=Adversary(begin=0.5, full=0.7),
    check_every=5,
    check_photos=2,
)


if __name__ == "__main__":
    pictures = open_photos(["scikit-image"])
    train(
        CONFIG,
        Path(sys.argv[1]),
        pictures,
        pictures,
        report=lambda step, _row: print(f"step {step}", flush=True),
    )
