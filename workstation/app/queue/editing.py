"""Opens an item of the queue in the editor, with the recipe that it is done by."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from resources.text import Text
from workstation.app import open_photo
from workstation.app.open_photo import AboveLimits, OpenPhoto
from workstation.app.queue import words
from workstation.app.session import Session
from workstation.batch.items import Item
from workstation.core.errors import HeirloomError

if TYPE_CHECKING:
    from workstation.core.progress import Progress
    from workstation.core.recipe import Recipe


def edit(session: Session, item: Item) -> None:
    """Show the photo of an item, so that what was made of it can be corrected."""
    session.jobs.reading.start(
        partial(_read, item),
        done=partial(session.take_in, to_front=True),
        title=QCoreApplication.translate("Queue", "Opening {0}").format(words.name_of(item)),
    )


def _read(item: Item, progress: Progress) -> OpenPhoto | AboveLimits:
    from workstation.batch.work import Options

    lifted = Options.from_json(item.options).no_limits
    found = open_photo.read(item.source, item.page, lifted, progress)
    if isinstance(found, OpenPhoto) and item.state in ("done", "skipped", "waiting"):
        recipe = _recipe_of(item)
        if recipe is not None and recipe.steps:
            found.history = found.history.record(recipe, Text("As in the queue"))
            found.kept = recipe
    return found


def _recipe_of(item: Item) -> Recipe | None:
    from workstation.core.recipe import Recipe
    from workstation.core.steps import STEPS

    try:
        return Recipe.from_json(item.recipe, STEPS)
    except HeirloomError:  # of a newer version: the photo can be seen all the same
        return None
