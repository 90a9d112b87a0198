"""Restored photos look as they did: small ones, through the real command line."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.golden.cases import Case, Difference, cases, differences, drawn
from tests.golden.renew import SHEETS


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_restored_photo_looks_as_it_did(case: Case, tmp_path: Path) -> None:
    actual = tmp_path / "actual.png"
    case.render(actual)
    plane = differences(actual, case.expected)
    found = Difference.of(plane)
    if not found.tolerable:
        folder = SHEETS / case.name
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(actual, folder / "actual.png")
        drawn(plane).write_to_file(str(folder / "diff.png"))
        pytest.fail(
            f"{case.name} ({case.shows}) has changed: {found}. Look at actual.png and diff.png in "
            f"{folder}; if that was meant, python -m tests.golden.renew."
        )


def test_slightly_more_vivid_colours_are_noticed(tmp_path: Path) -> None:
    case = next(case for case in cases() if case.name == "grey")
    vivid = replace(case, arguments=(*case.arguments, "--vividness", "1.05"))
    vivid.render(tmp_path / "vivid.png")
    assert not Difference.of(differences(tmp_path / "vivid.png", case.expected)).tolerable


def test_the_golden_files_stay_small() -> None:
    folders = [case.folder for case in cases()]
    total = sum(path.stat().st_size for folder in folders for path in folder.iterdir())
    assert total < 1_500_000
