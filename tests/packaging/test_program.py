"""What the bundle's starter leaves in the environment reaches no program that we start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Elsewhere nothing is set.")

_CODE = """
import os, runpy, sys
sys.argv = ["heirloom", "--help"]
try:
    runpy.run_path({program!r}, run_name="__main__")
except SystemExit:
    pass
print("LD_LIBRARY_PATH:", os.environ.get("LD_LIBRARY_PATH"))
print("reset:", os.environ.get("PYINSTALLER_RESET_ENVIRONMENT"))
"""


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({"LD_LIBRARY_PATH": "/ours"}, None),
        ({"LD_LIBRARY_PATH": "/ours:/theirs", "LD_LIBRARY_PATH_ORIG": "/theirs"}, "/theirs"),
    ],
)
def test_programs_that_we_start_find_the_libraries_of_the_system(
    root: Path, tmp_path: Path, given: dict[str, str], left: str | None
) -> None:
    code = _CODE.format(program=str(root / "packaging" / "program.py"))
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=given | {"HOME": str(tmp_path)},
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"LD_LIBRARY_PATH: {left}\n" in done.stdout
    # Worker processes must find our libraries all the same.
    assert "reset: 1" in done.stdout
