"""Desktops find the program, its icon, its files and its manual."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import icons
import pytest
from contents import mac_application
from linux_packages import ID, desktop_entry, metainfo, system_packages
from manual import manual
from PySide6.QtGui import QImage

from workstation.app.main import application
from workstation.cli.arguments import COMMANDS
from workstation.core.io.formats import BY_SUFFIX, EXPORTED
from workstation.core.project import SUFFIX

_MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


@pytest.fixture
def entry() -> configparser.SectionProxy:
    parser = configparser.RawConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(desktop_entry())
    return parser["Desktop Entry"]


def test_the_desktop_entry_starts_the_program_with_its_icon(
    entry: configparser.SectionProxy,
) -> None:
    assert entry["Exec"] == "heirloom %F"
    assert entry["Icon"] == ID


@pytest.mark.usefixtures("qapp")
def test_the_window_says_to_the_desktop_whose_it_is() -> None:
    assert application().desktopFileName() == ID


def test_the_entry_opens_projects_and_the_formats_that_the_program_writes(
    entry: configparser.SectionProxy,
) -> None:
    types = entry["MimeType"].strip(";").split(";")
    assert types[0] == "application/x-heirloom"
    assert types[1:] == [format_.mime for format_ in EXPORTED.values()]


def test_macos_offers_the_program_for_the_formats_that_it_writes(root: Path) -> None:
    types = mac_application(root)["info_plist"]["CFBundleDocumentTypes"]
    assert types[1]["LSItemContentTypes"] == [format_.uti for format_ in EXPORTED.values()]


def test_windows_offers_the_program_for_the_formats_that_it_writes(root: Path) -> None:
    script = (root / "packaging" / "windows" / "heirloom.nsi").read_text(encoding="utf-8")
    assert set(re.findall(r'insertmacro OpensWith "(.*)"', script)) == set(BY_SUFFIX)


def test_projects_have_a_type_of_their_own(root: Path) -> None:
    tree = ElementTree.parse(root / "packaging" / "linux" / f"{ID}.mime.xml")
    (type_,) = tree.iter(f"{_MIME}mime-type")
    (glob,) = type_.iter(f"{_MIME}glob")
    assert type_.get("type") == "application/x-heirloom"
    assert glob.get("pattern") == f"*{SUFFIX}"


def test_the_entry_is_valid(tmp_path: Path) -> None:
    validate = shutil.which("desktop-file-validate")
    if validate is None:
        pytest.skip("desktop-file-validate is not installed.")
    path = tmp_path / f"{ID}.desktop"
    path.write_text(desktop_entry(), encoding="utf-8")
    done = subprocess.run([validate, path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_software_centres_are_told_the_version_that_is_built() -> None:
    tree = ElementTree.fromstring(metainfo(0).encode())
    assert tree.findtext("id") == ID
    assert tree.findtext("launchable") == f"{ID}.desktop"
    release = tree.find("releases/release")
    assert release is not None
    assert re.fullmatch(r"\d+\.\d+\.\d+", release.get("version", ""))
    assert release.get("date") == "1970-01-01"


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("size", icons.SIZES)
def test_the_icon_is_sharp_in_every_size(root: Path, size: int) -> None:
    svg = root / "resources" / "icons" / "program" / "heirloom.svg"
    image = QImage.fromData(icons.rendered(svg, size))
    assert (image.width(), image.height()) == (size, size)
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(size // 2, size // 2).alpha() == 255


def test_the_manual_tells_every_command() -> None:
    page = manual("1.2.3", 0)
    assert '"1970-01-01" "Heirloom 1.2.3"' in page
    for command in COMMANDS:
        assert re.search(rf"^\.SS heirloom {command}\b", page, re.MULTILINE), command
    assert "\\-\\-vividness" in page


def test_the_manual_has_no_line_that_is_taken_for_a_request() -> None:
    requests = {line.split()[0] for line in manual("1.2.3", 0).splitlines() if line[:1] == "."}
    assert requests <= {".TH", ".SH", ".SS", ".TP", ".B", ".br", ".nf", ".fi"}


def test_the_package_depends_on_what_setup_installs() -> None:
    assert "libxkbcommon-x11-0" in system_packages()
    assert all(re.fullmatch(r"[a-z0-9.+-]+", name) for name in system_packages())
