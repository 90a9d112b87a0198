"""Everything that comes along comes with the words of its licence."""

from __future__ import annotations

import re
from importlib.metadata import distribution
from pathlib import Path

import notices
import pytest
from inventory import Inventory

ROOT = Path(__file__).resolve().parents[2]
# On one system only, or only named by what needs them, without a file in the program.
NOT_HERE = {"colorama", "tqdm", "backports-strenum", "protobuf"}
PACKAGES = sorted(
    set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.M))
    - NOT_HERE
)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_that_comes_along_has_the_words_of_its_licence(package: str) -> None:
    found = distribution(package)
    assert notices.licence(found) != "see below"
    assert len("\n".join(notices._texts(found))) > 60


def test_the_notices_name_everything_and_say_what_the_lgpl_grants(root: Path) -> None:
    found = Inventory((), tuple(distribution(name) for name in ("numpy", "PySide6-Essentials")), ())
    text = notices.notices(found, root)
    named = [line for line in text.splitlines() if line.startswith("- ")]
    assert any(line.startswith("- numpy ") for line in named)
    assert "You may replace them by versions of your own" in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "GNU GENERAL PUBLIC LICENSE" in text
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in text
    assert text.count("Lucide") >= 1
