"""What a command answers the shell with."""

from typing import Final

SUCCEEDED: Final = 0
FAILED: Final = 1
MISUSED: Final = 2
INTERRUPTED: Final = 130
