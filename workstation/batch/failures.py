"""What went wrong, as two sentences for the user; bugs leave their traceback in the log."""

from __future__ import annotations

import errno
import os
import traceback
from collections.abc import Iterator
from pathlib import Path

from ml.inference.errors import ModelError
from resources.text import Text
from workstation.batch.items import Failure
from workstation.core.errors import HeirloomError, display_name


def explained(error: Exception) -> HeirloomError:
    """Turn whatever went wrong into two sentences."""
    if isinstance(error, HeirloomError):
        return error
    if isinstance(error, ModelError):
        return HeirloomError(error.message, error.hint)
    if isinstance(error, MemoryError):
        return HeirloomError("There is not enough memory.", "Close other programs and try again.")
    if isinstance(error, OSError) and isinstance(error.filename, str | bytes):
        return HeirloomError(
            "{name} cannot be used: {reason}.",
            "Choose another name, another folder or another disk.",
            name=display_name(Path(os.fsdecode(error.filename)))[:100],
            reason=(error.strerror or type(error).__name__).lower(),
        )
    name = type(error).__name__
    return HeirloomError(
        "Something went wrong that should not have ({name}: {error}).",
        "Please report it, with the end of {log}.",
        name=name,
        error=error,
        log=_logged(error),
    )


def failure_of(error: Exception) -> Failure:
    """The two sentences, and whether another try could go better."""
    reason = explained(error)
    causes = list(_causes(error))
    if any(getattr(cause, "errno", None) in (errno.ENOSPC, errno.EDQUOT) for cause in causes) or (
        any("no space left" in str(cause).lower() for cause in causes)
    ):
        return Failure(reason.message, reason.hint, "disk")
    if any(
        isinstance(cause, MemoryError) or "out of memory" in str(cause).lower() for cause in causes
    ):
        return Failure(reason.message, reason.hint, "memory")
    return Failure(reason.message, reason.hint)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _logged(error: Exception) -> Path | str:
    from workstation.core import crash_log
    from workstation.core.settings import Settings, default_path

    if not Settings(default_path()).chosen.write_log:
        traceback.print_exception(error)
        return Text("the lines above")
    try:
        path = crash_log.file()
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.writelines(traceback.format_exception(error))
    except OSError:
        traceback.print_exception(error)
        return Text("the lines above")
    return path
