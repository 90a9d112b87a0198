"""What the program is made of: versions of its parts, and the terms under which they come."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata

import resources
from ml.inference.cards import cards, verify

PACKAGES = (
    ("Qt", "PySide6-Essentials"),
    ("LiteRT", "ai-edge-litert"),
    ("OpenCV", "opencv-python-headless"),
    ("NumPy", "numpy"),
    ("Pillow", "pillow"),
    ("pyvips", "pyvips"),
)
"""What users and bug reports know the parts by → the package in which each comes."""


@dataclass(frozen=True)
class Part:
    """One part of the program.

    Attributes
    ----------
    name, version
        As its makers call it; "missing" if it is not installed.
    note
        What else matters: a network's hash, or that its file is not the right one.
    """

    name: str
    version: str
    note: str = ""


def parts() -> tuple[Part, ...]:
    """Return all that matters in a bug report: Heirloom, Python, the libraries, the networks.

    Takes a tenth of a second: libvips is asked itself, because another one may be found than the
    one that comes with the program, and the networks' files are compared with their hashes.
    """
    return (
        Part("Heirloom", _version("heirloom")),
        Part("Python", platform.python_version(), platform.platform()),
        *(Part(name, _version(package)) for name, package in PACKAGES),
        Part("libvips", _libvips_version()),
        *_networks(),
    )


def notices() -> str:
    """Return the licences of all parts, as text to be shown.

    The installed program has every licence's words with it; run from its source code it only names
    the packages, which lie on the same computer with their licences.
    """
    try:
        return resources.find("licences", "NOTICES.txt").read_text(encoding="utf-8")
    except FileNotFoundError:
        lines = [f"{name} {_version(package)}: {_licence(package)}" for name, package in PACKAGES]
        return "\n".join(
            [
                "Heirloom comes under the Apache License 2.0. It uses, each under its own terms:",
                "",
                *lines,
                "",
                "Each package carries the words of its licences beside it.",
            ]
        )


def _networks() -> tuple[Part, ...]:
    return tuple(
        Part(
            f"network {card.name}",
            card.version,
            f"SHA-256 {card.sha256}" if verify(card) else "the file is not the right one",
        )
        for card in cards()
    )


def _version(package: str) -> str:
    try:
        return metadata(package)["Version"]
    except PackageNotFoundError:
        return "missing"


def _licence(package: str) -> str:
    try:
        about = metadata(package)
    except PackageNotFoundError:
        return "missing"
    fields = (about[name] for name in ("License-Expression", "License") if name in about)
    return next(filter(None, fields), "see the package").splitlines()[0]


def _libvips_version() -> str:
    from workstation.core.libvips import libvips

    try:
        vips = libvips()
    except (ImportError, OSError):
        return "missing"
    return ".".join(str(vips.version(part)) for part in range(3))
