"""Choosing scans as a user does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.drive import Driver
from tests.app.split.hands import Split
from workstation.app.split.page import ReviewPage


@pytest.fixture
def split(driver: Driver) -> Split:
    """Choose scans, and wait until the first one is to be seen."""

    def chosen(*paths: Path) -> ReviewPage:
        driver.answers.paths = list(paths)
        driver.do("split_open")
        page = driver.window.split_page
        assert page is not None
        driver.until(lambda: page.review.ready or page.review.scan is None)
        driver.settle()
        return page

    return chosen
