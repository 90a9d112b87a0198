"""What runs the networks, and the renderers of photos looked at lately."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from workstation.app.jobs import Jobs
from workstation.app.open_photo import OpenPhoto
from workstation.core.errors import HeirloomError
from workstation.core.progress import Progress
from workstation.core.settings import Settings

if TYPE_CHECKING:
    from ml.inference.colorizer import Colorizer
    from ml.inference.device import Verdict
    from workstation.core.recipe import Recipe
    from workstation.core.render import Renderer

# A renderer keeps tiles and analyses in memory; those of photos not seen lately are made again.
_RENDERERS_KEPT = 2
# Enough for what a large window shows, after each step.
_FRONT_BYTES = 192 << 20
# Enough for the analyses of one photo; its tiles are made once only.
_BESIDE_BYTES = 64 << 20
# A graphics processor that takes longer than this to show what it can is not worth waiting for.
_PROBE_S = 30.0

DeviceChoice = Literal["auto", "cpu", "gpu"]


@dataclass(frozen=True)
class ChosenDevice:
    """What runs the networks, by which wish, and why."""

    choice: DeviceChoice
    name: str
    reason: str


class Engine(QObject):
    """Loads the engine off the window's thread, and makes renderers.

    Signals
    -------
    device_changed
        A device runs the networks from now on; with the first, the engine is loaded.
    gpu_probed
        It is known whether a graphics processor can be offered, or it is being tried.
    failed
        A device cannot be used: two sentences.
    renderer_dropped
        A renderer is not used any more, so nothing should hold its tiles.
    """

    device_changed = Signal()
    gpu_probed = Signal()
    failed = Signal(object)
    renderer_dropped = Signal(object)

    def __init__(self, lanes: Jobs, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self.probing = False
        self._settings = settings
        self._colorizer: Colorizer | None = None
        self._renderers: OrderedDict[OpenPhoto, Renderer] = OrderedDict()
        self.device: ChosenDevice | None = None
        self.gpu: Verdict | None = None

    def warm_up(self) -> None:
        """Load everything; photos opened meanwhile wait in the same lane."""
        self.choose_device(self._settings.chosen.device)

    def choose_device(self, wanted: DeviceChoice) -> None:
        """Run the networks on another device from now on, if it can."""
        threads = self._settings.chosen.threads

        def work(_: Progress) -> tuple[Colorizer, ChosenDevice, Verdict | None]:
            from ml.inference.colorizer import Colorizer
            from ml.inference.devices import choose, known
            from ml.inference.errors import DeviceError
            from workstation.batch import machine
            from workstation.core import project, render  # noqa: F401 - loads them
            from workstation.core.diagnose import findings  # noqa: F401

            machine.share_processors(threads)
            try:
                choice = choose(wanted, threads)
            except DeviceError as error:
                raise HeirloomError(error.message, error.hint) from error
            chosen = ChosenDevice(wanted, str(choice.device), choice.reason)
            return Colorizer(choice.device), chosen, known()

        self._lanes.reading.start(
            work, done=lambda found: self._on_device(*found), failed=self._on_no_device
        )

    def probe_if_unknown(self) -> None:
        """Find out whether a graphics processor can be offered, unless that is known already."""
        if self.gpu is None:
            self.probe_gpu()

    def probe_gpu(self, *, again: bool = False) -> None:
        """Find out whether a graphics processor can be offered; the best one is used.

        Parameters
        ----------
        again
            Try it even if it was tried before, with this or an earlier driver.
        """
        if self.probing or (self.gpu is not None and not again):
            return
        self.probing = True

        def work(_: Progress) -> Verdict:
            from ml.inference.devices import probe_gpu

            return probe_gpu(again=again, limit_s=_PROBE_S)

        def done(verdict: Verdict) -> None:
            self.probing = False
            self.gpu = verdict
            self.gpu_probed.emit()
            if self.device is not None and self.device.choice == "auto":
                self.choose_device("auto")

        self._lanes.probing.start(work, done=done)
        self.gpu_probed.emit()

    @property
    def can_use_gpu(self) -> bool:
        """Whether a graphics processor was found that runs the networks as the CPU does."""
        return self.gpu is not None and self.gpu.device is not None

    def renderer(self, photo: OpenPhoto) -> Renderer:
        """The renderer of a photo; made where there is none any more."""
        renderer = self._renderers.get(photo)
        if renderer is None:
            chosen = self._settings.chosen
            memory = _FRONT_BYTES if chosen.memory_mb is None else chosen.memory_mb << 20
            renderer = self._renderers[photo] = self._made(photo, memory)
        self._renderers.move_to_end(photo)
        while len(self._renderers) > _RENDERERS_KEPT:
            self._drop(next(iter(self._renderers)))
        return renderer

    def beside(self, photo: OpenPhoto) -> Renderer:
        """A renderer for work beside the photo in front, which stays what it is.

        It is the one that is kept, or one that goes as soon as the work is done.
        """
        return self._renderers.get(photo) or self._made(photo, _BESIDE_BYTES)

    def _made(self, photo: OpenPhoto, memory: int) -> Renderer:
        from workstation.core.render import Renderer

        assert self._colorizer is not None
        return Renderer(photo.photo, self._colorizer, memory, self._settings.chosen.threads)

    def wished(self, needed: Recipe) -> Recipe | None:
        """What Restore does: what the photo needs, or the recipe that is chosen for all photos."""
        from workstation.core import presets

        try:
            return presets.usual(self._settings.chosen.recipe, needed)
        except HeirloomError as error:
            self.failed.emit(error)
            return None

    def follow_settings(self) -> None:
        """Run as the settings say from now on: device, threads, memory."""
        for photo in list(self._renderers):
            self._drop(photo)
        self.choose_device(self._settings.chosen.device)

    def forget(self, photo: OpenPhoto) -> None:
        """Give up the renderer of a photo that is closed."""
        if photo in self._renderers:
            self._drop(photo)

    def rest(self, photo: OpenPhoto) -> None:
        """Give back the memory of a photo that is not looked at any more."""
        renderer = self._renderers.get(photo)

        def work(_: Progress) -> None:
            from workstation.core import memory

            if renderer is not None:
                renderer.rest()
            memory.give_back()

        self._lanes.thumbnails.start(work, done=lambda _: None)

    def _drop(self, photo: OpenPhoto) -> None:
        self.renderer_dropped.emit(self._renderers.pop(photo))

    def _on_device(self, colorizer: Colorizer, chosen: ChosenDevice, gpu: Verdict | None) -> None:
        if gpu is not None:
            self.gpu = gpu
        same = self._colorizer is not None and colorizer.device == self._colorizer.device
        self.device = chosen
        with suppress(HeirloomError):  # it runs, even if the wish cannot be kept
            self._settings.choose("device", chosen.choice)
        if same:
            self.device_changed.emit()
            return
        self._colorizer = colorizer
        for photo in list(self._renderers):
            self._drop(photo)
        self.device_changed.emit()

    def _on_no_device(self, error: HeirloomError) -> None:
        self.failed.emit(error)
        if self._colorizer is None:
            self.choose_device("cpu")
