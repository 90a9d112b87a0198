"""How soon the program is there, from the call on, and what its start spends on imports.

    python -m benchmarks.startup [--quick]
    python -m benchmarks.startup --program FOLDER/heirloom --empty FOLDER/empty_window

An empty PySide6 window and Heirloom with a photo of 12 megapixels, which it restores, are started
in turn. With --program and --empty they are the installed ones: `./setup bundle` builds the first,
and `pyinstaller packaging/empty_window.spec` the second. Without a display they are drawn into
memory. Beside the time by the clock stands the processor's, which a busy computer changes less.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.child import python, run
from benchmarks.table import Figure, print_table

_BUDGETS_MS: Final = {
    "standard library": 120,
    "PySide6": 120,
    "workstation": 120,
    "numpy": 0,
    "cv2": 0,
    "pyvips": 0,
    "PIL": 0,
    "ai_edge_litert": 0,
}
"""What imports may take before the window is shown; 0 for what must come after it."""

_START = """
from workstation.app import main as program
from workstation.app.window import Window
from workstation.core.settings import Settings, default_path
program.application()
window = Window(Settings(default_path()))
window.show()
window.session.shut_down()
"""


@dataclass
class Times:
    """Seconds by the clock and of the processor, of several runs."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def figure(self, what: str, at_most: float | None, base: Times | None) -> Figure:
        """The best run, beside that of the empty window."""
        note = f"processor {min(self.processor):.2f} s"
        if base is not None:
            note += f", {min(self.processor) / min(base.processor):.1f} times an empty window"
            note += f"; by the clock {min(self.clock) / min(base.clock):.1f} times"
        return Figure(what, min(self.clock), "s", at_most, note)


def starts(program: list[str], empty: list[str], runs: int) -> Iterator[Figure]:
    """The first window and the first colours, beside an empty window."""
    alone, window, photo, colours = Times(), Times(), Times(), Times()
    steps = {"first window": window, "photo drawn": photo, "colours drawn": colours}
    with tempfile.TemporaryDirectory() as folder:
        scan = Path(folder, "scan.jpg")
        python("-m", "benchmarks.inputs", "jpeg", str(scan), "4000", "3000")
        for _ in range(runs):  # in turn, so that what else the machine does meets both
            asked_at = time.time()
            told = run(*empty, "empty", str(asked_at), environment=_home(folder)).output
            alone.clock.append(float(re.findall(r"first window: ([\d.]+)", told)[0]))
            alone.processor.append(float(re.findall(r"processor: ([\d.]+)", told)[0]))
            asked_at = time.time()
            told = run(*program, "--self-test", str(scan), environment=_home(folder)).output
            for step, times in steps.items():
                ((clock, processor),) = re.findall(rf"{step} ([\d.]+) ([\d.]+)", told)
                times.clock.append(float(clock) - asked_at)
                times.processor.append(float(processor))
            for made in Path(folder).glob("scan-*"):
                made.unlink()
    yield alone.figure("an empty PySide6 window", None, None)
    yield window.figure("first window", 1.0, alone)
    yield photo.figure("a photo of 12 megapixels drawn", None, alone)
    yield colours.figure("… restored and drawn", 3.5, alone)


def _home(folder: str) -> dict[str, str]:
    """A first start: nothing is remembered from earlier ones."""
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    return dict.fromkeys(names, folder)


def imports(runs: int) -> Iterator[Figure]:
    """What Python spends on the modules of each package until the window is shown.

    Of each module the fastest run counts: what a busy computer adds is never less than nothing.
    """
    fastest: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        environment = _home(folder) | {"QT_QPA_PLATFORM": "offscreen"}
        for _ in range(runs):
            told = run(sys.executable, "-X", "importtime", "-c", _START, environment=environment)
            for own_us, module in re.findall(r"import time: +(\d+) \| +\d+ \| +(\S+)", told.output):
                fastest[module] = min(int(own_us), fastest.get(module, int(own_us)))
    spent: Counter[str] = Counter()
    for module, own_us in fastest.items():
        first = module.partition(".")[0]
        known = first if first in _BUDGETS_MS else "others"
        spent["standard library" if first in sys.stdlib_module_names else known] += own_us
    for package, budget_ms in _BUDGETS_MS.items():
        yield Figure(package, spent[package] / 1000, "ms", budget_ms)
    yield Figure("others", spent["others"] / 1000, "ms")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--program", help="the installed program")
    parser.add_argument("--empty", help="the installed empty window")
    parser.add_argument("--quick", action="store_true", help="each only once")
    given = parser.parse_args()
    source = [sys.executable, "-m"]
    program = [given.program] if given.program else [*source, "workstation.cli"]
    empty = [given.empty] if given.empty else [*source, "benchmarks.first_window"]
    runs = 1 if given.quick else 5
    kind = "installed" if given.program else "from source code"
    if not ({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        kind += ", drawn into memory"
    print_table(f"Start, {kind}, best of {runs}", starts(program, empty, runs))
    if not given.program:
        print_table("Imports before the window is shown", imports(runs))


if __name__ == "__main__":
    main()
