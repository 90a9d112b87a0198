"""What can go wrong between a photo and a network, in words for the person at the screen."""

from __future__ import annotations


class ModelError(Exception):
    """A network could not be loaded, or its answer cannot be used.

    Parameters
    ----------
    message
        One sentence: what happened.
    hint
        One sentence: what is possible or what to do now.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message} {hint}")
        self.message = message
        self.hint = hint


class DeviceError(ModelError):
    """The device that was asked for cannot run the networks."""
