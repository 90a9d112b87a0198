"""Numbers are written as the window's language does."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ml.inference.probe import Finding, judge
from tests.app.drive import Driver
from tests.app.queue.test_model import item
from workstation.app.dialogs import sheets
from workstation.app.language import said
from workstation.app.queue.words import facts_of, time_left
from workstation.app.split.drawing import told
from workstation.app.widgets.numbers import number
from workstation.batch.splitting.frames import PhotoFrame
from workstation.core.io.export import ExportOptions

Speak = Callable[[str], None]
LANGUAGES = pytest.mark.parametrize(("code", "point"), [("en", "."), ("de", ",")])
APP = Path(sheets.__file__).parent


@LANGUAGES
def test_a_number_has_its_languages_point_a_true_minus_and_no_groups(
    speak: Speak, code: str, point: str
) -> None:
    speak(code)
    assert number(1.55, 1).replace(point, "!") in ("1!5", "1!6")
    assert number(1600.4) == "1600"
    assert number(0.05, 2) == f"0{point}05"
    assert number(-12.25, 1, sign=True) in (f"−12{point}2", f"−12{point}3")
    assert number(3, sign=True) == "+3"
    assert number(-0.04, 1, sign=True) == f"+0{point}0"
    assert number(300.0, None) == "300"
    assert number(118.11, None) == f"118{point}11"


@LANGUAGES
def test_the_window_writes_them_so(
    request: pytest.FixtureRequest, speak: Speak, code: str, point: str, tmp_path: Path
) -> None:
    speak(code)
    driver: Driver = request.getfixturevalue("driver")
    driver.open(request.getfixturevalue("portrait"))
    driver.restore()
    status = driver.window.status
    seconds = rf"\d+{re.escape(point)}\d s"
    assert re.search(f" · {seconds}$", status.device.text())
    status.show_zoom(0.0555)
    assert re.fullmatch(rf"5{re.escape(point)}[56] %", status.zoom.text())
    driver.answers.export_to = tmp_path / "made.png", ExportOptions()
    driver.do("export")
    driver.until(lambda: "made.png" in status.told)
    driver.settle()
    assert re.search(f", {seconds}\\)", status.told)
    facts = dict(sheets._facts(driver.current.photo))
    assert any(f"(0{point}3 " in text for text in facts.values())


@LANGUAGES
def test_queue_and_scans_write_them_so(speak: Speak, code: str, point: str) -> None:
    speak(code)
    assert f"1{point}7 " in time_left(100)
    assert any(f"2{point}0 s" in text for text in facts_of(item(1, "done"), None, None))
    frame = PhotoFrame(0.5, 0.5, 0.2, 0.2, -1.5)
    assert f"−1{point}5 " in told(frame, 0)


@LANGUAGES
def test_numbers_in_the_engines_sentences_follow(speak: Speak, code: str, point: str) -> None:
    speak(code)
    reason = said(judge(Finding(0.1, 340.0, 100.0), "Adapter 2.0").reason)
    assert f" 3{point}4" in reason
    assert reason.startswith("Adapter 2.0 ")


def test_no_text_of_the_window_writes_decimals_itself() -> None:
    found = [
        f"{path.relative_to(APP)}:{row}"
        for path in sorted(APP.rglob("*.py"))
        for row, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\{[^{}]*:[+,]?(\.\d)?[fg]\}", line) and path.name != "self_test.py"
    ]
    assert found == [], "Use workstation.app.numbers.number"
