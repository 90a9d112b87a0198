"""Builds the standalone program: python packaging/bundle.py [--packages] [--smoke].

Everything is made below build/bundle; `./setup bundle` calls this in an environment that holds what
requirements-package.lock names and nothing else.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

import archive
import contents
import icons
import sizes
from bill import bill
from inventory import inventory
from notices import notices

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "bundle"


def main() -> int:
    """Build, and say how large the result is; 1 if it is larger than it may be."""
    arguments = _arguments()
    started = time.monotonic()
    program = build(made_at())
    print(f"Built in {time.monotonic() - started:.0f} s: {program}", flush=True)
    if arguments.folder_only:
        return 0
    packed = BUILD / f"{named()}.tar.xz"
    archive.pack(program, packed, made_at())
    made = [packed]
    measured = sizes.sizes(inventory(program, BUILD / "work" / "heirloom"), packed)
    print(sizes.table(measured))
    if arguments.write_table:
        sizes.write_table(measured, ROOT / "packaging" / "README.md")
    if arguments.packages:
        import linux_packages

        linux_packages.app_dir(program, BUILD / "AppDir", made_at())
        made.append(linux_packages.deb(program, BUILD, made_at()))
    for path in made:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        path.with_name(f"{path.name}.sha256").write_text(f"{digest}  {path.name}\n", "ascii")
        print(f"{path}\n{digest}")
    print(f"All made after {time.monotonic() - started:.0f} s.", flush=True)
    for sentence in measured.excess:
        print(sentence, file=sys.stderr)
    if measured.excess or not arguments.smoke:
        return 1 if measured.excess else 0
    command = [sys.executable, str(ROOT / "packaging" / "smoke.py"), *map(str, made)]
    return subprocess.run(command, check=False).returncode


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder-only", action="store_true", help="make the folder, no archive")
    parser.add_argument("--smoke", action="store_true", help="try out what was made")
    if sys.platform == "linux":
        parser.add_argument(
            "--packages", action="store_true", help="make a .deb and an AppDir, too"
        )
    parser.set_defaults(packages=False)
    parser.add_argument(
        "--write-table", action="store_true", help="put the sizes into packaging/README.md"
    )
    return parser.parse_args()


def named() -> str:
    """What archives are called: heirloom-VERSION-SYSTEM-PROCESSOR."""
    system = {"linux": "linux", "win32": "windows", "darwin": "macos"}[sys.platform]
    return f"heirloom-{contents.version(ROOT)}-{system}-{platform.machine().lower()}"


def made_at() -> int:
    """The commit's time, in seconds since the epoch, so that a build does not depend on its day."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    told = subprocess.run(
        ["git", "-C", ROOT, "log", "-1", "--format=%ct"],
        capture_output=True,
        text=True,
        check=False,
    )
    if told.returncode == 0:
        return int(told.stdout)
    return int((ROOT / "pyproject.toml").stat().st_mtime)


def build(moment: int) -> Path:
    """Make the program's folder, with licences and bill of materials in it."""
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    icons.write_for_system(ROOT / "resources" / "icons" / "program" / "heirloom.svg", BUILD)
    command = [sys.executable, "-m", "PyInstaller", "--log-level", "ERROR", "--noconfirm"]
    command += ["--distpath", str(BUILD), "--workpath", str(BUILD / "work")]
    # Sets are stored in the order of their hashes.
    reproducible = {"SOURCE_DATE_EPOCH": str(moment), "PYTHONHASHSEED": "0"}
    subprocess.run(
        [*command, str(ROOT / "packaging" / "heirloom.spec")],
        check=True,
        cwd=ROOT,
        env=os.environ | reproducible | {"PYINSTALLER_CONFIG_DIR": str(BUILD / "cache")},
    )
    program = BUILD / ("Heirloom.app" if sys.platform == "darwin" else "heirloom")
    found_at = (path for path in sorted(program.rglob("resources")) if not path.is_symlink())
    resources = next(path for path in found_at if path.is_dir())
    found = inventory(program, BUILD / "work" / "heirloom")
    (resources / "licences").mkdir()
    for name, text in (
        ("NOTICES.txt", notices(found, ROOT)),
        ("heirloom.cdx.json", bill(found, ROOT, moment)),
    ):
        (resources / "licences" / name).write_text(text, encoding="utf-8", newline="\n")
    return program


if __name__ == "__main__":
    sys.exit(main())
