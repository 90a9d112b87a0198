"""The workshop: train networks, measure them, compare them, convert them.

    python -m ml train colorizer --config tiny
    python -m ml evaluate shipped
    python -m ml compare
    python -m ml convert colorizer
    python -m ml data check FOLDER

Each word has a help of its own: `python -m ml train --help`.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

from ml.inference.errors import ModelError

COMMANDS = {
    "train": "ml.train.command",
    "evaluate": "ml.evaluate.command",
    "compare": "ml.evaluate.compare",
    "convert": "ml.convert.__main__",
    "data": "ml.data.command",
}
"""What can be asked for, and the module whose `main` does it; loaded only when asked for."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Hand the arguments to the command that they name; return its exit status."""
    command, *rest = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    if command in ("-h", "--help"):
        print(__doc__)
        return 0
    if command not in COMMANDS:
        print(
            f"“{command}” is no command of the workshop. It knows {', '.join(COMMANDS)}.",
            file=sys.stderr,
        )
        return 2
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    try:
        return int(importlib.import_module(COMMANDS[command]).main(rest))
    except ModelError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
