"""Starting the window: photos from the command line, the log, the device."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ml.inference import devices
from ml.inference.device import Verdict, cpu
from resources.text import Text
from tests.app.drive import Driver
from workstation.app import main as program
from workstation.app.window import Window


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    interval = sys.getswitchinterval()
    monkeypatch.setattr("workstation.batch.database.user_data_path", lambda *_, **__: tmp_path)
    monkeypatch.setattr("platformdirs.user_log_path", lambda *_, **__: tmp_path / "log")
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: tmp_path / "config")
    yield tmp_path
    sys.setswitchinterval(interval)


def run(paths: list[Path], act: Callable[[Window], bool]) -> int:
    """Start the program, and do something with its window until it says that it is done."""
    timer = QTimer()
    timer.setInterval(10)

    def tick() -> None:
        windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, Window)]
        if windows and windows[0].isVisible() and act(windows[0]):
            timer.stop()
            windows[0].close()
            windows[0].deleteLater()

    timer.timeout.connect(tick)
    timer.start()
    return program.main(paths)


def test_photos_of_the_command_line_are_opened(home: Path, portrait: Path) -> None:
    paths = [portrait, portrait.with_name("cat.jpg")]
    assert run(paths, lambda window: len(window.session.photos) == 2) == 0
    assert (home / "config" / "settings.json").exists()


def test_what_nobody_caught_goes_to_the_log_and_is_shown(home: Path) -> None:
    def act(window: Window) -> bool:
        try:
            raise ZeroDivisionError("seen by nobody")
        except ZeroDivisionError as error:
            sys.excepthook(type(error), error, error.__traceback__)
        return "broke" in window._sheets

    before = sys.excepthook
    assert run([], act) == 0
    assert sys.excepthook is before
    assert "seen by nobody" in (home / "log" / "heirloom.log").read_text(encoding="utf-8")


def test_a_wished_device_that_cannot_run_is_told_and_the_cpu_takes_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdict = Verdict(None, Text("There is no graphics processor here."))
    monkeypatch.setattr(devices, "probe_gpu", lambda *_, **__: verdict)
    driver = Driver(tmp_path / "settings.json")
    driver.settings.choose("device", "gpu")
    driver.start()
    assert "no graphics processor" in driver.said
    device = driver.window.session.engine.device
    assert device is not None
    assert device.choice == "cpu"
    assert not driver.can("device_gpu")
    driver.finish()


def test_a_device_is_offered_only_after_its_probe(
    driver: Driver, portrait: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def probe(*_: object, **__: object) -> Verdict:
        asked.append(1)
        return Verdict(cpu(1), Text("It agreed with the CPU and was faster."))

    monkeypatch.setattr(devices, "probe_gpu", probe)
    assert not driver.can("device_gpu")
    driver.window.menus["restore"].aboutToShow.emit()
    driver.settle()
    assert asked == [1]
    assert driver.can("device_gpu")
    told = [action.text() for action in driver.window.status.device.menu().actions()]
    assert told[-1] == "It agreed with the CPU and was faster."
    assert "Run on the &GPU: CPU, 1 thread" in told
    driver.do("device_again")
    driver.settle()
    assert asked == [1, 1]
    driver.open(portrait)
    driver.restore()
    driver.do("device_cpu")
    driver.settle()
    assert driver.window.session.engine.device is not None
    assert "The CPU was asked for." in driver.window.status.device.toolTip()
