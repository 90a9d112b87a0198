"""The open photos: histories, renderers and jobs. The only mutable state of the window.

Views ask it to do things and listen to its signals, which say what happened; no view changes
another one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from resources.text import Text
from workstation.app import open_photo
from workstation.app.autosave import Autosave
from workstation.app.engine import Engine
from workstation.app.jobs import Jobs
from workstation.app.open_photo import AboveLimits, OpenPhoto, kind_in_words, known_steps
from workstation.app.widgets import numbers
from workstation.core.errors import HeirloomError, display_name
from workstation.core.progress import Progress
from workstation.core.settings import Settings

if TYPE_CHECKING:
    from workstation.app.dialogs.export_all_dialog import ExportPlan
    from workstation.app.viewer.tile_loader import Facts, Rendition, TileLoader
    from workstation.core.diagnose.findings import Diagnosis
    from workstation.core.diagnose.verdict import Kind
    from workstation.core.edits import Version
    from workstation.core.history import History
    from workstation.core.io.export import Exported, ExportOptions
    from workstation.core.recipe import Analysis, Recipe, Step


# The film strip is drawn anew at most so often while photos come in.
_TOGETHER_MS = 50


WholeShown = Literal["", "for cropping", "for corners"]
"""Whether all of the photo is to be seen: straightened, or as it was photographed."""


class Session(QObject):
    """Everything that the window shows, and all that can be done with it.

    Signals
    -------
    warmed_up
        The engine is loaded; before, nothing of it may be touched.
    photos_changed
        A photo was opened or closed.
    current_changed
        Another photo is in front, or none.
    recipe_changed
        The history of the photo in front has changed, or what is looked at without.
    history_changed
        The history of a photo (`OpenPhoto`) has changed, or what of it is kept in a file, whether
        that photo is in front or not.
    rendition_changed
        Another rendition is drawn, and its facts are known.
    failed
        Something went wrong: two sentences.
    broke
        Something went wrong that nobody foresaw: a traceback.
    above_limits
        A photo is larger than the limits; `open` with `lifted` opens it all the same.
    exported
        A result was written.
    all_exported
        The results of several photos were written.
    told
        Something worked, or had nothing to do: a sentence.
    """

    warmed_up = Signal()
    photos_changed = Signal()
    current_changed = Signal()
    recipe_changed = Signal()
    history_changed = Signal(object)
    rendition_changed = Signal()
    failed = Signal(object)
    broke = Signal(str)
    above_limits = Signal(object)
    exported = Signal(object)
    all_exported = Signal(object)
    told = Signal(str)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.jobs = Jobs(failed=self.failed.emit, broke=self.broke.emit, parent=self)
        self.photos: list[OpenPhoto] = []
        self.current: OpenPhoto | None = None
        self.hidden: frozenset[str] = frozenset()
        self.copied: Recipe | None = None
        self.whole_shown: WholeShown = ""
        self.engine = Engine(self.jobs, settings, self)
        self.engine.device_changed.connect(self._on_device)
        self.engine.failed.connect(self.failed)
        self.tile_loader: TileLoader | None = None
        self._taken: list[Path] = []
        self._ended = False
        self._announcing = QTimer(self, singleShot=True, interval=_TOGETHER_MS)
        self._announcing.timeout.connect(self._announce)
        self.autosave = Autosave(self.photos, self.jobs.keeping, settings, self)
        self.recipe_changed.connect(self.autosave.soon)
        self.photos_changed.connect(self.autosave.follow)

    # Photos

    def open(self, paths: Iterable[Path], *, page: int = 0, lifted: bool = False) -> None:
        """Open photos, and those in folders; the first comes to the front.

        They stand together after the photo in front, in the order given.
        """
        together: list[OpenPhoto] = []
        for path in open_photo.spread(path.absolute() for path in paths):
            there = self._find(path, page)
            if there is not None:
                if not together:
                    together.append(there)
                    self.show(there)
                continue
            self.jobs.reading.start(
                partial(open_photo.read, path, page, lifted),
                done=partial(self._take_in_with, together),
                title=self.tr("Opening {0}").format(path.name),
            )

    def _take_in_with(self, together: list[OpenPhoto], found: OpenPhoto | AboveLimits) -> None:
        """Take in one of several photos, behind the last of them that is there."""
        before = next((photo for photo in reversed(together) if photo in self.photos), None)
        taken = self.take_in(found, to_front=not together, after=before)
        if taken is not None:
            together.append(taken)

    def paste(self, image: QImage, folder: Path) -> None:
        """Open a picture from the clipboard: it is written to a file of its own first."""
        self.jobs.reading.start(
            partial(open_photo.keep_pasted, image, folder),
            done=partial(self.take_in, to_front=True),
            title=self.tr("Pasting"),
        )

    def show(self, photo: OpenPhoto) -> None:
        """Bring an open photo to the front."""
        if photo is not self.current:
            self._set_current(photo)

    def step_through(self, by: int) -> None:
        """Bring the photo before or after this one to the front."""
        if self.current is not None:
            index = self.photos.index(self.current) + by
            if 0 <= index < len(self.photos):
                self.show(self.photos[index])

    @property
    def pages(self) -> int:
        """How many pages the file in front has."""
        return 1 if self.current is None else self.current.photo.pages

    def turn_by(self, pages: int) -> None:
        """Show a page of the file before or after this one, if there is one."""
        if self.current is not None and 0 <= self.current.photo.page + pages < self.pages:
            self.turn_to(self.current.photo.page + pages)

    def turn_to(self, page: int) -> None:
        """Show another page of the file; a page with changes stays open beside it."""
        left = self.current
        if left is None or page == left.photo.page:
            return
        there = self._find(left.photo.path, page)
        if there is not None:
            self.show(there)
            return

        def turned(found: OpenPhoto | AboveLimits) -> None:
            self.take_in(found, to_front=True)
            if isinstance(found, OpenPhoto) and not left.unsaved and left in self.photos:
                self.close(left)

        # It was opened already, so its size is known to be wanted.
        self.jobs.reading.start(
            partial(open_photo.read, left.photo.path, page, True),
            done=turned,
            title=self.tr("Opening page {0}").format(page + 1),
        )

    def close(self, photo: OpenPhoto) -> None:
        """Take a photo out of the window; the question whether anything is lost comes before."""
        self._announce()
        index = self.photos.index(photo)
        self.photos.remove(photo)
        self.engine.forget(photo)
        open_photo.tell_apart(self.photos)
        if photo is self.current:
            following = self.photos[index : index + 1] or self.photos[-1:]
            self._set_current(following[0] if following else None)
        self.photos_changed.emit()

    def recover(self, paths: Iterable[Path]) -> None:
        """Open photos as a crash has left them."""
        for path in paths:
            self.jobs.reading.start(
                partial(open_photo.recover, path),
                done=partial(self._take_in_recovered, path),
                title=self.tr("Recovering photos"),
            )

    def continue_restoration(self, result: OpenPhoto) -> None:
        """Open the photo that a result was made of, with the recipe of the result."""
        if result.made_of is not None:
            self.jobs.reading.start(
                partial(open_photo.read_source, result.photo.path, result.made_of),
                done=partial(self.take_in, to_front=True),
                title=self.tr("Opening {0}").format(display_name(result.made_of)),
            )

    def _take_in_recovered(self, path: Path, found: OpenPhoto) -> None:
        if self._find(found.photo.path, found.photo.page) is None:
            self.autosave.adopt(found, path)
        self.take_in(found, to_front=False)

    def take_version(self, version: Version) -> None:
        """Go back to a project as it was saved once; undo leads forward again.

        Raises
        ------
        HeirloomError
            If it is damaged.
        """
        from workstation.core import project

        when = version.until.strftime("%Y-%m-%d %H:%M")
        self.change(project.recipe_of(version.path), Text("Version until {when}", when=when))

    def start_over(self, photo: OpenPhoto) -> None:
        """Begin anew with a photo that went on where it was left; undo leads back."""
        from workstation.core.recipe import Recipe

        photo.history = photo.history.record(Recipe(), Text("Start over"))
        photo.kept = Recipe()
        self.recipe_changed.emit()

    def shut_down(self) -> None:
        """Give up all jobs and end their threads, and leave nothing behind but what was done."""
        self.jobs.close()
        if not self._ended:
            self._ended = True
            self._announce()
            self.autosave.end()

    def _find(self, path: Path, page: int) -> OpenPhoto | None:
        key = str(path), page
        return next((photo for photo in self.photos if photo.key == key), None)

    def take_in(
        self, found: OpenPhoto | AboveLimits, *, to_front: bool, after: OpenPhoto | None = None
    ) -> OpenPhoto | None:
        """Take in what was read off the window's thread, after another photo or the one in front.

        Returns
        -------
        The photo as it is open now, if it is.
        """
        if self.tile_loader is None:
            return None  # the engine could not be loaded, and that was said
        if isinstance(found, AboveLimits):
            self.above_limits.emit(found)
            return None
        there = self._find(found.photo.path, found.photo.page)
        if there is not None:
            found = there
        else:
            before = after or self.current
            place = len(self.photos) if before is None else self.photos.index(before) + 1
            self.photos.insert(place, found)
            self._taken.append(found.project or found.photo.path)
            if not self._announcing.isActive():
                self._announcing.start()
        if to_front or self.current is None:
            self._announce()
            self.show(found)
        return found

    def _announce(self) -> None:
        """Say that photos were opened: once for some, as hundreds may come within a second."""
        self._announcing.stop()
        if self._taken:
            open_photo.tell_apart(self.photos)
            self.settings.add_recent(*self._taken)
            self._taken.clear()
            self.photos_changed.emit()

    def _set_current(self, photo: OpenPhoto | None) -> None:
        left, self.current = self.current, photo
        self.hidden = frozenset()
        self.current_changed.emit()
        self.recipe_changed.emit()
        if left is not None and self.tile_loader is not None:
            self.engine.rest(left)

    # Looks

    def rendition(self, recipe: Recipe) -> Rendition | None:
        """The photo in front by a recipe."""
        from workstation.app.viewer.tile_loader import Rendition

        photo = self.current
        if photo is None:
            return None
        return Rendition(self.engine.renderer(photo), known_steps(recipe))

    @property
    def wanted(self) -> Rendition | None:
        """What is to be seen: the photo in front by its recipe, without what is hidden."""
        from workstation.core.steps import Geometry

        if self.current is None:
            return None
        recipe = self.current.recipe
        for kind in self.hidden:
            recipe = recipe.without(kind)
        framing = recipe.framing
        if self.whole_shown and isinstance(framing, Geometry):
            whole = framing.spread if self.whole_shown == "for cropping" else framing.flat
            recipe = recipe.with_step(whole)
        return self.rendition(recipe)

    @property
    def original(self) -> Rendition | None:
        """The photo in front as it lies on disk, turned and cut as what it is compared with."""
        wanted = self.wanted
        return None if wanted is None else self.rendition(wanted.recipe.framed)

    @property
    def facts(self) -> Facts | None:
        """What is known about the rendition that is drawn."""
        if self.tile_loader is None or self.tile_loader.shown is None:
            return None
        return self.tile_loader.facts(self.tile_loader.shown)

    def step(self, kind: str) -> Step | None:
        """The step of a kind in the recipe of the photo in front."""
        return None if self.current is None else self.current.recipe.step(kind)

    def last_step(self, kind: str) -> Step | None:
        """The step of a kind as it was before it was switched off."""
        if self.current is None:
            return None
        history = self.current.history
        index: int | None = history.position
        while index is not None:
            entry = history.entries[index]
            step = entry.value.step(kind)
            if step is not None:
                return step
            index = entry.parent
        return None

    def analysis(self, kind: str) -> Analysis | None:
        """What the step of a kind learnt from the photo, in the rendition that is drawn."""
        shown = self.tile_loader.shown if self.tile_loader is not None else None
        facts = self.facts
        if shown is None or facts is None:
            return None
        pairs = zip(shown.recipe.steps, facts.analyses, strict=True)
        return next((analysis for step, analysis in pairs if step.kind == kind), None)

    @property
    def has_steps(self) -> bool:
        """Whether anything is done to the photo in front."""
        return self.current is not None and bool(self.current.recipe.steps)

    @property
    def found_kind(self) -> Kind | None:
        """What the photo in front was found to be; None as long as nobody looked."""
        if self.current is not None and self.current.diagnosis is not None:
            return self.current.diagnosis.kind
        return None if self.facts is None else self.facts.report.found

    @property
    def kind(self) -> Kind | None:
        """What the photo in front is: as the user says, else as it was found."""
        said = None if self.current is None else self.current.history.value.kind
        return said or self.found_kind

    @property
    def in_colour(self) -> bool:
        """Whether the photo in front is in colour."""
        return self.kind == "colour"

    @property
    def can_be_coloured(self) -> bool:
        """Whether there is a photo that does not keep its own colours."""
        return self.current is not None and not self.in_colour

    # What the user does to the photo

    def change(self, recipe: Recipe, name: str, gesture: object | None = None) -> None:
        """Record a recipe; one with the same gesture as the last amends it instead."""
        if self.current is not None:
            self.change_of(self.current, recipe, name, gesture)

    def change_of(
        self, photo: OpenPhoto, recipe: Recipe, name: str, gesture: object | None = None
    ) -> None:
        """Record a recipe of any open photo."""
        if recipe.framing is not None and recipe.framing.measures:
            self._measure(photo, recipe, name)
        elif recipe != photo.recipe:
            self._keep(photo, photo.history.record(recipe, name, gesture))

    def _keep(self, photo: OpenPhoto, history: History[Recipe]) -> None:
        """Let a history hold, and say so."""
        if history.value.developing != photo.history.value.developing:
            photo.diagnosis = None  # it was of the negative, or of the positive
        photo.history = history
        if photo is self.current:
            self.recipe_changed.emit()
        self.history_changed.emit(photo)

    def _measure(self, photo: OpenPhoto, recipe: Recipe, name: str) -> None:
        """Record a recipe once it is known what its geometry leaves to be measured."""
        renderer = self.engine.renderer(photo)

        def done(settled: Recipe) -> None:
            if renderer.frame(settled) != renderer.frame(photo.recipe):
                self.change_of(photo, settled, name)
            elif settled.unframed != photo.recipe.unframed:
                self.change_of(photo, settled.framed_as(photo.recipe), name)
            elif photo is self.current:
                self.told.emit(self.tr("There is nothing to straighten or to cut away."))

        self.jobs.reading.start(
            lambda progress: renderer.settled(recipe, progress),
            done=done,
            title=self.tr("Looking at the photo"),
        )

    def set_step(self, step: Step, name: str, gesture: object | None = None) -> None:
        """Put a step into the recipe, in the place of one of its kind."""
        if self.current is not None:
            self.hidden -= {step.kind}
            self.change(self.current.recipe.with_step(step), name, gesture)

    def remove_step(self, kind: str, name: str) -> None:
        """Switch a step off."""
        if self.current is not None:
            self.hidden -= {kind}
            self.change(self.current.recipe.without(kind), name)

    def back_to_original(self) -> None:
        """Switch all steps off, as one gesture."""
        if self.current is not None:
            recipe = self.current.history.value.with_steps(())
            self.change(recipe, Text("Back to the original"))

    def tell_kind(self, kind: Kind | None) -> None:
        """Take the user's word for what the photo is; None to go by what is found again."""
        from workstation.core.steps import Colour

        if self.current is None:
            return
        recipe = self.current.history.value.of_kind(kind)
        if kind in ("grey", "toned") and recipe.step(Colour.kind) is None:
            recipe = recipe.with_step(self.last_step(Colour.kind) or Colour())
        if kind is None:
            name = Text("What the photo is: as found")
        else:
            name = Text("This photo is {kind}", kind=kind_in_words(kind))
        self.change(recipe, name)

    def hide(self, kind: str, hidden: bool) -> None:
        """Look at the photo without a step, without changing the recipe."""
        wanted = self.hidden | {kind} if hidden else self.hidden - {kind}
        if wanted != self.hidden:
            self.hidden = wanted
            self.recipe_changed.emit()

    def show_whole(self, whole: WholeShown) -> None:
        """Look at all of the photo, or again at what is kept of it; the recipe stays as it is."""
        if whole != self.whole_shown:
            self.whole_shown = whole
            self.recipe_changed.emit()

    def undo(self) -> None:
        """One gesture back."""
        if self.current is not None:
            self._move_to(self.current.history.undo())

    def redo(self) -> None:
        """One gesture forward."""
        if self.current is not None:
            self._move_to(self.current.history.redo())

    def jump(self, position: int) -> None:
        """Stand at any gesture."""
        if self.current is not None and position < len(self.current.history.entries):
            self._move_to(self.current.history.jump(position))

    def mark(self, history: History[Recipe]) -> None:
        """Take over a history of the photo in front in which only the snapshots are others."""
        if self.current is not None:
            self._keep(self.current, history)

    def _move_to(self, history: History[Recipe]) -> None:
        assert self.current is not None
        if history.position != self.current.history.position:
            self._keep(self.current, history)

    def restore(self) -> None:
        """Do what the photo in front needs, found by looking at it."""
        if self.current is not None:
            self.diagnose(self.current, partial(self._apply, self.current))

    def restore_all(self, photos: Sequence[OpenPhoto]) -> None:
        """Do what each of some photos needs; how many needed something is told at the end."""
        waiting = list(photos)
        changed: list[OpenPhoto] = []

        def looked_at(photo: OpenPhoto, found: Diagnosis) -> None:
            if self._add_needed(photo, found):
                changed.append(photo)
            proceed(photo)

        def failed(photo: OpenPhoto, error: HeirloomError) -> None:
            self.failed.emit(error)
            proceed(photo)

        def proceed(photo: OpenPhoto) -> None:
            waiting.remove(photo)
            if waiting:
                return
            if changed:
                self.told.emit(self.tr("Restored {0}.").format(numbers.photos(len(changed))))
            else:
                self.told.emit(self.tr("Everything that they need is switched on already."))

        for photo in photos:
            self.diagnose(photo, partial(looked_at, photo), partial(failed, photo))

    def diagnose(
        self,
        photo: OpenPhoto,
        then: Callable[[Diagnosis], None],
        failed: Callable[[HeirloomError], None] | None = None,
    ) -> None:
        """Find out what a photo needs, once, then go on."""
        if photo.diagnosis is not None:
            then(photo.diagnosis)
            return
        renderer, first = self.engine.beside(photo), photo.recipe.developing
        title = self.tr("Looking at {0}").format(photo.name)

        def work(progress: Progress) -> Diagnosis:
            from workstation.core.diagnose.findings import diagnose
            from workstation.core.steps import Repair
            from workstation.core.steps.repair import RepairAnalysis

            progress.report(0.0)
            whole = renderer.developed(first, progress)
            # As Restore will repair it: what is worked out here is not worked out again.
            analyses = renderer.analyses(first.with_step(Repair()), progress)
            repair = next(one for one in analyses if isinstance(one, RepairAnalysis))
            return diagnose(whole, renderer.verdict(first, progress), repair.damage)

        def done(found: Diagnosis) -> None:
            photo.diagnosis = found
            then(found)

        self.jobs.reading.start(work, done=done, failed=failed, title=title)

    def _apply(self, photo: OpenPhoto, diagnosis: Diagnosis) -> None:
        if self._add_needed(photo, diagnosis) is False:
            self.told.emit(self.tr("Everything that this photo needs is switched on already."))

    def _add_needed(self, photo: OpenPhoto, diagnosis: Diagnosis) -> bool | None:
        """Add what is missing; what the user has set already stays as it is.

        Returns
        -------
        Whether anything was missing; None where nothing could be done.
        """
        from workstation.core import presets

        kind = photo.history.value.kind or diagnosis.kind
        wanted = self.engine.wished(presets.needed(kind, damaged=diagnosis.damaged))
        if photo not in self.photos or wanted is None:
            return None
        recipe = photo.recipe
        for step in wanted.steps:
            if recipe.step(step.kind) is None:
                recipe = recipe.with_step(step)
        missing = recipe != photo.recipe
        in_front = photo is self.current
        if in_front:
            self.hidden = frozenset()
        self.change_of(photo, recipe, Text("Restore"))
        if in_front:
            self.rendition_changed.emit()
        return missing

    def cancel(self) -> None:
        """Give up what runs; a recipe whose picture was not made yet is taken back."""
        rendering = any(job.title for job in self.jobs.rendering.jobs)
        waiting = rendering and self.tile_loader is not None and self.tile_loader.pending
        self.jobs.cancel_shown()
        if waiting:
            self.undo()

    def save(self, photo: OpenPhoto, path: Path, then: Callable[[], None] = lambda: None) -> None:
        """Write photo, recipe and history to a project file."""
        from workstation.core import edits, project

        kept = project.Project(photo.photo, photo.history, photo.unknown)

        def done(_: None) -> None:
            photo.project, photo.kept, photo.stored = path, kept.history.value, kept.history
            self.settings.add_recent(path)
            self._on_kept(photo)
            self.told.emit(self.tr("Saved {0}.").format(path.name))
            then()

        def work(_: Progress) -> None:
            with suppress(OSError):  # better the new one alone than none
                edits.keep_version(path)
            project.save(kept, path)

        self.jobs.exporting.start(
            work,
            done=done,
            title=self.tr("Saving {0}").format(path.name),
        )

    def _on_kept(self, photo: OpenPhoto) -> None:
        """Say that nothing of a photo would be lost now."""
        if photo is self.current:
            self.recipe_changed.emit()
        self.history_changed.emit(photo)

    def copy_settings(self, photo: OpenPhoto) -> None:
        """Keep what is done to a photo, to do it to others."""
        self.copied = photo.recipe
        self.told.emit(self.tr("Copied the settings of {0}.").format(photo.name))
        self.history_changed.emit(photo)

    def paste_settings(self, photos: Sequence[OpenPhoto], kind: str | None = None) -> None:
        """Let photos have the copied steps, or one of them; their dots, regions and crops stay."""
        from workstation.core import presets

        copied = self.copied
        if copied is None:
            return
        if kind is not None:
            copied = copied.with_steps(step for step in copied.steps if step.kind == kind)
        for photo in photos:
            self.change_of(photo, presets.pasted(copied, photo.recipe), Text("Settings pasted"))
        self.told.emit(self.tr("Pasted the settings onto {0}.").format(numbers.photos(len(photos))))

    def export(
        self, destination: Path, options: ExportOptions, photo: OpenPhoto | None = None
    ) -> None:
        """Write the result of a photo, or of the one in front, at full resolution."""
        photo = photo or self.current
        if photo is None:
            return
        self._write(photo, destination, options, self.exported.emit)

    def export_all(self, plan: ExportPlan) -> None:
        """Write the results of several photos; how many there are is told at the end."""
        waiting = [photo for photo, _ in plan.destinations]
        written: list[Exported] = []

        def done(photo: OpenPhoto, result: Exported) -> None:
            written.append(result)
            proceed(photo)

        def failed(photo: OpenPhoto, error: HeirloomError) -> None:
            self.failed.emit(error)
            proceed(photo)

        def proceed(photo: OpenPhoto) -> None:
            waiting.remove(photo)
            if not waiting and written:
                self.all_exported.emit(tuple(written))

        for photo, destination in plan.destinations:
            self._write(
                photo,
                destination,
                plan.options,
                partial(done, photo),
                partial(failed, photo),
                make_folder=True,
            )

    def _write(
        self,
        photo: OpenPhoto,
        destination: Path,
        options: ExportOptions,
        then: Callable[[Exported], None],
        failed: Callable[[HeirloomError], None] | None = None,
        *,
        make_folder: bool = False,
    ) -> None:
        renderer, recipe = self.engine.beside(photo), photo.recipe

        def work(progress: Progress) -> Exported:
            from workstation.core.io import atomic_write
            from workstation.core.io.export import export

            if make_folder:
                with atomic_write.write_errors(destination):
                    destination.parent.mkdir(parents=True, exist_ok=True)
            return export(renderer, recipe, destination, options, progress)

        def done(result: Exported) -> None:
            photo.kept = recipe
            self._on_kept(photo)
            then(result)

        self.jobs.exporting.start(
            work,
            done=done,
            failed=failed,
            title=self.tr("Exporting {0}").format(destination.name),
        )

    def _on_device(self) -> None:
        if self.tile_loader is None:
            from workstation.app.viewer.tile_loader import TileLoader

            failed = self.failed.emit
            self.tile_loader = TileLoader(self.jobs.rendering, lambda _, error: failed(error), self)
            self.tile_loader.rendition_changed.connect(self.rendition_changed)
            self.engine.renderer_dropped.connect(self.tile_loader.forget)
            self.warmed_up.emit()
        else:
            self.recipe_changed.emit()
