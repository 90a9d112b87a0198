"""What the Colour panel offers for the whole picture: other looks, and another photo's colours."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QIcon, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from resources.text import Text
from workstation.app.open_photo import OpenPhoto
from workstation.app.session import Session
from workstation.app.widgets import icons, layouts
from workstation.app.widgets.controls import ValueSlider, follow, icon_button
from workstation.core.colorize import reference
from workstation.core.colorize.reference import Reference
from workstation.core.io.decode import read_whole
from workstation.core.io.photo import open_photo
from workstation.core.progress import Progress
from workstation.core.recipe import replaced
from workstation.core.steps import Colour

if TYPE_CHECKING:
    from ml.inference.colorizer import Chroma
    from workstation.core.recipe import Recipe
    from workstation.core.render import Renderer

_SEEN_PX = 1024


class ReferencePart(QWidget):
    """Two buttons, and the reference if there is one.

    Parameters
    ----------
    try_another, take_file
        Show other looks; let the user choose a file as the reference.
    """

    def __init__(
        self,
        session: Session,
        try_another: QAction,
        take_file: QAction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._take_file = take_file
        layout = layouts.column(self, margins=(0, 4, 0, 4), spacing=4)
        self.other = self._button("shuffle", self.tr("Try another…"))
        self.other.setToolTip(self.tr("Show other looks of the whole picture, to take one"))
        self.other.clicked.connect(try_another.trigger)
        follow(self.other, try_another)
        self.source = self._button("images", self.tr("Take colours from…"))
        self.source.setToolTip(self.tr("Use the colours of another photo of the same set"))
        self.source.clicked.connect(self._ask)
        follow(self.source, take_file)
        layout.addWidget(self.other)
        layout.addWidget(self.source)
        layout.addWidget(self._reference_part())
        session.recipe_changed.connect(self.refresh)
        self.refresh()

    def _button(self, icon: str, text: str) -> QPushButton:
        # The style leaves no room beside the icon.
        button = QPushButton(icons.icon(icon), f"\u2002{text}", self)
        button.setAccessibleName(text)
        button.setIconSize(icons.square(16))
        return button

    def _reference_part(self) -> QWidget:
        self.reference = QWidget(self)
        self._name = QLabel(self.reference)
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.remove = icon_button("x", self.tr("Give up the colours of the other photo"), self)
        self.remove.clicked.connect(self._on_removed)
        self.strength = ValueSlider(
            self.tr("Strength of its colours"),
            0,
            100,
            100,
            unit="%",
            tip=self.tr("From this photo's own colours to those of the other photo"),
            parent=self.reference,
        )
        self.strength.changed.connect(self._on_strength)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._name, 1)
        row.addWidget(self.remove)
        layouts.column(self.reference, row, self.strength, margins=(0, 4, 0, 0), spacing=4)
        return self.reference

    # What is shown

    def refresh(self) -> None:
        """Show the reference of the photo in front, if it has one."""
        taken = _reference(self._session)
        self.reference.setVisible(taken is not None)
        if taken is not None:
            words = self.tr("Colours of {0}").format(taken.name)
            room = max(120, self.width() - 48)
            metrics = self._name.fontMetrics()
            self._name.setText(metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, room))
            self._name.setToolTip(words)
            self.strength.show_value(taken.strength * 100)

    # What the user does

    def _ask(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_open_photos(menu, self._session)
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(self.tr("A &File…"), self._take_file.trigger)
        menu.popup(self.source.mapToGlobal(self.source.rect().bottomLeft()))

    def _on_strength(self, percent: float, gesture: object) -> None:
        taken = _reference(self._session)
        if taken is not None:
            name = Text("Colours of {name} {percent:.0f} %", name=taken.name, percent=percent)
            _put(self._session, replaced(taken, strength=percent / 100), name, gesture)

    def _on_removed(self) -> None:
        _put(self._session, None, Text("Without the other photo's colours"))


def add_open_photos(menu: QMenu, session: Session) -> None:
    """Put the other open photos into a menu: a click takes their colours."""
    for photo in session.photos:
        if photo is session.current:
            continue
        action = menu.addAction(photo.name.replace("&", "&&"))
        action.setIcon(QIcon(QPixmap.fromImage(photo.thumbnail)))
        action.setToolTip(str(photo.photo.path))
        action.triggered.connect(partial(take_colours, session, photo))


def take_colours(session: Session, source: OpenPhoto | Path) -> None:
    """Find the colours of another photo in a job, then use them on the photo in front."""
    photo = session.current
    if photo is None or source is photo:
        return
    if isinstance(source, Path):
        same = (one for one in session.photos if one.photo.path == source and one is not photo)
        source = next(same, source)
    name = source.name
    colorize = session.engine.renderer(photo).colorize
    if isinstance(source, Path):
        work = partial(_of_file, source, colorize)
    else:
        work = partial(_of_photo, session.engine.renderer(source), source.recipe)

    def done(found: Reference) -> None:
        if session.current is photo:
            _put(session, found, Text("Colours of {name}", name=name))

    title = session.tr("Taking colours from {0}").format(name)
    session.jobs.reading.start(work, done=done, title=title)


def _of_file(path: Path, colorize: Callable[..., Chroma], progress: Progress) -> Reference:
    pixels = read_whole(open_photo(path), _SEEN_PX, progress)
    return reference.take(path.name, pixels, colorize)


def _of_photo(renderer: Renderer, recipe: Recipe, _: Progress) -> Reference:
    coloured = renderer.preview(recipe, _SEEN_PX)
    return reference.take(renderer.photo.path.name, coloured, renderer.colorize)


def _put(
    session: Session, taken: Reference | None, name: str, gesture: object | None = None
) -> None:
    step = session.step(Colour.kind) or session.last_step(Colour.kind) or Colour()
    session.set_step(replaced(step, reference=taken), name, gesture)


def _reference(session: Session) -> Reference | None:
    step = session.step(Colour.kind)
    return step.reference if isinstance(step, Colour) else None
