"""`heirloom restore`: the whole job, for one photo after the other."""

from __future__ import annotations

import argparse
import itertools
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from threading import Event
from typing import Any

from ml.inference import devices
from ml.inference.colorizer import Colorizer
from resources.text import Text
from workstation.batch import machine, naming
from workstation.batch.failures import explained
from workstation.cli.defaults import with_settings
from workstation.cli.exit_codes import FAILED, MISUSED, SUCCEEDED
from workstation.cli.geometry import with_geometry
from workstation.cli.hints import with_colors, with_tones
from workstation.cli.interrupts import Stop, run_stoppable
from workstation.cli.native_stderr import native_stderr_silenced
from workstation.cli.progress_bar import ProgressBar
from workstation.cli.repair import save_repair_mask, with_repair
from workstation.core import presets
from workstation.core.errors import Cancelled, HeirloomError, display_name, display_path
from workstation.core.io import resolution
from workstation.core.io.export import Exported, ExportOptions, export
from workstation.core.io.formats import EXPORTED, of_path, result_suffix
from workstation.core.io.photo import Limits, Photo, open_photo
from workstation.core.progress import Progress
from workstation.core.recipe import Recipe, replaced
from workstation.core.render import Renderer
from workstation.core.steps import Colour, Stains, Tone


@dataclass(frozen=True)
class Target:
    """What the command line asks for."""

    photos: tuple[Path, ...]
    recipe: Recipe
    colorizer: Colorizer
    options: ExportOptions
    output: Path | None
    output_is_folder: bool
    name: str
    page: int
    limits: Limits
    cache_bytes: int | None
    threads: int | None
    repair_mask: Path | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one photo: a file, or an error."""

    photo: Path
    seconds: float
    exported: Exported | None = None
    error: HeirloomError | None = None

    def to_json(self) -> dict[str, Any]:
        """The outcome for programs."""
        told: dict[str, Any] = {"photo": str(self.photo), "seconds": round(self.seconds, 3)}
        if self.error is not None:
            return told | {
                "restored": False,
                "message": self.error.message,
                "hint": self.error.hint,
            }
        assert self.exported is not None
        report = self.exported.report
        return told | {
            "restored": True,
            "result": str(self.exported.path),
            "bytes": self.exported.bytes,
            "kind": report.kind,
            "doubt": report.doubt or "",
            "coloured": report.coloured,
            "repaired": round(report.repaired, 5),
            "device": report.device,
            "model": report.model,
            "notes": [*report.told, *self.exported.notes],
        }


def restore(arguments: argparse.Namespace) -> int:
    """Restore every photo; one that fails does not keep the others from being done."""
    try:
        arguments = with_settings(arguments)
        target = _target(arguments)
    except Exception as error:
        reason = explained(error)
        print(f"heirloom restore: {reason.message}\n{reason.hint}", file=sys.stderr)
        return MISUSED
    outcomes: list[Outcome] = []
    quiet = arguments.quiet or arguments.json
    with native_stderr_silenced():
        bar = ProgressBar(wanted=not quiet)

        def work(cancelled: Event) -> None:
            for outcome in _restore_all(target, bar, cancelled):
                outcomes.append(outcome)
                bar.clear()
                _tell(outcome, quiet)

        stop = run_stoppable(work)
        bar.clear()
    if arguments.json:
        done = [outcome.to_json() for outcome in outcomes]
        print(json.dumps({"photos": done, "stopped": stop is not None}, indent=2))
    if stop is not None:
        return _stopped(stop, outcomes, target)
    return FAILED if any(outcome.error for outcome in outcomes) else SUCCEEDED


def _target(arguments: argparse.Namespace) -> Target:
    """Check everything that can be wrong before the first photo is touched."""
    choice = devices.choose(arguments.device, arguments.threads)
    output = None if arguments.output is None else Path(arguments.output)
    if arguments.threads is not None:
        machine.share_processors(arguments.threads)
    several = len(arguments.photos) > 1
    is_folder = output is not None and _names_a_folder(arguments.output)
    if several and output is not None and not is_folder:
        raise HeirloomError(
            f"{len(arguments.photos)} photos cannot all be written to {display_path(output)}.",
            "Give a folder after -o, or leave it out to write each beside its original.",
        )
    if several and arguments.save_repair_mask is not None:
        raise HeirloomError(
            f"The masks of {len(arguments.photos)} photos cannot all be written to one file.",
            "Give one photo with --save-repair-mask.",
        )
    if output is not None and not is_folder and arguments.format is not None:
        _agree(output, arguments.format)
    options = options_of(arguments)
    return Target(
        photos=tuple(arguments.photos),
        recipe=recipe_of(arguments),
        colorizer=Colorizer(choice.device),
        options=options,
        output=output,
        output_is_folder=is_folder,
        name=arguments.name,
        page=arguments.page - 1,
        limits=Limits.lifted() if arguments.no_limits else Limits(),
        cache_bytes=None if arguments.memory_mb is None else arguments.memory_mb << 20,
        threads=arguments.threads,
        repair_mask=arguments.save_repair_mask,
    )


def _names_a_folder(output: str) -> bool:
    """Whether -o means a folder: one that is there, or a name without a photo's ending."""
    if Path(output).is_dir() or output.endswith(("/", os.sep)):
        return True
    return Path(output).suffix == ""


def _agree(output: Path, wanted: str) -> None:
    named = of_path(output)
    if named is not None and named.name != wanted:
        label = EXPORTED[wanted].label
        raise HeirloomError(
            f"The name {display_path(output)} stands for {named.label}, but {label} was asked for.",
            "Leave out --format, or end the name accordingly.",
        )


def options_of(arguments: argparse.Namespace) -> ExportOptions:
    """How results are written, as the command line says."""
    return ExportOptions(
        **{one.name: getattr(arguments, one.name) for one in fields(ExportOptions)}
    )


def recipe_of(arguments: argparse.Namespace) -> Recipe:
    """The automatic recipe or one from a file, changed by the options that were given.

    Raises
    ------
    HeirloomError
        If the file is no recipe, a value is out of bounds, or nothing is left to do.
    """
    recipe = presets.AUTOMATIC if arguments.recipe is None else presets.find(arguments.recipe)
    if not getattr(arguments, "with_marks", True):
        recipe = presets.for_any_photo(recipe)
    names = ("vividness", "warmth", "toning", "detail")
    changes = {name: getattr(arguments, name) for name in names}
    changes = {name: value for name, value in changes.items() if value is not None}
    spelled = ["keep-toning" if name == "toning" else name for name in changes]
    colours = [*spelled, *(name for name in ("hint", "region") if getattr(arguments, name))]
    tones = [name for name in ("lighten", "darken") if getattr(arguments, name)]
    for step, given, what in (("color", colours, "colours"), ("tone", tones, "tones")):
        if given and getattr(arguments, f"no_{step}"):
            raise HeirloomError(
                f"--no-{step} leaves out the {what} that --{given[0]} would change.",
                "Give only one of the two.",
            )
    if changes:
        recipe = recipe.with_step(replaced(recipe.step(Colour.kind) or Colour(), **changes))
    if arguments.kind is not None:
        recipe = recipe.of_kind(None if arguments.kind == "auto" else arguments.kind)
    recipe = with_colors(recipe, arguments.hint, arguments.region)
    recipe = with_tones(recipe, arguments.lighten, arguments.darken)
    recipe = with_geometry(recipe, arguments)
    recipe = with_repair(recipe, arguments.repair, arguments.repair_mask)
    switched_off = (
        (arguments.no_stains, Stains.kind),
        (arguments.no_tone, Tone.kind),
        (arguments.no_color, Colour.kind),
    )
    for unwanted, kind in switched_off:
        recipe = recipe.without(kind) if unwanted else recipe
    if not recipe.steps:
        raise HeirloomError(
            "Nothing is left to do: the recipe has no steps.",
            "Leave out --no-stains, --no-tone, --no-color or --repair off.",
        )
    return recipe


def _restore_all(target: Target, bar: ProgressBar, cancelled: Event) -> Iterator[Outcome]:
    written: set[Path] = set()
    for number, path in enumerate(target.photos, 1):
        name = display_name(path)
        label = name if len(target.photos) == 1 else f"{number}/{len(target.photos)} {name}"
        progress = _progress(bar, label, cancelled)
        started = time.perf_counter()
        try:
            exported = _restore_one(target, path, written, progress)
        except Cancelled:
            return
        except Exception as error:
            yield Outcome(path, time.perf_counter() - started, error=explained(error))
        else:
            yield Outcome(path, time.perf_counter() - started, exported=exported)


def _progress(bar: ProgressBar, label: str, cancelled: Event) -> Progress:
    def draw(fraction: float, what: str) -> None:
        bar.draw(fraction, f"{label}  {what}")

    return Progress(draw, cancelled=cancelled)


def _restore_one(target: Target, path: Path, written: set[Path], progress: Progress) -> Exported:
    progress.report(0.0, "Opening")
    photo = open_photo(path, page=target.page, limits=target.limits)
    to = destination(photo, target, written)
    if target.output_is_folder:
        to.parent.mkdir(parents=True, exist_ok=True)
    renderer = Renderer(photo, target.colorizer, target.cache_bytes, target.threads)
    exported = export(renderer, target.recipe, to, target.options, progress)
    written.add(to.absolute())
    if target.repair_mask is not None:
        save_repair_mask(
            renderer, target.recipe, target.repair_mask, overwrite=target.options.overwrite
        )
    if target.options.dpi is None and resolution.note(photo):
        said = Text("{note} --dpi states it.", note=resolution.note(photo))
        return replace(exported, notes=(*exported.notes, said))
    return exported


def destination(photo: Photo, target: Target, written: set[Path]) -> Path:
    """Where the result of a photo goes: beside it, into the folder, or to the file of -o.

    Names are numbered as in the queue where an earlier photo of this run, `written`, has the name,
    or where a photo that is to be restored has it.
    """
    if target.output is not None and not target.output_is_folder:
        return target.output
    name = naming.stem_of(target.name, photo)
    name += result_suffix(photo.path, target.options.format or photo.format)
    wanted = (photo.path.parent if target.output is None else target.output) / name
    sources = {source.resolve() for source in target.photos}
    names = (naming.numbered(wanted, number) for number in itertools.count(1))
    return next(
        name for name in names if name.absolute() not in written and name.resolve() not in sources
    )


def _tell(outcome: Outcome, quiet: bool) -> None:
    name = display_path(outcome.photo)
    if outcome.error is not None:
        reason = outcome.error
        print(
            f"{name}: {reason.message} {reason.hint}",
            file=sys.stderr,
            flush=True,
        )
    elif outcome.exported is not None and not quiet:
        report = outcome.exported.report
        how = f"{outcome.seconds:.1f} s" + (f", {report.device}" if report.device else "")
        doubt = (f"{report.doubt} If so, use --kind colour.",) if report.doubt else ()
        told = (*report.told, *doubt, *outcome.exported.notes)
        notes = "".join(f"  {note}" for note in told)
        print(
            f"{name} → {display_path(outcome.exported.path)}  ({how}){notes}",
            flush=True,
        )


def _stopped(stop: Stop, outcomes: list[Outcome], target: Target) -> int:
    done = sum(outcome.exported is not None for outcome in outcomes)
    print(
        f"Stopped: {done} of {len(target.photos)} restored, nothing half-written.", file=sys.stderr
    )
    return stop.exit_code
