"""Every bad file gives its two sentences and an exit code, and none a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import awkward
from workstation.cli import main


def test_every_bad_file_is_two_sentences_and_an_exit_code(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    wrong = []
    for case in awkward.make(tmp_path):
        if not isinstance(case.expected, awkward.Refused) or case.page:
            continue
        code = main(["diagnose", str(case.path)])
        told = capfd.readouterr().err
        said = "should not have" not in told and "Traceback" not in told
        if code != 1 or not said or told.count(". ") < 1:
            wrong.append(f"{case.path.name!a}: {code} {told[-300:]}")
    assert not wrong, "\n".join(wrong)
