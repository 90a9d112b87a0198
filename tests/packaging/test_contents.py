"""What goes into the standalone program and what stays out fits what the program does."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import contents
import cv2
import pytest

# Of OpenCV's functions, those that call BLAS, LAPACK, the video library or the AVIF library, which
# the program replaces by stand-ins on Linux.
NEED_WHAT_IS_LEFT_OUT = {
    *("solve", "invert", "gemm", "SVDecomp", "SVBackSubst", "eigen", "eigenNonSymmetric"),
    *(
        "PCACompute",
        "PCACompute2",
        "PCAProject",
        "PCABackProject",
        "calcCovarMatrix",
        "Mahalanobis",
    ),
    *("solvePnP", "solvePnPRansac", "findHomography", "findEssentialMat", "calibrateCamera"),
    *("fitLine", "fitEllipse", "estimateAffine2D", "estimateAffinePartial2D", "findTransformECC"),
    *("VideoCapture", "VideoWriter", "imread", "imwrite", "dnn"),
}


def sources(root: Path) -> Iterator[Path]:
    yield from root.glob("workstation/**/*.py")
    yield from root.glob("ml/inference/*.py")
    yield root / "resources" / "__init__.py"


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_the_program_imports_nothing_that_is_left_out(root: Path) -> None:
    # TensorFlow is offered where the user has installed it himself; then it is imported.
    allowed = {"tensorflow"}
    for path in sources(root):
        for module in imported(path):
            for left_out in set(contents.MODULES_LEFT_OUT) - allowed:
                assert module != left_out, path
                assert not module.startswith(f"{left_out}."), path


def test_the_program_calls_nothing_of_opencv_that_needs_what_is_left_out(root: Path) -> None:
    called = {
        node.attr: path
        for path in sources(root)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "cv2"
    }
    assert {"resize", "GaussianBlur"} <= called.keys()
    assert not called.keys() & NEED_WHAT_IS_LEFT_OUT


def test_what_is_said_to_need_what_is_left_out_exists() -> None:
    assert all(hasattr(cv2, name) for name in NEED_WHAT_IS_LEFT_OUT)


@pytest.mark.parametrize(
    "inside",
    [
        "PySide6/Qt/lib/libQt6Network.so.6",
        "libQt6Network.so.6",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "ai_edge_litert/pywrap_genai_ops.so",
        "PIL/_avif.cpython-311-x86_64-linux-gnu.so",
        "cv2/opencv_videoio_ffmpeg500_64.dll",
        "heirloom.egg-info/PKG-INFO",
    ],
)
def test_what_no_window_of_ours_uses_is_left_out(inside: str) -> None:
    assert contents.left_out(inside)


@pytest.mark.parametrize(
    "inside",
    [
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "ai_edge_litert/libLiteRtWebGpuAccelerator.so",
        "ai_edge_litert/_pywrap_litert_compiled_model_wrapper.so",
        "cv2/cv2.abi3.so",
        "resources/models/colorizer.tflite",
    ],
)
def test_what_the_program_needs_stays(inside: str) -> None:
    assert not contents.left_out(inside)


def test_libraries_that_litert_loads_by_itself_come_along() -> None:
    names = {Path(source).name for source, _ in contents.unseen_libraries()}
    assert any("Accelerator" in name for name in names)
    assert any(name.startswith(("libLiteRt.", "LiteRt.")) for name in names)


def test_every_resource_comes_along(root: Path) -> None:
    inside = {Path(folder, Path(source).name) for source, folder in contents.data(root)}
    for wanted in (
        "resources/models/colorizer.tflite",
        "resources/models/colorizer.card.json",
        "resources/icons/program/heirloom.svg",
        "resources/samples/portrait.jpg",
        *(path.relative_to(root) for path in root.glob("resources/translations/*.qm")),
    ):
        assert Path(wanted) in inside


def test_packages_that_tell_their_version_bring_it_along(root: Path) -> None:
    folders = {folder for _, folder in contents.data(root)}
    assert f"numpy-{version('numpy')}.dist-info" in folders
    for name in contents.METADATA_KEPT:
        assert any(folder.lower().startswith(name.lower().replace("-", "_")) for folder in folders)


def test_qt_speaks_the_languages_that_the_program_speaks(tmp_path: Path) -> None:
    texts = [
        (f"PySide6/Qt/translations/qtbase_{one}.qm", "", "DATA") for one in ("de", "fr", "zh_CN")
    ]
    other: Any = ("PySide6/Qt/plugins/platforms/libqxcb.so", "", "BINARY")
    folder = tmp_path / "resources" / "translations"
    folder.mkdir(parents=True)
    (folder / "heirloom_de.qm").touch()
    (folder / "heirloom_zh_CN.qm").touch()
    assert contents.spoken([*texts, other], tmp_path) == [texts[0], texts[2], other]


def test_a_link_to_what_is_left_out_is_left_out() -> None:
    binaries = [("numpy.libs/libone.so", "/somewhere/libone.so", "BINARY")]
    good = ("libone.so", "numpy.libs/libone.so", "SYMLINK")
    bad = ("libtwo.so", "numpy.libs/libtwo.so", "SYMLINK")
    assert contents.leading_somewhere([good, bad], binaries) == [good]


def test_the_version_stands_in_one_place(root: Path) -> None:
    number = contents.version(root)
    assert version("heirloom") == number
    written = {"", ".py", ".spec", ".nsi", ".in", ".yaml", ".yml", ".xml", ".desktop", ".plist"}
    for path in (*root.glob("packaging/**/*"), root / "setup", *root.glob(".github/**/*")):
        if path.is_file() and path.suffix in written and "cache" not in str(path):
            lines = path.read_text(encoding="utf-8").splitlines()
            repeated = [line for line in lines if number in line and not line.startswith(";")]
            assert not repeated, path
