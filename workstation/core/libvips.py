"""libvips, loaded when it is first needed and set up once."""

from __future__ import annotations

from functools import cache
from types import ModuleType


@cache
def libvips() -> ModuleType:
    """Return pyvips; loading it takes 60 ms, which a command that reads no photo saves.

    libvips' cache of operations is switched off: it would keep files open after they are read, and
    hand the same half-read sequential image to a second reader.
    """
    # Late, as these take longer than all else that lists formats.
    import logging

    import pyvips

    # Of a damaged file it says so in an error, and in a warning for each row.
    logging.getLogger("pyvips").setLevel(logging.ERROR)
    pyvips.cache_set_max(0)
    module: ModuleType = pyvips
    return module
