"""What this program is: versions of its parts, its networks, and whose work is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

import resources
from workstation.app.dialogs.sheets import Sheet
from workstation.app.widgets import layouts, theme
from workstation.app.widgets.desktop import show_in_folder
from workstation.app.widgets.numbers import number

if TYPE_CHECKING:
    from ml.inference.cards import Card

translate = QCoreApplication.translate


class About(Sheet):
    """Three pages: the program, its networks, the licences of all parts."""

    def __init__(self, parent: QWidget) -> None:
        from workstation import about

        super().__init__(translate("Dialogs", "About Heirloom"), parent)
        self.resize(680, 520)
        self._parts = about.parts()
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._program(), translate("About", "&Program"))
        self.tabs.addTab(self._networks(), translate("About", "&Networks"))
        self.tabs.addTab(
            self._licences(about.notices()),
            translate("About", "&Licences"),
        )
        self.layout_.addWidget(self.tabs, 1)
        copy = QPushButton(translate("About", "&Copy versions"), self)
        copy.setToolTip(translate("About", "Put all versions on the clipboard, for a report"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.versions))
        copy.setAutoDefault(False)
        self.buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        self.present()

    @property
    def versions(self) -> str:
        """All parts with their versions, as `heirloom --version` tells them."""
        return "\n".join(
            f"{part.name} {part.version}" + (f"  ({part.note})" if part.note else "")
            for part in self._parts
        )

    def _program(self) -> QWidget:
        page, layout = _page()
        first, *others = self._parts
        name = QLabel(f"{first.name} {first.version}", page)
        name.setFont(theme.large_font())
        layout.addWidget(name)
        what = QLabel(
            translate(
                "About",
                "Restores and colours old photographs, offline, on this computer. "
                "Free software under the Apache License 2.0.",
            ),
            page,
        )
        what.setWordWrap(True)
        layout.addWidget(what)
        lines = [f"{part.name} {part.version}" for part in others if "network" not in part.name]
        platform = next((part.note for part in others if part.name == "Python"), "")
        layout.addWidget(
            _text("\n".join([*lines, platform]), translate("About", "Versions of all parts")), 1
        )
        return page

    def _networks(self) -> QWidget:
        from ml.inference.cards import cards, verify

        page, layout = _page()
        text = "\n\n".join(_told(card, verify(card)) for card in cards())
        layout.addWidget(_text(text, translate("About", "The networks and their cards")), 1)
        return page

    def _licences(self, notices: str) -> QWidget:
        page, layout = _page()
        layout.addWidget(_text(notices, translate("About", "Licences of all parts")), 1)
        row = QHBoxLayout()
        try:
            parts = resources.find("licences", "heirloom.cdx.json")
        except FileNotFoundError:
            note = QLabel(
                translate(
                    "About",
                    "The installed program also carries its bill of materials (CycloneDX).",
                ),
                page,
            )
            note.setObjectName("muted")
            note.setWordWrap(True)
            row.addWidget(note, 1)
        else:
            show = QPushButton(translate("About", "Show the &bill of materials"), page)
            show.setToolTip(str(parts))
            show.clicked.connect(lambda: show_in_folder(parts))
            row.addWidget(show)
            row.addStretch(1)
        layout.addLayout(row)
        return page


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    page.setObjectName("page")
    layout = layouts.column(page, margins=(0, 16, 0, 0), spacing=8)
    return page, layout


def _text(text: str, name: str) -> QPlainTextEdit:
    view = QPlainTextEdit(text)
    view.setReadOnly(True)
    view.setTabChangesFocus(True)
    view.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    view.setAccessibleName(name)
    return view


def _told(card: Card, verified: bool) -> str:
    verdict = (
        translate("About", "the file is the one described here")
        if verified
        else translate("About", "the file is NOT the one described here")
    )
    facts = [
        (translate("About", "File"), card.model.name),
        ("SHA-256", f"{card.sha256}\n  ({verdict})"),
        (translate("About", "Licence"), card.licence),
        (translate("About", "Source"), card.source),
        (translate("About", "Learnt from"), card.training_photos),
        *((name, number(value, None)) for name, value in card.figures.items()),
    ]
    lines = (f"{name}: {value}" for name, value in facts)
    return "\n".join([f"{card.name} {card.version}", card.purpose, "", *lines])
