"""Kill the window at random moments while photos are edited, and see what is lost.

python -m benchmarks.kills [NUMBER]

A window with five photos is edited by a script several times a second, which writes down what it
does, and is killed without a word. Then what lies in the state folder is compared with that: at
most the last two seconds may be missing, every file must be whole, and nothing is offered twice.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PHOTOS = 5
LOST_S = 2.0

_EDITING = """
import json, os, random, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from tests.app.drive import Driver
from workstation.app import main as program
from workstation.core.steps import Tone
base, seed = Path(sys.argv[1]), int(sys.argv[2])
choice = random.Random(seed)
app = program.application()
driver = Driver(base / "settings.json")
driver.start()
session = driver.window.session
driver.open(*sorted(base.glob("*.jpg")))
journal = (base / "journal").open("a")
print("ready", flush=True)
def edit():
    photo = choice.choice(session.photos)
    session.show(photo)
    if choice.random() < 0.1:
        session.undo()
    else:
        gesture = "drag" if choice.random() < 0.3 else None
        session.set_step(Tone(gamma=choice.uniform(0.5, 2.0)), "Tone", gesture)
    said = [time.time(), photo.photo.path.name, photo.recipe.to_json()]
    journal.write(json.dumps(said) + "\\n")
    journal.flush()
timer = QTimer(interval=60)
timer.timeout.connect(edit)
timer.start()
app.exec()
"""


def once(base: Path, seed: int) -> tuple[float, int]:
    """Edit, kill and look: the seconds that were lost, and how many edits had been made."""
    import resources
    from workstation.core import edits, project
    from workstation.core.recipe import Recipe

    sample = resources.find("samples", "portrait.jpg").read_bytes()
    for number in range(PHOTOS):
        (base / f"{number}.jpg").write_bytes(sample + bytes(number))
    call = [sys.executable, "-c", _EDITING, str(base), str(seed)]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == "ready\n"
        time.sleep(random.Random(seed).uniform(0.0, 5.0))
        killed = time.time()
        window.send_signal(signal.SIGKILL)
        window.wait()
    said = [json.loads(line) for line in (base / "journal").read_text().splitlines()]
    left = {one.photo.name: one for one in edits.claim()}
    assert edits.claim() == (), "something was offered twice"
    lost = 0.0
    for name in {name for _, name, _ in said}:
        mine = [(when, recipe) for when, other, recipe in said if other == name]
        kept = Recipe().to_json()  # nothing was done, or nothing but an undo
        if name in left:
            history = project.load(left[name].path).history  # damaged: an error
            kept = history.value.to_json()
        # The newest edit that is kept; all later ones are lost.
        known = [when for when, recipe in mine if recipe == kept]
        missing = [when for when, _ in mine if not known or when > known[-1]]
        if missing:
            lost = max(lost, killed - missing[0])
    for one in left.values():
        edits.drop(one.path)
    return lost, len(said)


def main() -> int:
    """Kill so many windows, and print what was lost."""
    number = int(sys.argv[1]) if sys.argv[1:] else 200
    worst, edited = 0.0, 0
    for seed in range(number):
        with tempfile.TemporaryDirectory() as folder:
            os.environ["XDG_STATE_HOME"] = str(Path(folder) / "state")
            os.environ["XDG_CONFIG_HOME"] = str(Path(folder) / "config")
            lost, count = once(Path(folder), seed)
        worst, edited = max(worst, lost), edited + count
        if seed % 10 == 9:
            print(f"{seed + 1} kills, {edited} edits, at most {worst:.2f} s lost", flush=True)
    print(f"{number} kills, {edited} edits, at most {worst:.2f} s lost, allowed {LOST_S} s")
    return int(worst > LOST_S)


if __name__ == "__main__":
    sys.exit(main())
