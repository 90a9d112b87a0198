"""Makes of the program's folder what Linux installs: an AppDir, ready for AppImage, and a .deb.

Both hold the same tree below usr/. The .deb has no scripts of its own: the desktop's databases
follow dpkg's triggers.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import time
from email.utils import formatdate
from pathlib import Path
from typing import Final

from contents import version
from icons import SIZES, rendered
from manual import manual

from workstation.core.io.formats import EXPORTED

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "packaging" / "linux"
ID: Final = "org.heirloom.Heirloom"

_CONTROL = """\
Package: heirloom
Version: {version}
Architecture: amd64
Maintainer: Heirloom contributors <heirloom@heirloom.invalid>
Installed-Size: {kilobytes}
Depends: libc6 (>= {glibc}), {libraries}
Section: graphics
Priority: optional
Description: restore and colour old photographs
 Heirloom repairs, cleans and colours old photographs on your own computer,
 without an account, a network or a graphics card. Open a scan, press Restore,
 and see a good colour picture within seconds.
 .
 Originals are never written. 16 bits, colour profiles and metadata are kept.
 Boxes of scans are restored from the command line, overnight if need be.
"""

_CHANGELOG = """\
heirloom ({version}) stable; urgency=medium

  * What has changed is told in NEWS.md.gz.

 -- Heirloom contributors <heirloom@heirloom.invalid>  {date}
"""


def app_dir(program: Path, folder: Path, made_at: int) -> Path:
    """Make an AppDir: the tree below usr/, and what AppImage wants to see beside it."""
    shutil.rmtree(folder, ignore_errors=True)
    _tree(program, folder / "usr", made_at)
    shutil.copy(HERE / "AppRun", folder / "AppRun")
    _write(folder / f"{ID}.desktop", desktop_entry().encode())
    svg = folder / "usr" / "share" / "icons" / "hicolor" / "scalable" / "apps" / f"{ID}.svg"
    shutil.copy(svg, folder / f"{ID}.svg")
    (folder / ".DirIcon").write_bytes(rendered(svg, 256))
    return folder


def deb(program: Path, work: Path, made_at: int) -> Path:
    """Make the package; the same commit gives the same bytes."""
    number = version(ROOT)
    tree = work / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    _tree(program, tree / "usr", made_at)
    about = tree / "usr" / "share" / "doc" / "heirloom"
    about.mkdir(parents=True)
    shutil.copy(HERE / "copyright", about / "copyright")
    date = formatdate(made_at)
    _write_gzip(about / "changelog.gz", _CHANGELOG.format(version=number, date=date).encode())
    _write_gzip(about / "NEWS.md.gz", (ROOT / "CHANGELOG.md").read_bytes())
    overrides = tree / "usr" / "share" / "lintian" / "overrides"
    overrides.mkdir(parents=True)
    shutil.copy(HERE / "lintian-overrides", overrides / "heirloom")
    kilobytes = sum(path.lstat().st_size for path in tree.rglob("*")) // 1024
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        _CONTROL.format(
            version=number,
            kilobytes=kilobytes,
            glibc=least_glibc(program),
            libraries=", ".join(system_packages()),
        ),
        encoding="utf-8",
    )
    _set_modes(tree)
    package = work / f"heirloom_{number}_amd64.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(tree), str(package)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(made_at)}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return package


def system_packages() -> list[str]:
    """Debian's packages that the program needs, as `setup` names them."""
    text = (ROOT / "setup").read_text(encoding="utf-8")
    found = re.search(r"^system_packages=\((.*?)^\)", text, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found.group(1).split()


def least_glibc(program: Path) -> str:
    """The oldest C library with which every library of the program loads."""
    newest = (2, 0)
    for path in program.rglob("*"):
        if path.is_file() and not path.is_symlink() and (".so" in path.name or not path.suffix):
            told = subprocess.run(
                ["objdump", "-T", path], capture_output=True, text=True, check=False
            ).stdout
            for one in re.findall(r"GLIBC_(\d+)\.(\d+)", told):
                newest = max(newest, (int(one[0]), int(one[1])))
    return "{}.{}".format(*newest)


def _tree(program: Path, usr: Path, made_at: int) -> None:
    number = version(ROOT)
    shutil.copytree(program, usr / "lib" / "heirloom", symlinks=True)
    (usr / "bin").mkdir()
    (usr / "bin" / "heirloom").symlink_to("../lib/heirloom/heirloom")
    share = usr / "share"
    svg = ROOT / "resources" / "icons" / "program" / "heirloom.svg"
    icons = share / "icons" / "hicolor"
    for size in SIZES:
        _write(icons / f"{size}x{size}" / "apps" / f"{ID}.png", rendered(svg, size))
    _write(icons / "scalable" / "apps" / f"{ID}.svg", svg.read_bytes())
    _write(share / "applications" / f"{ID}.desktop", desktop_entry().encode())
    _write(share / "mime" / "packages" / f"{ID}.xml", (HERE / f"{ID}.mime.xml").read_bytes())
    _write(share / "metainfo" / f"{ID}.metainfo.xml", metainfo(made_at).encode())
    page = share / "man" / "man1" / "heirloom.1.gz"
    page.parent.mkdir(parents=True)
    _write_gzip(page, manual(number, made_at).encode())


def desktop_entry() -> str:
    """What starts the program from menus, and with which photos it can be opened."""
    text = (HERE / f"{ID}.desktop.in").read_text(encoding="utf-8")
    return text.replace("@PHOTOS@", ";".join(format_.mime for format_ in EXPORTED.values()))


def metainfo(made_at: int) -> str:
    """What software centres show, with the version that is being built."""
    text = (HERE / f"{ID}.metainfo.xml.in").read_text(encoding="utf-8")
    date = time.strftime("%Y-%m-%d", time.gmtime(made_at))
    return text.replace("@VERSION@", version(ROOT)).replace("@DATE@", date)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _write_gzip(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(content, 9, mtime=0))


def _set_modes(tree: Path) -> None:
    """What may be run is the program; libraries need no such right."""
    for path in tree.rglob("*"):
        if path.is_symlink():
            continue
        runs = path.is_dir() or path == tree / "usr" / "lib" / "heirloom" / "heirloom"
        path.chmod(0o755 if runs else 0o644)
