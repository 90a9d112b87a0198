"""Lighter libraries load like the ones that they replace, and do what is still wanted of them."""

from __future__ import annotations

import ctypes
import shutil
import struct
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import lighter
import pytest

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not all(map(shutil.which, ("as", "ld", "nm", "objdump"))),
    reason="Libraries are made lighter on Linux, with binutils.",
)

_SORTED = """
from PySide6.QtCore import QCollator, QLocale
for name in ("de", "sv"):
    collator = QCollator(QLocale(name))
    words = ["z", "o", "ä", "a", "ö"]
    words.sort(key=collator.sortKey)
    print("".join(words))
"""


def wheel(package: str, pattern: str) -> Path:
    """A library of an installed wheel."""
    folder = Path(str(distribution(package).locate_file("")))
    return next(folder.glob(pattern))


def test_a_stand_in_offers_what_opencv_is_linked_with_and_nothing_else(tmp_path: Path) -> None:
    user = wheel("opencv-python-headless", "cv2/cv2*.so")
    library = wheel("opencv-python-headless", "opencv_python_headless.libs/libswscale*")
    made = lighter.stand_in(library, user, tmp_path)
    assert made.name == library.name
    assert made.stat().st_size < library.stat().st_size / 50
    loaded = ctypes.CDLL(str(made))
    assert loaded.sws_scale
    assert not hasattr(loaded, "sws_convertPalette8ToPacked32")
    versions = subprocess.run(["readelf", "-V", made], capture_output=True, text=True, check=True)
    assert "LIBSWSCALE_" in versions.stdout


def test_calling_a_stand_in_ends_the_program_instead_of_giving_wrong_results(
    tmp_path: Path,
) -> None:
    user = wheel("opencv-python-headless", "cv2/cv2*.so")
    library = wheel("opencv-python-headless", "opencv_python_headless.libs/libopenblas*")
    made = lighter.stand_in(library, user, tmp_path)
    code = f"import ctypes; ctypes.CDLL({str(made)!r}).sgesv_()"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert done.returncode < 0


def test_the_same_stand_in_is_made_twice(tmp_path: Path) -> None:
    user = wheel("opencv-python-headless", "cv2/cv2*.so")
    library = wheel("opencv-python-headless", "opencv_python_headless.libs/libavutil*")
    made = []
    for name in ("one", "another"):
        (tmp_path / name).mkdir()
        made.append(lighter.stand_in(library, user, tmp_path / name).read_bytes())
    assert made[0] == made[1]


def test_lighter_unicode_data_still_sorts_as_each_language_does(tmp_path: Path) -> None:
    library = wheel("PySide6-Essentials", "PySide6/Qt/lib/libicudata.so.*")
    made = lighter.lighter_icu(library, tmp_path)
    assert made.stat().st_size < library.stat().st_size / 4
    done = subprocess.run(
        [sys.executable, "-c", _SORTED],
        env={"LD_PRELOAD": str(made), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    # German sorts ä with a; Swedish has it after z.
    assert done.stdout == "aäoöz\naozäö\n"
    assert done.stderr == ""


def test_a_packed_table_of_contents_leads_to_what_was_packed() -> None:
    items = [(b"icudt73l/coll/de.res", b"german"), (b"icudt73l/root.res", bytes(33))]
    packed = lighter._packed(items)
    (count,) = struct.unpack_from("<I", packed)
    assert count == 2
    for i, (name, content) in enumerate(items):
        name_at, at = struct.unpack_from("<II", packed, 4 + 8 * i)
        assert packed[name_at:].startswith(name + b"\0")
        assert at % 16 == 0
        assert packed[at:].startswith(content)
