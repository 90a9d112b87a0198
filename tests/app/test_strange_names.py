"""Photos with names that are no text are opened, saved, exported and remembered as others are."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.app.drive import Driver
from workstation.core import project
from workstation.core.io.export import ExportOptions
from workstation.core.settings import Settings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names of bytes are of Linux")


def test_a_name_that_is_no_utf_8_breaks_nothing(
    driver: Driver, portrait: Path, tmp_path: Path
) -> None:
    folder = tmp_path / os.fsdecode(b"alb\xfcm")
    folder.mkdir()
    strange = folder / os.fsdecode(b"gro\xdfmutter\x1b[31m\n.jpg")
    strange.write_bytes(portrait.read_bytes())
    driver.open(strange, portrait)
    assert len(driver.window.session.photos) == 2
    driver.window.session.show(driver.window.session.photos[0])
    driver.settle()
    driver.restore()
    name = driver.current.name
    assert name.isprintable()
    name.encode()
    driver.answers.save_to = folder / os.fsdecode(b"\xfc.heirloom")
    driver.do("save")
    driver.settle()
    assert project.load(driver.answers.save_to).photo.path.samefile(strange)
    driver.answers.export_to = folder / os.fsdecode(b"\xff.png"), ExportOptions()
    driver.do("export")
    driver.settle()
    assert driver.answers.export_to[0].is_file()
    assert driver.answers.save_to in Settings(driver.settings.path).recent
    driver.do("close")
    driver.settle()
    driver.open(strange)
    assert driver.names[-1] == "Restore"
    driver.do("restore")
    driver.settle()
    driver.open(portrait)
    driver.restore()
    assert driver.current.name == "portrait.jpg"
