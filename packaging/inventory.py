"""From which package each file of the finished program comes, and how large it is."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePath

PYTHON = "Python"
OURS = "heirloom"


@dataclass(frozen=True)
class File:
    """A file of the finished program.

    Attributes
    ----------
    path
        On this computer.
    inside
        Within the program's folder, with forward slashes.
    package
        Where it comes from: a Python package, `PYTHON`, `OURS`, or "Debian: <package>".
    """

    path: Path
    inside: str
    package: str


@dataclass(frozen=True)
class Inventory:
    """All files of the program, and the packages whose code is in its archive of modules."""

    files: tuple[File, ...]
    packages: tuple[Distribution, ...]
    debian: tuple[str, ...]


def inventory(program: Path, work: Path) -> Inventory:
    """Find out where everything comes from.

    Parameters
    ----------
    program
        The finished program's folder.
    work
        PyInstaller's notes of how it was made.
    """
    owners = _owners()
    sources = dict(_sources(work))
    files, debian = [], set()
    for path in sorted(program.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        inside = path.relative_to(program).as_posix()
        within = re.sub("^(_internal|Contents/(Frameworks|Resources))/", "", inside)
        package = owners.get(within, "") or _otherwise(within, sources.get(within))
        files.append(File(path, inside, package))
        if package.startswith("Debian: "):
            debian.add(package.removeprefix("Debian: "))
    named = {file.package for file in files}
    named |= {owners.get(inside, PYTHON) for inside in _modules(work)}
    packages = [one for one in _installed() if one.metadata["Name"] in named - {OURS}]
    packages.sort(key=lambda one: one.metadata["Name"].lower())
    return Inventory(tuple(files), tuple(packages), tuple(sorted(debian)))


def _installed() -> Iterator[Distribution]:
    paths = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    return iter(distributions(path=paths))


def _owners() -> dict[str, str]:
    """Path below site-packages → name of the package that brought it."""
    owners: dict[str, str] = {}
    for one in _installed():
        for file in one.files or ():
            owners[PurePath(file).as_posix()] = one.metadata["Name"]
    return owners


def _sources(work: Path) -> Iterator[tuple[str, str]]:
    """Path in the program → file from which it was made, as PyInstaller has noted."""
    (entries,) = ast.literal_eval((work / "COLLECT-00.toc").read_text(encoding="utf-8"))
    for inside, source, _ in entries:
        yield PurePath(inside).as_posix(), source


def _modules(work: Path) -> Iterator[str]:
    """Files, below site-packages, of the modules that are packed into the program itself."""
    site = [Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")]
    _, entries = ast.literal_eval((work / "PYZ-00.toc").read_text(encoding="utf-8"))
    for _, source, _ in entries:
        for folder in site:
            if PurePath(source).is_relative_to(folder):
                yield PurePath(source).relative_to(folder).as_posix()


def _otherwise(inside: str, source: str | None) -> str:
    """The origin of a file that no package claims."""
    if inside.startswith(("resources/", "heirloom")):
        return OURS
    first = inside.partition("/")[0]
    if source is None or first.startswith(("python3", "libpython", "base_library")):
        return PYTHON
    if PurePath(source).is_relative_to(sys.base_prefix):
        return PYTHON
    package = _debian_package(Path(source)) if sys.platform == "linux" else ""
    return f"Debian: {package}" if package else PYTHON


def _debian_package(library: Path) -> str:
    """Which Debian package brought a library; empty if none did."""
    for path in (library, library.resolve(), Path("/usr") / library.relative_to("/")):
        try:
            told = subprocess.run(
                ["dpkg-query", "--search", path], capture_output=True, text=True, check=True
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        return told.stdout.partition(":")[0].strip()
    return ""
