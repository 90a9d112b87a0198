"""What there is to say about the photo in front, beside its picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from workstation.app.language import said
from workstation.app.widgets.messages import Message

if TYPE_CHECKING:
    from workstation.app.session import Session

translate = QCoreApplication.translate


def note_of(
    session: Session, keep: Callable[[], None], afresh: Callable[[], None]
) -> Message | None:
    """The sentences of the rendition that is drawn; for a photo in colour also the choice."""
    facts = session.facts
    text = "" if facts is None else " ".join(map(said, facts.report.notes))
    if not is_in_colour(session):
        return Message("note", text) if text else None
    colour = session.step("colour")
    if getattr(colour, "coloured", "keep") == "afresh":
        text = text or translate("Notes", "This photo is coloured afresh, as a test.")
        return Message("note", text, choices=((translate("Notes", "Keep its own colours"), keep),))
    text = text or translate("Notes", "This photo is already in colour; its colours are kept.")
    words = translate("Notes", "Colour it afresh, as a test")
    return Message("note", text, choices=((words, afresh),))


def is_in_colour(session: Session) -> bool:
    """Whether the photo in front was found to be in colour already."""
    current = session.current
    if current is None:
        return False
    if current.diagnosis is not None:
        return current.diagnosis.kind == "colour"
    return getattr(session.analysis("colour"), "kind", "") == "colour"
