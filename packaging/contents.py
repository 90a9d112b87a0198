"""What goes into the standalone program, what is left out, and why.

The spec, the size table and the tests read it. Patterns are those of `fnmatch`, of paths inside the
program's folder with forward slashes.
"""

from __future__ import annotations

import fnmatch
import os
import sys
import sysconfig
import tomllib
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePath
from typing import Any, Final, TypeAlias

Entry: TypeAlias = tuple[str, str, str]
"""PyInstaller's: path in the program's folder, path on this computer, kind."""

MODULES_LEFT_OUT: Final = [
    # Training only; found through ai_edge_litert's and our own imports.
    *("tensorflow", "keras", "scipy", "skimage", "ml.train", "ml.convert", "ml.data"),
    *("ml.evaluate", "ml.models", "ai_edge_quantizer", "matplotlib", "rich", "tensorboard"),
    # LiteRT's own tools for converting and for phones.
    *("ai_edge_litert.aot", "ai_edge_litert.tools", "ai_edge_litert.vendors"),
    # The cluster is an extra of its own, installed with pip.
    *("distributed", "dask"),
    # Only imported by what is not used: Tk by Pillow, the rest by the standard library and numpy.
    *("tkinter", "PIL.ImageTk", "unittest", "pydoc", "doctest", "lib2to3", "ensurepip", "pip"),
    *(
        "defusedxml",
        "setuptools",
        "pkg_resources",
        "_pytest",
        "pytest",
        "hypothesis",
        "IPython",
        "curses",
    ),
    *("numpy.f2py", "numpy.testing", "numpy.distutils", "readline", "cffi.recompiler", "pycparser"),
    # The program speaks to no network.
    *("ssl", "_ssl", "PySide6.QtNetwork"),
]

METADATA_KEPT: Final = (
    *("heirloom", "PySide6-Essentials", "ai-edge-litert", "opencv-python-headless", "numpy"),
    *("pillow", "pyvips", "pyvips-binary"),
)
"""Packages whose version the program asks for, `heirloom --version` first of all."""

LEFT_OUT: Final = {
    "Qt: parts that no window of ours uses": (
        *("*libQt6Network*", "*libQt6Qml*", "*libQt6Quick*", "*libQt6Pdf*", "*libQt6OpenGLW*"),
        *("*libQt6VirtualKeyboard*", "*libQt6EglF*", "*libQt6WlShell*", "*/QtNetwork*"),
        *("PySide6/Qt6Network*", "PySide6/Qt6Qml*", "PySide6/Qt6Quick*", "PySide6/Qt6Pdf*"),
        *("PySide6/Qt6VirtualKeyboard*", "PySide6/Qt6OpenGL.dll", "PySide6/opengl32sw.dll"),
        *("*/plugins/tls/*", "*/plugins/networkinformation/*", "*/plugins/generic/*"),
        "*/plugins/egldeviceintegrations/*",
        *("*/platforms/*eglfs*", "*/platforms/*linuxfb*", "*/platforms/*vnc*"),
        *("*/platforms/*minimal*", "*/platforms/*vkkhrdisplay*", "*/platforms/*qdirect2d*"),
        *("*/imageformats/*pdf*", "*/imageformats/*tga*", "*/imageformats/*wbmp*"),
        *("*/imageformats/*icns*", "*/*qtvirtualkeyboard*"),
        "*/wayland-shell-integration/*ivi*",
    ),
    "Qt: a theme that loads GTK from the system; file dialogs come through the desktop's portal": (
        "*/platformthemes/*gtk3*",
    ),
    "Qt: texts of its tools; the dialogs' are in qtbase": (
        *("*/translations/qt_??*", "*/translations/assistant_*", "*/translations/designer_*"),
        *("*/translations/linguist_*", "*/translations/qtdeclarative_*"),
        *("*/translations/qtmultimedia_*", "*/translations/qtconnectivity_*"),
        *("*/translations/qtlocation_*", "*/translations/qtserialport_*"),
        *("*/translations/qtwebengine_*", "*/translations/qtwebsockets_*"),
        "*/translations/qt_help_*",
    ),
    "OpenCV: video on Windows, loaded on demand": ("cv2/opencv_videoio_ffmpeg*",),
    "LiteRT: conversion, calibration and large language models": (
        *("ai_edge_litert/_pywrap_litert_converter*", "ai_edge_litert/pywrap_genai_ops*"),
        *("ai_edge_litert/_pywrap_modify_model*", "ai_edge_litert/*calibration*"),
        *("ai_edge_litert/format_converter*", "ai_edge_litert/_pywrap_analyzer*"),
        *("ai_edge_litert/aot/*", "ai_edge_litert/vendors/*", "ai_edge_litert/tools/*"),
    ),
    "Pillow: formats that libvips reads for us, and text": (
        *("PIL/_avif*", "PIL/_webp*", "PIL/_imagingft*", "PIL/_imagingtk*"),
    ),
    "what describes the source tree instead of the program": ("*.egg-info/*",),
    "numpy: its own tests": ("numpy/*/tests/*", "*/_*tests*.so", "*/_*tests*.pyd"),
}
"""Why → which files are left out though something would bring them."""

SYSTEM_LIBRARIES_KEPT: Final = (
    *("libpython3*", "libffi*", "libsqlite3*", "libcrypto*", "libbz2*", "liblzma*", "libz.*"),
    *("libuuid*", "libmpdec*", "libexpat*"),
    # Small helpers of Qt's for X11, which many desktops lack.
    *("libxcb-cursor*", "libxcb-icccm*", "libxcb-keysyms*", "libxcb-image*"),
    *("libxcb-render-util*", "libxcb-util*"),
)
"""What Python and Qt need from the system and desktops may lack or have in another version. All
others (X11, Wayland, fontconfig, GLib, the C++ library) must be the desktop's own: graphics drivers
load them too, and fail with older ones."""


def languages(root: Path) -> set[str]:
    """Languages that the program has texts in; Qt's own texts in others would be half a window."""
    return {path.stem.partition("_")[2] for path in root.glob("resources/translations/*.qm")}


def spoken(entries: list[Entry], root: Path) -> list[Entry]:
    """Leave out Qt's texts in languages that the program has none in."""
    ours = languages(root)
    return [
        entry
        for entry in entries
        if not fnmatch.fnmatch(PurePath(entry[0]).as_posix(), "*/translations/qtbase_*.qm")
        or PurePath(entry[0]).stem.partition("_")[2] in ours
    ]


WHEELS_PARTS_LEFT_OUT: Final = {
    "opencv-python-headless": ("*",),
    "pillow": (
        *("PIL._avif", "PIL._webp", "PIL._imagingft", "PIL._imagingtk", "libavif", "libwebp"),
        *("FreeType", "HarfBuzz", "FriBiDi", "fribidi-shim", "raqm", "libXau", "libxcb"),
        *("libimagequant", "pybind11", "pythoncapi_compat"),
    ),
}
"""Package → what its own bill of materials names though it does not come with the program. OpenCV's
names what `lighter.py` replaces by stand-ins, and nothing else."""


def data(root: Path) -> list[tuple[str, str]]:
    """Files that are no code: our resources, and what packages say about themselves."""
    found = [
        (str(path), str(path.parent.relative_to(root)))
        for path in sorted((root / "resources").rglob("*"))
        if path.is_file() and path.suffix not in (".py", ".pyc", ".ts")
    ]
    for name in METADATA_KEPT:
        about = _metadata(name)
        found.append((str(about), about.parent.name))
    return found


def _metadata(name: str) -> Path:
    """A package's METADATA; the rest of its .dist-info tells of the computer that built it."""
    files = installed(name).files or []
    about = next(file for file in files if file.name == "METADATA")
    return Path(str(about.locate()))


def installed(name: str) -> Distribution:
    """A package of this environment; the source tree may hold an older description of our own."""
    site = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    return next(iter(distributions(name=name, path=site)))


def programs() -> list[tuple[str, bool]]:
    """Names of the programs, and whether they have a terminal. Only on Windows that differs.

    Elsewhere one program serves both, and a second would repeat 6 MB.
    """
    both = [("heirloom", True), ("heirloom-window", False)]
    return both if sys.platform == "win32" else [("heirloom", False)]


def unseen_libraries() -> list[tuple[str, str]]:
    """LiteRT's libraries that it loads at run time, so that PyInstaller's hooks cannot see them."""
    package = Path(str(installed("ai-edge-litert").locate_file("ai_edge_litert")))
    patterns = ("libLiteRt*", "LiteRt*.dll", "lib*Accelerator*")
    found = {path for pattern in patterns for path in package.glob(pattern)}
    if not any("Accelerator" in path.name for path in found):
        raise FileNotFoundError("LiteRT's accelerator is not where it was in version 2.3.")
    return [(str(path), "ai_edge_litert") for path in sorted(found)]


def kept(entries: list[Entry]) -> list[Entry]:
    """Leave out what `LEFT_OUT` names and, on Linux, the desktop's own libraries."""
    environment = PurePath(sys.prefix)
    return [
        (inside, source, kind)
        for inside, source, kind in entries
        if not left_out(PurePath(inside).as_posix())
        and not (
            sys.platform == "linux"
            and kind == "BINARY"
            and not PurePath(source).is_relative_to(environment)
            and not _pythons_own(PurePath(inside))
        )
    ]


def leading_somewhere(links: list[Entry], binaries: list[Entry]) -> list[Entry]:
    """Leave out links to libraries that were left out, or replaced under another path."""
    there = {inside for inside, _, _ in binaries}
    return [
        (inside, source, kind)
        for inside, source, kind in links
        if kind != "SYMLINK" or str(PurePath(inside).parent / source) in there
    ]


def left_out(inside: str) -> bool:
    """Whether a file is left out."""
    return any(fnmatch.fnmatch(inside, one) for many in LEFT_OUT.values() for one in many)


def _pythons_own(inside: PurePath) -> bool:
    return any(fnmatch.fnmatch(inside.name, pattern) for pattern in SYSTEM_LIBRARIES_KEPT)


def version(root: Path) -> str:
    """The program's version, which stands in pyproject.toml alone."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def icon(root: Path) -> str | None:
    """The program's icon in the system's form, where `packaging/icons.py` has made one."""
    endings = {"win32": "ico", "darwin": "icns"}
    path = root / "build" / "bundle" / f"heirloom.{endings.get(sys.platform, 'none')}"
    return str(path) if path.exists() else None


def windows_version(root: Path) -> Any:
    """What Windows shows of the program under Properties, Details."""
    if os.name != "nt":
        return None
    from PyInstaller.utils.win32 import versioninfo as info  # type: ignore[import-untyped]

    number = version(root)
    four = tuple([*map(int, number.split(".")), 0, 0, 0][:4])
    texts = {
        "ProductName": "Heirloom",
        "FileDescription": "Heirloom",
        "ProductVersion": number,
        "FileVersion": number,
        "LegalCopyright": "Apache License 2.0",
    }
    table = info.StringTable("040904B0", [info.StringStruct(*pair) for pair in texts.items()])
    return info.VSVersionInfo(
        ffi=info.FixedFileInfo(filevers=four, prodvers=four),
        kids=[
            info.StringFileInfo([table]),
            info.VarFileInfo([info.VarStruct("Translation", [0x409, 1200])]),
        ],
    )


def mac_application(root: Path) -> dict[str, Any]:
    """How the .app is called and which files it opens."""
    # Late, as scripts that only read the lists above run where the program is not installed.
    from workstation.core.io.formats import EXPORTED

    project = "org.heirloom.project"
    return {
        "name": "Heirloom.app",
        "icon": icon(root),
        "bundle_identifier": "org.heirloom.Heirloom",
        "version": version(root),
        "info_plist": {
            "LSMinimumSystemVersion": "14.0",
            "NSHighResolutionCapable": True,
            "CFBundleDocumentTypes": [
                {"LSItemContentTypes": [project], "CFBundleTypeRole": "Editor"},
                {
                    "LSItemContentTypes": [format_.uti for format_ in EXPORTED.values()],
                    "CFBundleTypeRole": "Viewer",
                },
            ],
            "UTExportedTypeDeclarations": [
                {
                    "UTTypeIdentifier": project,
                    "UTTypeDescription": "Heirloom project",
                    "UTTypeConformsTo": ["public.data"],
                    "UTTypeTagSpecification": {"public.filename-extension": ["heirloom"]},
                }
            ],
        },
    }
