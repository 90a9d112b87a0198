"""Names for programs that work on a queue, which tell whether the program is still there."""

from __future__ import annotations

import os
import platform
import secrets
from pathlib import Path


def me() -> str:
    """A name for one worker on a queue: computer, process, and which one of that process."""
    return f"{_computer()}/{os.getpid()}/{secrets.token_hex(4)}"


def _computer() -> str:
    """This computer; inside a container only that, for processes have other numbers there."""
    try:
        space = Path("/proc/self/ns/pid").readlink().name
    except OSError:
        space = ""
    return f"{platform.node()} {space}".strip()


def gone(owner: str) -> bool:
    """Whether a program has certainly ended: then nobody need wait for its lease to run out.

    Only known of programs on this computer; Windows has no harmless way to ask.
    """
    computer, _, rest = owner.rpartition("/")[0].rpartition("/")
    if os.name != "posix" or computer != _computer() or not rest.isdigit():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except OSError:  # there, but another user's
        return False
    return False
