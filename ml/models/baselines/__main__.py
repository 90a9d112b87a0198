"""Train every baseline, one after the other, each in a process of its own.

    python -m ml.models.baselines              all of them, half an hour on two busy cores
    python -m ml.models.baselines plain-9000   these only

A training that is done is passed over, and one that was interrupted goes on where it stopped.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from ml.train.config import names

PREFIX = "baseline_"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the trainings that are named, or all; return the number of those that failed."""
    wanted = list(sys.argv[1:] if arguments is None else arguments)
    if {"-h", "--help"} & set(wanted):
        print(__doc__)
        return 0
    failed = 0
    for name in wanted or trainings():
        command = [sys.executable, "-m", "ml", "train", "baseline", "--config", name]
        failed += subprocess.run(command, check=False).returncode != 0
    return failed


def trainings() -> list[str]:
    """Return the names of all baselines' trainings."""
    found = (name.removeprefix(PREFIX) for name in names() if name.startswith(PREFIX))
    return [name.replace("_", "-") for name in found]


if __name__ == "__main__":
    sys.exit(main())
