"""Memory that was freed goes back to the system."""

from __future__ import annotations

import ctypes
import gc
import sys


def give_back() -> None:
    """Return what was freed; not for the window's thread, as it may take a moment.

    glibc keeps freed blocks of up to 32 MB for itself, and tiles are such blocks: half an album's
    memory would be of nobody's use. Other systems return it by themselves.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)
