"""Where the standalone program starts, with and without a window."""

import os
import sys

from workstation.cli import main


def give_back_library_path() -> None:
    """Let programs that we start (a browser, a file manager) find the system's libraries.

    PyInstaller's starter puts our folder in front of theirs, and keeps what was there before. The
    loader has read it already, so for ourselves nothing changes. Our own processes are told to find
    it anew; as children of ours they would believe that it is there.
    """
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is None:
        os.environ.pop("LD_LIBRARY_PATH", None)
    else:
        os.environ["LD_LIBRARY_PATH"] = before


if sys.platform == "linux":
    give_back_library_path()
sys.exit(main())
