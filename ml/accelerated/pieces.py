"""Cut files into pieces small enough to be carried, and join them again, whole or not at all."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

SMALLEST = 1 << 10


def cut(path: Path, folder: Path, most_bytes: int) -> list[Path]:
    """Write a file's pieces, and beside them what it takes to join them.

    Parameters
    ----------
    path
        The file.
    folder
        Where `<name>.000`, `<name>.001`, … and `<name>.pieces.json` go.
    most_bytes
        A piece is no larger.
    """
    if most_bytes < SMALLEST:
        raise ValueError(f"Pieces of {most_bytes} bytes are too small: at least {SMALLEST}.")
    folder.mkdir(parents=True, exist_ok=True)
    whole, pieces = hashlib.sha256(), list[Path]()
    with path.open("rb") as file:
        while content := file.read(most_bytes):
            whole.update(content)
            piece = folder / f"{path.name}.{len(pieces):03}"
            piece.write_bytes(content)
            pieces.append(piece)
    known = {"name": path.name, "sha256": whole.hexdigest(), "pieces": [p.name for p in pieces]}
    (folder / f"{path.name}.pieces.json").write_text(json.dumps(known))
    return pieces


def join(name: str, folder: Path, to: Path) -> Path:
    """Make one file of its pieces.

    Raises
    ------
    FileNotFoundError
        If a piece is missing.
    ValueError
        If what comes out is not the file that was cut.
    """
    known = json.loads((folder / f"{name}.pieces.json").read_text())
    to.mkdir(parents=True, exist_ok=True)
    part, whole = to / f"{name}.part", hashlib.sha256()
    with part.open("wb") as file:
        for piece in known["pieces"]:
            content = (folder / piece).read_bytes()
            whole.update(content)
            file.write(content)
    if whole.hexdigest() != known["sha256"]:
        part.unlink()
        raise ValueError(f"The pieces of {name} do not make the file that was cut.")
    return part.replace(to / name)
