"""Renders the program's icon, which is drawn once as SVG, in every form that systems want."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Final

SIZES: Final = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)


def rendered(svg: Path, size: int) -> bytes:
    """Return a PNG of `size` × `size` pixels."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
    from PySide6.QtSvg import QSvgRenderer

    # Qt must be told that there is an application, and it must live until the picture is made.
    application = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    del application
    return bytes(content.data())


def write_for_system(svg: Path, folder: Path) -> None:
    """Write heirloom.ico on Windows and heirloom.icns on macOS, for the programs' files."""
    from PIL import Image

    kind = {"win32": "ico", "darwin": "icns"}.get(sys.platform)
    if kind is None:
        return
    pictures = [Image.open(io.BytesIO(rendered(svg, size))) for size in (16, 32, 48, 128, 256)]
    largest, *others = reversed(pictures)
    sizes = [picture.size for picture in pictures]
    options = {"sizes": sizes} if kind == "ico" else {"append_images": others}
    largest.save(folder / f"heirloom.{kind}", **options)
