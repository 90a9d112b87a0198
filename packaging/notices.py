"""Writes what the finished program owes to others: their licences, in one text."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import Distribution
from pathlib import Path, PurePath

from inventory import Inventory

HERE = Path(__file__).resolve().parent
_NAMES = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS")
_WIDE = "=" * 100


def notices(found: Inventory, root: Path) -> str:
    """Return the text: first who is named, then every licence."""
    chapters = [(_named(one), "\n\n".join(_texts(one))) for one in found.packages]
    chapters.append((f"Python {sys.version.split()[0]}: PSF-2.0", _pythons()))
    chapters += [(f"{name} (from Debian)", _debians(name)) for name in found.debian]
    for name in ("LGPL-3.0", "GPL-3.0"):
        text = (HERE / "licences" / f"{name}.txt").read_text(encoding="utf-8")
        chapters.append((name, text))
    icons = (root / "resources" / "icons" / "LICENSE").read_text(encoding="utf-8")
    chapters.append(("Lucide, the icons: ISC", icons))
    sources = (root / "resources" / "samples" / "SOURCES.md").read_text(encoding="utf-8")
    chapters.append(("The sample photos", sources))
    empty = [title for title, text in chapters if not text.strip()]
    if empty:
        raise ValueError(f"There is no licence text for {', '.join(empty)}.")
    own = (root / "LICENSE").read_text(encoding="utf-8")
    words = (HERE / "licences" / "words.md").read_text(encoding="utf-8")
    return "\n".join(
        [
            "Heirloom comes under the Apache License 2.0, whose words are below. With it come",
            "parts made by others, under their own terms:",
            "",
            *(f"- {title}" for title, _ in chapters),
            "",
            words,
            *_chapter("Heirloom: Apache-2.0", own),
            *(line for title, text in chapters for line in _chapter(title, text)),
        ]
    )


def _chapter(title: str, text: str) -> Iterator[str]:
    yield from ("", _WIDE, title, _WIDE, "", text.strip(), "")


def licence(package: Distribution) -> str:
    """A package's licence as it names it itself: an SPDX expression, or a line of its own."""
    about = package.metadata
    classifiers = [
        one.rpartition(" :: ")[2]
        for one in about.get_all("Classifier") or []
        if one.startswith("License ::")
    ]
    # Asked this way, what is missing is missing for every reader of metadata there is.
    named = [*about.get_all("License-Expression", []), *about.get_all("License", [])]
    words = next((one for one in named if one), ", ".join(classifiers))
    return (words or "see below").strip().splitlines()[0]


def _named(package: Distribution) -> str:
    return f"{package.metadata['Name']} {package.version}: {licence(package)}"


def _texts(package: Distribution) -> list[str]:
    """Every licence text that comes with a package, each once."""
    texts: dict[str, None] = {}
    for file in package.files or ():
        path = PurePath(file)
        is_text = path.suffix.lower() in ("", ".txt", ".md", ".eigen", ".rst")
        if is_text and path.name.upper().startswith(_NAMES):
            found = Path(str(package.locate_file(file))).read_text(
                encoding="utf-8", errors="replace"
            )
            texts.setdefault(found.strip())
    if not texts:
        texts[_missing(package)] = None
    return list(texts)


def _missing(package: Distribution) -> str:
    """What to say of packages that name their licence without its words."""
    words = licence(package)
    if "LGPL-3.0" in words:
        return "The words of the LGPL 3.0 and of the GPL 3.0 are at the end of this document."
    if "Apache" in words:
        return "The words of the Apache License 2.0 are at the beginning of this document."
    return ""


def _pythons() -> str:
    for folder in (sysconfig.get_path("stdlib"), sys.base_prefix):
        for name in ("LICENSE.txt", "LICENSE"):
            path = Path(folder, name)
            if path.exists():
                return path.read_text(encoding="utf-8")
    return _debians(f"python{sys.version_info.major}.{sys.version_info.minor}")


def _debians(package: str) -> str:
    path = Path("/usr/share/doc", package, "copyright")
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
