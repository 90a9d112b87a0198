"""What a kill leaves half-written goes at the next start, and nothing else does."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from workstation.core.errors import HeirloomError
from workstation.core.io import atomic_write, unfinished
from workstation.core.io.state import hold, state_folder, write_own

posix = pytest.mark.skipif(os.name != "posix", reason="permissions and signals of POSIX")


@posix
def test_what_a_killed_process_was_writing_goes_at_the_next_start(tmp_path):
    code = f"""
    import os, signal
    from pathlib import Path
    from workstation.core.io import atomic_write
    with atomic_write.temporary(Path({str(tmp_path)!r}) / "result.png") as (part, copy):
        part.write_bytes(b"half"); copy.write_bytes(b"half")
        os.kill(os.getpid(), signal.SIGKILL)
    """
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert len(list(tmp_path.iterdir())) == 2
    assert unfinished.clean() == 2
    assert list(tmp_path.iterdir()) == []
    assert list(state_folder("unfinished").iterdir()) == []


def test_what_a_living_process_writes_stays(tmp_path):
    with atomic_write.temporary(tmp_path / "result.png") as (part, _):
        assert unfinished.clean() == 0
        assert part.is_file()
    assert list(state_folder("unfinished").iterdir()) == []


def test_a_note_of_a_stranger_deletes_nothing_but_what_is_called_as_ours(tmp_path):
    mine = [tmp_path / name for name in ("photo.jpg", ".heirloom-x.part", "a.part")]
    for path in mine:
        path.write_bytes(b"precious")
    paths = [*mine, tmp_path, Path("/"), Path(".heirloom-0123456789ab.part")]
    note = state_folder("unfinished") / "note"
    write_own(note, b"\0".join(os.fsencode(path) for path in paths) + b"\0\0\xff")
    assert unfinished.clean() == 0
    assert all(path.read_bytes() == b"precious" for path in mine)


@posix
def test_state_is_readable_by_its_owner_only():
    path = state_folder("unfinished") / "note"
    write_own(path, "text")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700


@posix
def test_who_may_not_read_the_photo_may_not_read_the_result(tmp_path):
    source, part = tmp_path / "photo.png", tmp_path / "part"
    for path in (source, part):
        path.write_bytes(b"x")
    source.chmod(0o400)
    atomic_write.commit(part, tmp_path / "result.png", overwrite=False, source=source)
    assert stat.S_IMODE((tmp_path / "result.png").stat().st_mode) == 0o600


@posix
def test_nothing_is_written_to_a_device(tmp_path):
    with pytest.raises(HeirloomError, match="a device or a pipe"):
        atomic_write.check(tmp_path / "photo.png", Path("/dev/null"), overwrite=True)


def test_a_file_is_held_by_one_at_a_time_and_by_nobody_after_a_kill(tmp_path):
    path = tmp_path / "lock"
    code = f"""
    import time
    from pathlib import Path
    from workstation.core.io.state import hold
    held = hold(Path({str(path)!r}))
    print("held", flush=True)
    time.sleep(60)
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert hold(path) is None
        other.kill()
        other.wait()
    held = hold(path)
    assert held is not None
    assert hold(path) is None
    held.close()
