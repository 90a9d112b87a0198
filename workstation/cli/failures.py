"""What went wrong, as two sentences for the terminal; bugs leave their traceback in the log."""

from __future__ import annotations

import traceback
from pathlib import Path

from ml.inference.errors import ModelError
from workstation.core.errors import HeirloomError


def explained(error: Exception) -> HeirloomError:
    """Turn whatever went wrong into two sentences."""
    if isinstance(error, HeirloomError):
        return error
    if isinstance(error, ModelError):
        return HeirloomError(error.message, error.hint)
    if isinstance(error, MemoryError):
        return HeirloomError("There is not enough memory.", "Close other programs and try again.")
    name = type(error).__name__
    return HeirloomError(
        f"Something went wrong that should not have ({name}: {error}).",
        f"Please report it, with the end of {_logged(error)}.",
    )


def _logged(error: Exception) -> Path | str:
    from platformdirs import user_log_path

    path = user_log_path("heirloom", appauthor=False) / "heirloom.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.writelines(traceback.format_exception(error))
    except OSError:
        traceback.print_exception(error)
        return "the lines above"
    return path
