"""What can go wrong between a photo and a network, in words for the person at the screen."""

from __future__ import annotations

from resources.text import TextError


class ModelError(TextError):
    """A network could not be loaded, or its answer cannot be used."""


class DeviceError(ModelError):
    """The device that was asked for cannot run the networks."""
