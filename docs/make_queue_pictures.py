"""Makes the pictures of the queue for the documentation, from the real window and a real queue.

    python docs/make_queue_pictures.py

No display is needed. Run it again whenever the page looks different.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from make_pictures import grabbed, save  # noqa: E402 - the repository must be on the path first
from PIL import Image, ImageOps  # noqa: E402

import resources  # noqa: E402
from benchmarks.driver import spin, window_with  # noqa: E402
from workstation.app.queue.page import QueuePage  # noqa: E402
from workstation.app.window import Window  # noqa: E402
from workstation.batch import intake  # noqa: E402
from workstation.batch.store import Store  # noqa: E402
from workstation.core import presets  # noqa: E402

NAMES = (
    "001 Launch day",
    "002 Tea at Aunt Ida's",
    "003 Portrait in the studio",
    "004 The cat",
    "005 Launch, second try",
    "006 Second cup",
    "007 Portrait for the family",
    "008 The cat, asleep",
    "009 Großmutter",
    "010 祖母",
    "011 צילום",
    "012 Last one of the film",
)
SAMPLES = ("launch", "coffee", "portrait", "cat")
BROKEN = 5


def box(folder: Path) -> Path:
    """A box of scans; one of them was not copied to its end."""
    inside = folder / "Album 1931"
    inside.mkdir()
    for number, name in enumerate(NAMES):
        sample = resources.find("samples", f"{SAMPLES[number % len(SAMPLES)]}.jpg")
        picture = Image.open(sample).convert("L")
        if number // len(SAMPLES) == 1:
            picture = ImageOps.mirror(picture)
        path = inside / f"{name}.jpg"
        picture.save(path, quality=92, dpi=(300, 300))
        if number + 1 == BROKEN:
            path.write_bytes(path.read_bytes()[:9000])
    return inside


def page_of(window: Window) -> QueuePage:
    """The page of the queue, brought to the front."""
    window.pages.show_page("queue")
    page = window.pages.made("queue")
    assert isinstance(page, QueuePage)
    return page


def drawn(window: Window) -> None:
    """Wait until all small pictures are there."""
    jobs = window.session.jobs
    spin(lambda: not jobs.queue_thumbnails.jobs and not jobs.watching.jobs)


def main() -> None:
    """A queue at work, and afterwards a closer look at one row."""
    with (
        tempfile.TemporaryDirectory() as name,
        window_with(resources.find("samples", "portrait.jpg")) as window,
    ):
        os.environ["HOME"] = name  # so that short paths are shown
        window.resize(1280, 820)
        window.preferences.choose("theme", "light")
        page = page_of(window)
        scans = box(Path(name))
        with Store(window.queue.path) as store:
            batch = intake.Batch(scans.parent / "Album 1931 restored", presets.AUTOMATIC)
            intake.add(store, [scans], batch)
        window.queue.poll()
        spin(lambda: len(window.queue.items) == len(NAMES))
        drawn(window)
        window.queue.start()
        counts = window.queue.counts
        spin(lambda: counts["done"] >= BROKEN + 1 and counts["running"] > 0, 600)
        drawn(window)
        save(grabbed(window), "queue")
        spin(lambda: window.queue.activity == "finished" and not window.queue.workers, 600)
        window.preferences.choose("theme", "dark")
        row = page.model.index(2)
        page.list.setCurrentIndex(row)
        page.show_preview(row)
        grabbed(window)  # asks for the large pictures
        drawn(window)
        save(grabbed(window), "queue-before-after")


if __name__ == "__main__":
    main()
