"""What the program says it is made of is true."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path

import cv2
import numpy
import pytest

import resources
from ml.inference.cards import cards
from workstation import about
from workstation.core.libvips import libvips


def test_every_part_tells_the_version_that_runs() -> None:
    told = {part.name: part.version for part in about.parts()}
    assert told["Heirloom"] == version("heirloom")
    assert told["Python"] == platform.python_version()
    assert told["NumPy"] == numpy.__version__
    assert told["OpenCV"].startswith(cv2.__version__)
    assert told["libvips"] == ".".join(str(libvips().version(i)) for i in range(3))


def test_networks_tell_their_hash() -> None:
    networks = [part for part in about.parts() if part.name.startswith("network ")]
    assert [part.note for part in networks] == [f"SHA-256 {card.sha256}" for card in cards()]


def test_a_part_that_is_not_there_is_missing_instead_of_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(about, "PACKAGES", (("Qt", "no-such-package-anywhere"),))
    assert about.Part("Qt", "missing") in about.parts()
    assert "Qt missing: missing" in about.notices()


def test_from_source_code_the_notices_name_packages_and_licences() -> None:
    assert f"numpy {version('numpy')}".lower() in about.notices().lower()
    assert "LGPL-3.0" in about.notices()


def test_the_installed_program_shows_the_licences_that_it_was_built_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "licences").mkdir()
    (tmp_path / "licences" / "NOTICES.txt").write_text("Every word.", encoding="utf-8")
    monkeypatch.setattr(resources, "_HERE", tmp_path)
    assert about.notices() == "Every word."
