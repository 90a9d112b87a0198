"""What holds for all tests."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# No deadline: how long an example takes says more about what else the machine does. In CI always
# the same examples, so that a change is blamed for what it did; at the desk new ones each time.
settings.register_profile("heirloom", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("heirloom")


def _own(base: Path) -> dict[str, str]:
    """What tells programs, these and those that they start, where a user's folders lie."""
    windows = {"WIN_PD_OVERRIDE_APPDATA": "config", "WIN_PD_OVERRIDE_LOCAL_APPDATA": "cache"}
    kinds = {f"XDG_{kind.upper()}_HOME": kind for kind in ("cache", "config", "data", "state")}
    return {name: str(base / kind) for name, kind in (kinds | windows).items()}


# Nobody's own settings, queue or verdicts on devices change what a test sees, nor does a test
# change them. Here for what happens before the first test, and for each test anew.
_before = tempfile.mkdtemp(prefix="heirloom-tests-")
atexit.register(shutil.rmtree, _before, ignore_errors=True)
os.environ.pop("HEIRLOOM_SETTINGS", None)
os.environ.update(_own(Path(_before)))


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a user's settings, data, logs and caches lie during a test; empty at first."""
    base = tmp_path_factory.mktemp("own")
    for name, folder in _own(base).items():
        monkeypatch.setenv(name, folder)
    return base


def pytest_collection_finish() -> None:
    """Let the garbage collector forget what importing all tests has made.

    The window's tests ask it after each test what is left alive; with the training libraries in
    memory that took longer than the tests.
    """
    gc.collect()
    gc.freeze()
