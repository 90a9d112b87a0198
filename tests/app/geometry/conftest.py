"""A restored photo under the hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.drive import Driver
from tests.app.masks.hands import Hand


@pytest.fixture
def hand(driver: Driver, portrait: Path) -> Hand:
    driver.open(portrait)
    driver.restore()
    return Hand(driver)
