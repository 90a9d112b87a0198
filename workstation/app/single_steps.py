"""A menu of the steps that were copied, to paste one of them by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu

from workstation.app.language import said
from workstation.app.open_photo import OpenPhoto
from workstation.app.session import Session


def add_single_steps(
    menu: QMenu, session: Session, photos: Callable[[], Sequence[OpenPhoto]]
) -> None:
    """Put the steps that were copied into a menu: a click pastes that one.

    Parameters
    ----------
    photos
        Onto which; asked when a step is chosen.
    """
    from workstation.app.steps.specs import specs

    menu.clear()
    copied = session.copied
    menu.setEnabled(copied is not None)
    for spec in specs() if copied is not None else ():
        kind = spec.step.kind
        if copied is not None and copied.step(kind) is not None:
            words = said(spec.title).replace("&", "&&")
            menu.addAction(words, partial(_paste, session, photos, kind))


def _paste(session: Session, photos: Callable[[], Sequence[OpenPhoto]], kind: str) -> None:
    session.paste_settings(photos(), kind)
