"""Makes libraries lighter by what the program never uses of them; on Linux only.

OpenCV's wheel is linked with a video library and a second BLAS, 80 MB, of which the program uses
nothing. They cannot simply be left out, because the system's loader insists on every library that
was linked. So each is replaced by a *stand-in*: a library of the same name that offers the
functions by which OpenCV is linked, each of which ends the program. `tests/packaging` sees to it
that the program calls nothing of OpenCV that would need them.

Qt's ICU carries 32 MB of data, of which Qt uses the sorting rules. ICU looks for its parts in a
table of contents; we write the same library with a shorter one.

Both take `as` and `ld` from binutils, which PyInstaller needs as well.
"""

from __future__ import annotations

import fnmatch
import platform
import re
import struct
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Final, NamedTuple

from contents import Entry

STAND_INS: Final = {
    "cv2/cv2*.so": (
        *("libopenblas*", "libavif*", "libavcodec*", "libavformat*", "libavutil*", "libswscale*"),
    ),
    "PIL/_imaging.*.so": ("libxcb*",),
}
"""Which library → the ones of its wheel that are replaced by stand-ins."""

ICU_KEPT: Final = ("*/coll/*", "*/ucadata.icu", "*/root.res", "*/pool.res", "*/res_index.res")
"""What is kept of ICU's data: how each language sorts, which file dialogs use."""

_TRAPS: Final = {"x86_64": "ud2", "aarch64": "udf #0"}
"""Instructions that end the program."""


class Symbol(NamedTuple):
    """A function or datum of a library."""

    name: str
    version: str
    kind: str


def lighter(entries: list[Entry], work: Path) -> list[Entry]:
    """Replace libraries by lighter ones, and leave out those that nothing needs any more.

    Parameters
    ----------
    entries
        PyInstaller's list of binaries.
    work
        A folder for the lighter libraries.
    """
    work.mkdir(parents=True, exist_ok=True)
    sources = {PurePath(inside).as_posix(): Path(source) for inside, source, _ in entries}
    replaced: dict[str, Path] = {}
    for user, libraries in STAND_INS.items():
        (user_path,) = (path for name, path in sources.items() if fnmatch.fnmatch(name, user))
        for name, path in sources.items():
            # A wheel's own libraries lie in a folder of their own beside its package.
            is_its = ".libs/" in name and path.is_relative_to(user_path.parent.parent)
            if is_its and path.name in _linked(user_path) and _among(path.name, libraries):
                replaced[name] = stand_in(path, user_path, work)
    for name, path in sources.items():
        if "/" in name and fnmatch.fnmatch(path.name, "libicudata.so.*"):
            replaced[name] = lighter_icu(path, work)
        elif re.match(r"libpython3|python3[^/]*/lib-dynload/", name) and path.is_file():
            replaced[name] = without_debug_symbols(path, work)
    changed = [(inside, str(replaced.get(PurePath(inside).as_posix(), source)), kind)
               for inside, source, kind in entries]  # fmt: skip
    return _needed(changed)


def stand_in(library: Path, user: Path, work: Path) -> Path:
    """Make a library that offers what `user` links from `library`, and does nothing."""
    offered = {symbol.name: symbol for symbol in _symbols(library, "--defined-only")}
    wanted = {symbol.name for symbol in _symbols(user, "--undefined-only")}
    used = [offered[name] for name in sorted(wanted & offered.keys())]
    data = [symbol.name for symbol in used if symbol.kind not in "TWi"]
    if data:
        raise ValueError(f"{library.name} is used for its data: {', '.join(data)}.")
    trap = _TRAPS[platform.machine()]
    text = [f".globl {one.name}\n.type {one.name},%function\n{one.name}: {trap}" for one in used]
    versions: dict[str, list[str]] = {}
    for symbol in used:
        versions.setdefault(symbol.version, []).append(symbol.name)
    script = [f"{version} {{ {'; '.join(names)}; }};" for version, names in versions.items()]
    return _linked_from("\n".join([".text", *text, ""]), library.name, work, "\n".join(script))


def lighter_icu(library: Path, work: Path) -> Path:
    """Make ICU's data library with `ICU_KEPT` alone.

    The format is that of `icu4c/source/common/ucmndata.h`: a header, a count, and for each item the
    offsets of its name and of its data, sorted by name.
    """
    content = library.read_bytes()
    start = content.index(b"CmnD") - 12
    header = content[start : start + struct.unpack_from("<H", content, start)[0]]
    toc = start + len(header)
    (count,) = struct.unpack_from("<I", content, toc)
    offsets = [struct.unpack_from("<II", content, toc + 4 + 8 * i) for i in range(count)]
    names = [content[toc + at : content.index(b"\0", toc + at)] for at, _ in offsets]
    starts = [at for _, at in offsets]
    items = [
        (name, content[toc + begin : toc + end])
        for name, begin, end in zip(names, starts, starts[1:], strict=False)
        if _among(name.decode(), ICU_KEPT)
    ]
    base = PurePath(library.name.replace("libicudata.so.", "icudt")).name
    packed = work / f"{base}.dat"
    packed.write_bytes(header + _packed(items))
    text = (
        f".section .rodata\n.balign 16\n.globl {base}_dat\n.type {base}_dat,%object\n"
        f'{base}_dat: .incbin "{packed.name}"\n.size {base}_dat,.-{base}_dat\n'
    )
    return _linked_from(text, library.name, work, "")


def _packed(items: list[tuple[bytes, bytes]]) -> bytes:
    """ICU's table of contents with names and data; data begin at multiples of 16."""
    at = 4 + 8 * len(items)
    names, offsets = b"", []
    for name, _ in items:
        offsets.append(at + len(names))
        names += name + b"\0"
    body = names + bytes(-(at + len(names)) % 16)
    table = struct.pack("<I", len(items))
    for offset, (_, content) in zip(offsets, items, strict=True):
        table += struct.pack("<II", offset, at + len(body))
        body += content + bytes(-len(content) % 16)
    return table + body


def without_debug_symbols(library: Path, work: Path) -> Path:
    """Copy one of the interpreter's own libraries, without what only debuggers read.

    Libraries of wheels are left as they are: stripping breaks those that auditwheel has patched.
    """
    copy = work / library.name
    subprocess.run(["objcopy", "--strip-debug", library, copy], check=True)
    return copy


def _linked_from(text: str, name: str, work: Path, version_script: str) -> Path:
    """Assemble and link a library; the same text gives the same bytes."""
    assembly, object_, script = (work / f"{name}{ending}" for ending in (".s", ".o", ".map"))
    assembly.write_text(text, encoding="ascii")
    script.write_text(version_script, encoding="ascii")
    subprocess.run(["as", "-o", object_.name, assembly.name], cwd=work, check=True)
    command = ["ld", "-shared", "--build-id=none", "-z", "noexecstack", "-soname", name]
    command += ["--version-script", script.name] if version_script else []
    subprocess.run([*command, "-o", name, object_.name], cwd=work, check=True)
    return work / name


def _symbols(library: Path, which: str) -> Iterator[Symbol]:
    listed = subprocess.run(
        ["nm", "--dynamic", which, library], capture_output=True, text=True, check=True
    ).stdout
    for line in listed.splitlines():
        *_, kind, full = line.split()
        name, _, version = full.partition("@")
        yield Symbol(name, version.lstrip("@"), kind)


def _linked(library: str | Path) -> set[str]:
    """Names of the libraries that one was linked with, without those of these in turn."""
    told = subprocess.run(["objdump", "-p", library], capture_output=True, text=True, check=True)
    return set(re.findall(r"NEEDED +(\S+)", told.stdout))


def _among(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


def _needed(entries: list[Entry]) -> list[Entry]:
    """Leave out libraries of wheels that nothing links, and links to what is not there."""
    real = [entry for entry in entries if entry[2] != "SYMLINK"]
    optional = {PurePath(inside).name: source for inside, source, _ in real if ".libs/" in inside}
    waiting = [source for inside, source, _ in real if ".libs/" not in inside]
    seen: set[str] = set()
    while waiting:
        for name in _linked(waiting.pop()):
            if name in optional and name not in seen:
                seen.add(name)
                waiting.append(optional[name])
    here = {
        inside for inside, _, _ in real if ".libs/" not in inside or PurePath(inside).name in seen
    }
    return [
        (inside, source, kind)
        for inside, source, kind in entries
        if (str(PurePath(inside).parent / source) if kind == "SYMLINK" else inside) in here
    ]
