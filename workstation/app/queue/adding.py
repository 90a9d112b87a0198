"""Puts photos into the queue."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from workstation.app.pages import QUEUE
from workstation.app.widgets.numbers import photos
from workstation.app.workspace import Workspace

if TYPE_CHECKING:
    from workstation.app.dialogs.add_dialog import Given
    from workstation.batch.items import Added
    from workstation.batch.store import Store

translate = QCoreApplication.translate


def add(workspace: Workspace, paths: Sequence[Path]) -> None:
    """Put photos and folders into the queue, as the user says."""
    if not paths:
        return
    batch = workspace.ask.add_to_queue(_given(workspace, paths), workspace.settings)
    if batch is None:
        return
    workspace.pages.show_page(QUEUE)

    def work(store: Store) -> Added:
        from workstation.batch import intake

        return intake.add(store, paths, batch)

    def done(added: Added) -> None:
        text = translate("Queue", "{0} added").format(photos(len(added.new)))
        if added.again:
            text += translate("Queue", ", {0} to be looked at again").format(len(added.again))
        if added.known:
            text += translate("Queue", ", {0} waited already").format(len(added.known))
        workspace.status.tell(f"{text}.")

    workspace.queue.do(work, done, translate("Queue", "Adding photos to the queue"))


def _given(workspace: Workspace, paths: Sequence[Path]) -> Given:
    from workstation.app.dialogs.add_dialog import Given

    current, lane = workspace.session.current, workspace.session.jobs.reading
    if current is None or not current.recipe.steps:
        return Given(paths, lane)
    return Given(paths, lane, current.name, current.recipe)
