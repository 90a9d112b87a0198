"""A network that never learnt colouring says what it sees on coloured photos."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ml.data.cielab import Image
from ml.inference.runners import CpuRunner

SIZE_PX = 256


@dataclass(frozen=True)
class Classification:
    """What EfficientNet-Lite2 says about a photo.

    Attributes
    ----------
    features
        (352,): its last block's features, averaged over the photo.
    label
        The likeliest of ImageNet's classes.
    """

    features: NDArray[np.float32]
    label: int


class ImagenetClassifier:
    """EfficientNet-Lite2 with its ImageNet weights, for photos of 256 px.

    Parameters
    ----------
    folder
        Where its TensorFlow Lite file is kept; it is made there if it is absent, which takes
        TensorFlow and the package with the weights (extra `train`).

    Raises
    ------
    ModelError
        If the file has to be made and the weights are not installed.
    """

    def __init__(self, folder: Path) -> None:
        self._runner = CpuRunner(prepare(folder).read_bytes(), SIZE_PX, SIZE_PX, 1)

    def classify(self, photo: Image) -> Classification:
        """Look at a photo, (256, 256, 3) sRGB in 0..1."""
        outputs = self._runner.run({"photo": photo})
        return Classification(outputs["features"].ravel().copy(), int(outputs["scores"].argmax()))


def prepare(folder: Path) -> Path:
    """Return the classifier's file, made in `folder` if it is not there."""
    path = folder / "efficientnet-lite2.tflite"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        partial.write_bytes(_converted())
        partial.replace(path)
    return path


def _converted() -> bytes:
    import tensorflow as tf
    from keras.export import ExportArchive

    from ml.models import classifier

    model = classifier.build(SIZE_PX, SIZE_PX)
    archive = ExportArchive()
    archive.track(model)
    archive.add_endpoint(
        "judge",
        lambda photo: model(photo, training=False),
        input_signature=[tf.TensorSpec((1, SIZE_PX, SIZE_PX, 3), tf.float32, name="photo")],
    )
    with tempfile.TemporaryDirectory() as folder:
        archive.write_out(folder, verbose=False)
        converter = tf.lite.TFLiteConverter.from_saved_model(folder, signature_keys=["judge"])
        return bytes(converter.convert())
