"""Drives the window as a user would: through its commands, mouse and keys."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from workstation.app import main as program
from workstation.app.dialogs.add_dialog import Given
from workstation.app.dialogs.export_all_dialog import ExportAllDialog, ExportPlan
from workstation.app.dialogs.print_dialog import PrintPlan
from workstation.app.dialogs.questions import Leaving, LeavingQueue, Questions
from workstation.app.dialogs.recovery import Recovering
from workstation.app.language import said
from workstation.app.open_photo import AboveLimits, OpenPhoto
from workstation.app.printing.sheets import Size
from workstation.app.widgets.controls import ValueSlider
from workstation.app.window import Window
from workstation.batch.intake import Batch
from workstation.core.edits import Left
from workstation.core.io.export import ExportOptions
from workstation.core.io.photo import Photo
from workstation.core.settings import Settings


class Answers(Questions):
    """Answers given beforehand; what was asked is remembered."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.paths: list[Path] = []
        self.export_to: tuple[Path, ExportOptions] | None = None
        self.yes = True
        self.split_to: Path | None = None
        self.export_all_to: Path | None = None
        self.print_plan: PrintPlan | None = None
        self.leaving: Leaving = "stay"
        self.save_to: Path | None = None
        self.recovering: Recovering = "later"
        self.left: Sequence[Left] = ()
        self.mask: Path | None = None
        self.overlay: QColor | None = None
        self.colours: Path | None = None
        self.reference_from: Path | None = None
        self.batch: Batch | None = None
        self.report: Path | None = None
        self.leaving_queue: LeavingQueue = "background"

    def photos(self, folder: str) -> list[Path]:
        self.asked.append("photos")
        return self.paths

    def folder(self, folder: str) -> list[Path]:
        self.asked.append("folder")
        return self.paths

    def photos_to_add(self, folder: str) -> list[Path]:
        self.asked.append("photos to add")
        return self.paths

    def folder_to_add(self, folder: str) -> list[Path]:
        self.asked.append("folder to add")
        return self.paths

    def scans(self, folder: str) -> list[Path]:
        self.asked.append("scans")
        return self.paths

    def forget_scans(self, number: int) -> bool:
        self.asked.append("forget scans")
        return self.yes

    def split_folder(self, folder: Path) -> Path | None:
        self.asked.append("split folder")
        return self.split_to

    def open_anyway(self, found: AboveLimits) -> bool:
        self.asked.append("open anyway")
        return self.yes

    def export(self, photo: Photo, settings: Settings) -> tuple[Path, ExportOptions] | None:
        self.asked.append("export")
        return self.export_to

    def export_all(self, photos: Sequence[OpenPhoto], settings: Settings) -> ExportPlan | None:
        self.asked.append("export all")
        if self.export_all_to is None:
            return None
        dialog = ExportAllDialog(photos, settings)
        dialog.folder.setText(str(self.export_all_to))
        plan = dialog.plan()
        dialog.deleteLater()
        return plan

    def printing(
        self, photos: Sequence[OpenPhoto], sizes: Sequence[Size], settings: Settings
    ) -> PrintPlan | None:
        self.asked.append("printing")
        return self.print_plan

    def lose(self, photos: Sequence[OpenPhoto]) -> Leaving:
        self.asked.append("lose")
        return self.leaving

    def recover(self, left: Sequence[Left]) -> Recovering:
        self.asked.append("recover")
        self.left = left
        return self.recovering

    def project(self, photo: OpenPhoto) -> Path | None:
        self.asked.append("project")
        return self.save_to

    def colours_to(self) -> Path | None:
        self.asked.append("colours to")
        return self.colours

    def colours_from(self) -> Path | None:
        self.asked.append("colours from")
        return self.colours

    def reference(self, folder: str) -> Path | None:
        self.asked.append("reference")
        return self.reference_from

    def colour(self, present: QColor) -> QColor | None:
        self.asked.append("colour")
        return self.overlay

    def mask_to_load(self) -> Path | None:
        self.asked.append("mask to load")
        return self.mask

    def mask_to_save(self, proposed: str) -> Path | None:
        self.asked.append("mask to save")
        return self.mask

    def add_to_queue(self, given: Given, settings: Settings) -> Batch | None:
        self.asked.append("add to queue")
        return self.batch

    def report_to(self, folder: str) -> Path | None:
        self.asked.append("report to")
        return self.report

    def leave_queue(self, pending: int) -> LeavingQueue:
        self.asked.append("leave queue")
        return self.leaving_queue

    def stop_exporting(self) -> bool:
        self.asked.append("stop exporting")
        return self.yes


class Driver:
    """A window, and hands for it."""

    def __init__(self, settings: Path) -> None:
        self.answers = Answers()
        self.settings = Settings(settings)
        colours = settings.with_name("colours.json")
        self.queue = settings.with_name("queue.sqlite")
        self.window = Window(self.settings, self.answers, colours=colours, queue=self.queue)
        self.window.resize(1000, 700)

    def start(self) -> None:
        self.window.show()
        program.begin(self.window, [])
        self.until(lambda: self.window.session.tile_loader is not None)

    def finish(self) -> None:
        self.answers.yes = True
        self.answers.leaving = "discard"
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    @property
    def current(self) -> OpenPhoto:
        assert self.window.session.current is not None
        return self.window.session.current

    @property
    def names(self) -> list[str]:
        """The history in the user's words."""
        return [said(entry.name) for entry in self.current.history.entries]

    @property
    def said(self) -> str:
        """Everything in the message bar."""
        return "\n".join(message.text for message in self.window.messages.messages)

    def do(self, command: str) -> None:
        """Use a command, which must be possible."""
        action = self.window.commands[command]
        self.window.commands.refresh_now()
        assert action.isEnabled(), f"{command} is not possible now"
        action.trigger()

    def can(self, command: str) -> bool:
        self.window.commands.refresh_now()
        return self.window.commands[command].isEnabled()

    def until(self, holds: Callable[[], Any], seconds: float = 30.0) -> None:
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, "The window did not come to where it was expected."
            QApplication.processEvents()
            time.sleep(0.001)

    def settle(self) -> None:
        """Wait until all jobs are done and everything is drawn."""
        session = self.window.session

        def settled() -> bool:
            lanes = any(lane.jobs for lane in session.jobs.lanes)
            loader = session.tile_loader
            return loader is not None and not lanes and not loader.busy and not loader.pending

        self.until(settled)
        QApplication.processEvents()

    def open(self, *paths: Path) -> None:
        self.answers.paths = list(paths)
        self.do("open")
        self.settle()

    def restore(self) -> None:
        self.do("restore")
        self.settle()

    def restore_until_told(self) -> None:
        """Restore something that cannot be: the picture stays what it was."""
        self.do("restore")
        self.until(lambda: bool(self.said))

    def slider(self, kind: str, field: str) -> ValueSlider:
        control = self.window.photo_page.panels.panels[kind].control(field)
        assert isinstance(control, ValueSlider)
        return control

    def drag(self, kind: str, field: str, *positions: int) -> None:
        """Drag a slider over some positions, 0 to 1000."""
        slider = self.slider(kind, field)._slider
        slider.setSliderDown(True)
        for position in positions:
            slider.setSliderPosition(position)
            QApplication.processEvents()
        slider.setSliderDown(False)
        self.settle()

    def picture(self) -> NDArray[np.uint8]:
        """What the canvas shows, (height, width, 3)."""
        return as_array(self.window.photo_page.canvas.grab().toImage())


def as_array(image: QImage) -> NDArray[np.uint8]:
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    return rows[:, : 3 * rgb.width()].reshape(rgb.height(), rgb.width(), 3).copy()


def chroma(picture: NDArray[np.uint8]) -> float:
    """Mean difference between the channels: 0 for a grey picture."""
    wide = picture.astype(np.int16)
    return float((wide.max(axis=2) - wide.min(axis=2)).mean())


def in_colour(folder: Path) -> Path:
    """Write a photo that is in colour."""
    from skimage import data

    path = folder / "colour.png"
    cv2.imwrite(str(path), cv2.cvtColor(data.astronaut(), cv2.COLOR_RGB2BGR))
    return path
