"""What holds for all tests."""

from __future__ import annotations

import gc
import os
from pathlib import Path

from hypothesis import settings

# No deadline: how long an example takes says more about what else the machine does. In CI always
# the same examples, so that a change is blamed for what it did; at the desk new ones each time.
settings.register_profile("heirloom", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("heirloom")

# Nobody's own settings change what a test sees, nor does a test change them.
os.environ["HEIRLOOM_SETTINGS"] = str(Path(__file__).parent / "no" / "settings.json")


def pytest_collection_finish() -> None:
    """Let the garbage collector forget what importing all tests has made.

    The window's tests ask it after each test what is left alive; with the training libraries in
    memory that took longer than the tests.
    """
    gc.collect()
    gc.freeze()
