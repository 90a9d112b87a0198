"""Tries the packed program out as a user would: python packaging/smoke.py ARCHIVE [PACKAGE.deb].

It is unpacked into a bare Debian 12 that has no Python and only the libraries that the README
names. There it restores a photo from the command line, works through a queue with worker processes,
and opens the window under Xvfb to colour and export a photo. Anything printed that is not expected
fails, and so does a picture that differs from what the program makes from its source code.

Where no bare Debian can be made (not root, no debootstrap or nothing to get it from, no right to
change the root), the program is tried here, with an empty environment; where there is no Xvfb, the
window is drawn into memory. Both are said.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import contents
from linux_packages import system_packages

ROOT = Path(__file__).resolve().parent.parent
MOST_DELTA_E = 0.5
"""Of the worst pixel: less than one of 255 steps. The same libraries run, so usually it is 0."""

ELSEWHERE = """\
No bare Debian can be made here ({why}).
The program is tried on this system instead, with an empty environment."""


class FailedError(Exception):
    """What was tried, and what came of it."""


@dataclass(frozen=True)
class Place:
    """Where the program is tried.

    Attributes
    ----------
    root
        The root of a bare Debian, or None for this system.
    home
        A folder that may be written, as seen from here.
    program
        The program itself, as seen from here.
    """

    root: Path | None
    home: Path
    program: Path

    def seen(self, path: Path) -> str:
        """A path as the program sees it."""
        return str(path if self.root is None else Path("/") / path.relative_to(self.root))

    def run(self, *arguments: str | Path, display: str | None = None) -> str:
        """Run `heirloom` and return all that it printed.

        Raises
        ------
        FailedError
            If its exit code is not 0.
        """
        told = [self.seen(one) if isinstance(one, Path) else one for one in arguments]
        done = subprocess.run(
            self.command(told),
            env=self.environment(display),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        if done.returncode != 0:
            raise FailedError(
                f"heirloom {' '.join(told)} ended with {done.returncode}:\n{done.stdout}"
            )
        return done.stdout

    def command(self, arguments: list[str]) -> list[str]:
        """The whole command. Mounts of a namespace of its own vanish with it."""
        program = [self.seen(self.program), *arguments]
        if self.root is None:
            return program
        enter = (
            'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && exec chroot "$0" "$@"'
        )
        return ["unshare", "--mount", "sh", "-c", enter, str(self.root), *program]

    def environment(self, display: str | None) -> dict[str, str]:
        """Nothing of ours."""
        given = {"HOME": self.seen(self.home), "PATH": "/usr/bin:/bin:/usr/sbin:/sbin"}
        given["LANG"] = "C.UTF-8"
        if display is not None:
            given |= {"DISPLAY": display} if display else {"QT_QPA_PLATFORM": "offscreen"}
        return given


def main() -> int:
    """Try everything; 1 if anything was not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("package", type=Path, nargs="?", help="a .deb to install and try as well")
    parser.add_argument("--root", type=Path, help="a bare Debian made before")
    arguments = parser.parse_args()
    started = time.monotonic()
    try:
        with place(arguments.archive, arguments.root) as where:
            _try(where, versions, restoring, queue, devices, window)
            if arguments.package and where.root:
                _try(installed(where, arguments.package), versions, window)
    except FailedError as failure:
        print(f"The frozen smoke test failed: {failure}", file=sys.stderr)
        return 1
    print(f"The standalone program works ({time.monotonic() - started:.0f} s).")
    return 0


def _try(where: Place, *checks: Callable[[Place], str]) -> None:
    for check in checks:
        began = time.monotonic()
        said = check(where)
        print(f"{check.__name__:<10} {time.monotonic() - began:5.1f} s  {said}", flush=True)


def installed(where: Place, package: Path) -> Place:
    """Install a .deb, with no way to get anything else, and go on with what it has installed."""
    root = where.root
    assert root is not None
    shutil.copy(package, root / "heirloom.deb")
    done = subprocess.run(
        ["chroot", root, "dpkg", "--install", "/heirloom.deb"],
        capture_output=True,
        text=True,
        check=False,
        env=where.environment(None) | {"DEBIAN_FRONTEND": "noninteractive"},
    )
    if done.returncode != 0:
        raise FailedError(f"{package.name} cannot be installed:\n{done.stdout}{done.stderr}")
    print(f"{package.name} is installed; once more:", flush=True)
    home = where.home.with_name("installed")
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    return Place(root, home, root / "usr" / "bin" / "heirloom")


@contextmanager
def place(archive: Path, root: Path | None) -> Iterator[Place]:
    """Unpack the archive where it is to be tried."""
    with tempfile.TemporaryDirectory(prefix="heirloom-smoke-") as folder:
        if root is None:
            obstacle = _obstacle()
            root, obstacle = (None, obstacle) if obstacle else bare_debian(Path(folder, "root"))
            if obstacle:
                print(ELSEWHERE.format(why=obstacle), flush=True)
        if root is None:
            home, opt = Path(folder, "home"), Path(folder, "opt")
        else:
            home, opt = root / "root" / "smoke", root / "opt"
        for path in (home, opt / "heirloom"):
            shutil.rmtree(path, ignore_errors=True)
        home.mkdir(parents=True)
        opt.mkdir(exist_ok=True)
        subprocess.run(["tar", "-C", opt, "-xf", archive], check=True)
        yield Place(root, home, opt / "heirloom" / "heirloom")


def _obstacle() -> str:
    """Why no bare Debian can be made; empty if it can."""
    if os.geteuid() != 0:
        return "that takes root"
    for tool in ("debootstrap", "unshare", "chroot"):
        if shutil.which(tool) is None:
            return f"there is no {tool}"
    enter = ["unshare", "--mount", "sh", "-c", "mount -t proc proc /mnt && chroot / true"]
    allowed = subprocess.run(enter, capture_output=True, check=False).returncode == 0
    return "" if allowed else "this container may not change the root"


def bare_debian(root: Path) -> tuple[Path | None, str]:
    """Make a Debian 12 with the libraries that `setup` names and nothing else, or say why not."""
    packages = ",".join(system_packages())
    began = time.monotonic()
    made = subprocess.run(
        ["debootstrap", "--variant=minbase", f"--include={packages}", "bookworm", root],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode != 0:
        last = (made.stdout + made.stderr).strip().splitlines()[-1:]
        return None, f"debootstrap failed: {''.join(last)}"
    print(f"A bare Debian 12 was made in {time.monotonic() - began:.0f} s.", flush=True)
    return root, ""


def versions(where: Place) -> str:
    """Nothing but the program is there, and all its parts tell their versions."""
    if where.root is not None:
        pythons = [*where.root.glob("usr/bin/python*"), *where.root.glob("usr/local/bin/python*")]
        if pythons:
            raise FailedError(f"The bare Debian has {pythons[0]}.")
    said = where.run("--version")
    number = contents.version(ROOT)
    parts = r"Python 3\S+  \S+|(Qt|LiteRT|OpenCV|NumPy|Pillow|pyvips|libvips) [\d.]+"
    _expect(said, rf"heirloom {re.escape(number)}\n(  ({parts})\n){{8}}(  network .*SHA-256 .*\n)+")
    licences = where.program.resolve().parent / "_internal" / "resources" / "licences"
    for name in ("NOTICES.txt", "heirloom.cdx.json"):
        if not (licences / name).is_file():
            raise FailedError(f"{licences / name} is missing.")
    return f"heirloom {number}, {'no Python, ' if where.root else ''}licences and bill of materials"


def restoring(where: Place) -> str:
    """The command line restores a photo as the program in source code does."""
    photo = _sample(where, "portrait.jpg")
    said = where.run("restore", photo, "-o", where.home / "out.png", "--quiet")
    _expect(said, "")
    return _compared(photo, where.home / "out.png")


def queue(where: Place) -> str:
    """A queue runs detached, with two worker processes."""
    photos = where.home / "box"
    photos.mkdir()
    for name in ("cat", "coffee", "launch"):
        _sample(where, f"{name}.jpg", photos)
    done, file = where.home / "done", ("--queue", where.home / "queue.sqlite")
    _expect(where.run("batch", "add", photos, "-o", done, *file), r"3 added\. .*\n")
    told = [where.seen(one) if isinstance(one, Path) else one for one in file]
    detached = subprocess.Popen(
        where.command(["batch", "run", "--workers", "2", "--quiet", *told]),
        env=where.environment(None),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    printed, _ = detached.communicate(timeout=300)
    _expect(printed.decode(), "")
    state = json.loads(where.run("batch", "status", "--json", *file))["counts"]
    if state["done"] != 3 or len(list(done.iterdir())) != 3:
        raise FailedError(f"The queue of three photos came to {state}.")
    return "3 photos by 2 workers"


def devices(where: Place) -> str:
    """The graphics processor is tried in a process of its own."""
    said = where.run("devices", "--again", "--json")
    said = said.removeprefix("Trying the graphics processor…\n")
    reasons = [one["reason"] for one in json.loads(said)["trials"]]
    if not reasons or any("crash" in reason for reason in reasons):
        raise FailedError(f"The trials came to: {reasons}")
    return " ".join(reasons)


def window(where: Place) -> str:
    """The window opens, colours a photo, exports it and closes."""
    photo = _sample(where, "portrait.jpg", where.home)
    began = time.time()
    with x_server() as display:
        said = where.run("--self-test", photo, display=display)
    if not display:  # Qt says this of every window that is drawn into memory
        said = said.replace("This plugin does not support propagateSizeHints()\n", "")
    steps = ("first window", "photo drawn", "colours drawn", "export dialog", "exported", "closed")
    _expect(said, "".join(rf"self-test: {step} [\d.]+ [\d.]+\n" for step in steps))
    at = {step: float(re.findall(rf"{step} ([\d.]+)", said)[0]) - began for step in steps}
    shown = where.home / "portrait-window.png"
    shutil.copy(shown, ROOT / "build" / "bundle" / "smoke-window.png")
    compared = _compared(photo, where.home / "portrait-restored.jpg")
    return (
        f"coloured after {at['colours drawn']:.1f} s, closed after {at['closed']:.1f} s; {compared}"
    )


@contextmanager
def x_server() -> Iterator[str]:
    """A display that nobody sees, or "" where there is none to be had.

    Programs in another root reach it by its abstract socket.
    """
    server = shutil.which("Xvfb")
    if server is None:
        print("There is no Xvfb, so the window is drawn into memory.", flush=True)
        yield ""
        return
    reads, writes = os.pipe()
    with subprocess.Popen(
        [server, "-displayfd", str(writes), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=[writes],
        stderr=subprocess.DEVNULL,
    ) as running:
        os.close(writes)
        with os.fdopen(reads) as answers:
            number = answers.readline().strip()
        try:
            yield f":{number}"
        finally:
            running.terminate()


def _sample(where: Place, name: str, folder: Path | None = None) -> Path:
    to = (folder or where.home) / name
    shutil.copy(ROOT / "resources" / "samples" / name, to)
    return to


def _expect(said: str, pattern: str) -> None:
    if not re.fullmatch(pattern, said):
        raise FailedError(f"Unexpected output, where “{pattern}” was expected:\n{said}")


def _compared(photo: Path, frozen: Path) -> str:
    """How far, in ΔE of 1976, a result is from the one that the source code makes."""
    import numpy as np

    from workstation.core.color.cielab import to_lab
    from workstation.core.libvips import libvips

    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder, frozen.name)
        command = [sys.executable, "-m", "workstation.cli", "restore", str(photo)]
        command += ["-o", str(plain), "--quiet"]
        home = os.environ | {"HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_STATE_HOME": folder}
        subprocess.run(command, cwd=ROOT, env=home, check=True)
        both = [
            libvips().Image.new_from_file(str(path)).numpy().astype(np.float32) / 255
            for path in (frozen, plain)
        ]
    if both[0].shape != both[1].shape:
        raise FailedError(f"{frozen.name} is {both[0].shape}, from source code {both[1].shape}.")
    (light, ab), (other_light, other_ab) = (to_lab(one) for one in both)
    apart = np.hypot(light - other_light, np.linalg.norm(ab - other_ab, axis=2))
    if not apart.max() <= MOST_DELTA_E:
        raise FailedError(f"{frozen.name} differs from the source code's by ΔE {apart.max():.2f}.")
    return f"ΔE to the source code's result: {apart.max():.2f} at most"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
