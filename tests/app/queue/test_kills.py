"""Whatever happens to the window, the queue goes on."""

from __future__ import annotations

import random
from pathlib import Path

from tests.app.killing_windows import kill_windows, wrong


def test_windows_killed_at_random_moments_cost_nothing(tmp_path: Path) -> None:
    killed = kill_windows(tmp_path, 3, random.Random(7), 1.5)
    assert killed.kills == 3
    assert wrong(tmp_path) == []
