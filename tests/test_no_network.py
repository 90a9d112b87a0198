"""Nothing opens a connection: the main paths run where sockets of networks are forbidden."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import resources

FORBIDDEN = """
import sys
def watch(event, args):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"):
        raise RuntimeError(f"{event} {args}")
    if event in ("socket.connect", "socket.bind") and not isinstance(args[1], (str, bytes)):
        raise RuntimeError(f"{event} {args}")
sys.addaudithook(watch)
"""

WINDOW = """
import sys
from pathlib import Path
from tests.app.drive import Driver
from workstation.app import main as program
from workstation.core.io.export import ExportOptions
app = program.application()
driver = Driver(Path(sys.argv[1]) / "settings.json")
driver.start()
driver.open(Path(sys.argv[2]))
driver.restore()
driver.answers.export_to = Path(sys.argv[1]) / "result.png", ExportOptions()
driver.do("export")
driver.settle()
assert driver.answers.export_to[0].is_file()
driver.finish()
"""

COMMANDS = """
from workstation.cli import main
out, photo = sys.argv[1:]
assert main(["info", photo]) == 0
assert main(["diagnose", photo]) == 0
assert main(["restore", photo, "-o", out + "/restored.png"]) == 0
assert main(["batch", "add", photo, "-o", out + "/batch", "--queue", out + "/q.sqlite"]) == 0
assert main(["batch", "run", "--queue", out + "/q.sqlite"]) == 0
"""


def _run(code: str, *arguments: object) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    call = [sys.executable, "-c", FORBIDDEN + code, *map(str, arguments)]
    ended = subprocess.run(call, env=environment, capture_output=True, text=True, timeout=300)
    assert ended.returncode == 0, ended.stderr[-2000:]


def test_the_window_opens_no_connection(tmp_path: Path) -> None:
    _run(WINDOW, tmp_path, resources.find("samples", "portrait.jpg"))


def test_commands_and_the_queue_open_no_connection(tmp_path: Path) -> None:
    _run(COMMANDS, tmp_path, resources.find("samples", "portrait.jpg"))
