"""The programs that work on a queue: what each is known by, and whether it is still there."""

from __future__ import annotations

import os
import platform
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Worker:
    """A program that works on a queue, or one of several workers of the same program.

    Attributes
    ----------
    owner
        Its name; no other worker has it.
    host
        The computer, and inside a container only that: processes have other numbers there.
    pid
        Of its process.
    started
        When it began to work on the queue, in seconds since 1970.
    """

    owner: str
    host: str
    pid: int
    started: float

    @classmethod
    def of_this_process(cls) -> Worker:
        """Another worker of this very process."""
        host, pid = _host(), os.getpid()
        return cls(f"{host}/{pid}/{secrets.token_hex(4)}", host, pid, time.time())

    def has_ended(self) -> bool:
        """Whether its process is certainly gone: then nobody need wait for its lease to run out.

        Only known of programs on this computer.
        """
        if self.host != _host():
            return False
        try:
            return psutil.Process(self.pid).status() == psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return True
        except psutil.Error:  # there, but another user's
            return False


def _host() -> str:
    try:
        space = Path("/proc/self/ns/pid").readlink().name
    except OSError:
        space = ""
    return f"{platform.node()} {space}".strip()
