"""The progress bar is for terminals only."""

from __future__ import annotations

import io

from workstation.cli.progress_bar import ProgressBar


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class OldTerminal(Terminal):
    encoding = "ascii"


def test_a_terminal_sees_how_far_the_work_is() -> None:
    terminal = Terminal()
    bar = ProgressBar(stream=terminal)
    bar.draw(0.5, "photo.jpg  Colouring")
    assert "█" * 12 + "░" * 12 in terminal.getvalue()
    assert "50%  photo.jpg  Colouring" in terminal.getvalue()
    bar.clear()
    assert terminal.getvalue().endswith("\x1b[2K")


def test_a_terminal_without_blocks_gets_signs_that_it_has() -> None:
    terminal = OldTerminal()
    ProgressBar(stream=terminal).draw(0.25, "")
    assert "#" * 6 + "-" * 18 in terminal.getvalue()


def test_a_file_gets_nothing() -> None:
    file = io.StringIO()
    bar = ProgressBar(stream=file)
    bar.draw(0.5, "photo.jpg")
    bar.clear()
    assert file.getvalue() == ""


def test_who_asked_for_silence_gets_nothing() -> None:
    terminal = Terminal()
    bar = ProgressBar(wanted=False, stream=terminal)
    bar.draw(0.5, "photo.jpg")
    assert terminal.getvalue() == ""
