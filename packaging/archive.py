"""Packs a folder so that the same files give the same bytes."""

from __future__ import annotations

import lzma
import shutil
import subprocess
import tarfile
from pathlib import Path


def pack(folder: Path, archive: Path, made_at: int) -> None:
    """Pack a folder as .tar.xz, in the order of names, as nobody's, all from one moment.

    xz in two threads where it is there; it splits what it packs into blocks, so that the number of
    processors changes nothing.
    """
    plain = archive.with_suffix("")
    with tarfile.open(plain, "w", format=tarfile.GNU_FORMAT) as tar:
        for path in (folder, *sorted(folder.rglob("*"))):
            member = tar.gettarinfo(path, f"{folder.name}/{path.relative_to(folder)}".rstrip("/."))
            member.uid = member.gid = 0
            member.uname = member.gname = ""
            member.mtime = made_at
            member.mode = 0o755 if path.is_dir() or member.mode & 0o100 else 0o644
            # Two names of one file become two files.
            if member.islnk():
                member.type, member.size = tarfile.REGTYPE, path.stat().st_size
            if member.isreg():
                with path.open("rb") as content:
                    tar.addfile(member, content)
            else:
                tar.addfile(member)
    if shutil.which("xz"):
        command = ["xz", "--force", "--threads=2", "--block-size=96MiB", "-6", str(plain)]
        subprocess.run(command, check=True)
        return
    with plain.open("rb") as content, lzma.open(archive, "wb", preset=6) as packed:
        shutil.copyfileobj(content, packed, 1 << 20)
    plain.unlink()
