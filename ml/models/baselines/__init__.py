"""Networks that others built before us, built again from their descriptions, to be compared with.

Each file is one network and says in words where it comes from. `python -m ml.models.baselines`
trains them all, one after the other, with the loop that trains the colorizer; `contestant` puts a
trained one beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from ml.evaluate.contestants import Contestant


def contestant(run: Path) -> Contestant:
    """Return the trained baseline of a run's folder as evaluation wants it.

    See `ml.models.baselines.contestant.of`; imported there, as it needs Keras.
    """
    from ml.models.baselines.trained import contestant

    return contestant(run)
