"""`heirloom batch` and `heirloom watch`: a queue of photos that survives everything."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from threading import Event, Thread

from workstation.batch import intake, machine, report
from workstation.batch.failures import explained
from workstation.batch.items import Failure, Item, State
from workstation.batch.runner import Runner, Summary
from workstation.batch.store import Store
from workstation.batch.throughput import Throughput, in_words
from workstation.batch.watch_folder import FolderWatcher
from workstation.cli.defaults import output_folder, with_settings
from workstation.cli.exit_codes import FAILED, MISUSED, SUCCEEDED
from workstation.cli.interrupts import run_stoppable
from workstation.cli.native_stderr import native_stderr_silenced
from workstation.cli.restore import options_of, recipe_of
from workstation.core.errors import HeirloomError, display_path


def run(arguments: argparse.Namespace) -> int:
    """Do what `heirloom batch` or `heirloom watch` was asked for; return the exit code."""
    actions = {
        "add": _add,
        "run": _run,
        "status": _status,
        "move": _move,
        "pause": _pause,
        "retry": _retry,
        "report": _report,
        "clear": _clear,
        "watch": _watch,
    }
    try:
        arguments = with_settings(arguments)
        _check_queue(arguments)
        with native_stderr_silenced(), Store(arguments.queue) as store:
            code = actions[arguments.action](store, arguments)
            sys.stdout.flush()
            return code
    except BrokenPipeError:  # as by `| head`: nobody listens any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SUCCEEDED
    except HeirloomError as error:
        _complain(arguments.action, error.message, error.hint)
        return MISUSED
    except Exception as error:
        reason = explained(error)
        _complain(arguments.action, reason.message, reason.hint)
        return FAILED


def _check_queue(arguments: argparse.Namespace) -> None:
    """A mistyped name is no new queue, except to those who put photos in."""
    queue: Path | None = arguments.queue
    if queue is not None and not queue.exists() and arguments.action not in ("add", "watch"):
        raise HeirloomError(
            f"There is no queue {queue}.", "`heirloom batch add` with the same --queue makes it."
        )


def _complain(action: str, message: str, hint: str) -> None:
    command = "watch" if action == "watch" else f"batch {action}"
    print(f"heirloom {command}: {message}\n{hint}", file=sys.stderr)


def _batch(arguments: argparse.Namespace) -> intake.Batch:
    return intake.Batch(
        output_folder=output_folder(arguments),
        recipe=recipe_of(arguments),
        export=options_of(arguments),
        device=arguments.device,
        no_limits=arguments.no_limits,
        template=arguments.template,
        priority=arguments.priority,
        set_name=intake.FOLDERS if arguments.set_per_folder else arguments.set,
        references=tuple(arguments.colours_of),
    )


def _add(store: Store, arguments: argparse.Namespace) -> int:
    added = intake.add(store, arguments.photos, _batch(arguments))
    parts = [f"{len(added.new)} added"]
    parts += [f"{len(added.again)} to be looked at again"] if added.again else []
    parts += [f"{len(added.known)} were waiting already"] if added.known else []
    print(f"{', '.join(parts)}. `heirloom batch run` restores them.")
    return SUCCEEDED


def _run(store: Store, arguments: argparse.Namespace) -> int:
    store.control = "go"
    with _runner(store, arguments) as runner:
        return _until_done(runner, arguments, alone=arguments.unless_running)


def _watch(store: Store, arguments: argparse.Namespace) -> int:
    batch = _batch(arguments)
    watcher = FolderWatcher(store, arguments.folder, batch, settle_s=arguments.settle)
    store.control = "go"
    ended = Event()
    with _runner(store, arguments) as runner:
        thread = Thread(target=_poll, args=(watcher, runner, ended), name="watch")
        thread.start()
        try:
            return _until_done(runner, arguments, watching=True)
        finally:
            ended.set()
            thread.join()


def _poll(watcher: FolderWatcher, runner: Runner, ended: Event) -> None:
    """Look for complete files until the run has ended; end the run if that fails."""
    try:
        while not ended.wait(1.0):
            for path, reason in watcher.poll():
                print(
                    f"{display_path(path)}: {reason.message} {reason.hint}",
                    file=sys.stderr,
                    flush=True,
                )
    except Exception as error:
        reason = explained(error)
        _complain("watch", reason.message, reason.hint)
        runner.stop()


@contextmanager
def _runner(store: Store, arguments: argparse.Namespace) -> Iterator[Runner]:
    told = _tell_failures if arguments.quiet else _tell
    if arguments.cluster is None:
        cache_bytes = None if arguments.memory_mb is None else arguments.memory_mb << 20
        share = machine.share(arguments.workers, arguments.threads, cache_bytes)
        yield Runner(store, share=share, timeout_s=arguments.timeout, listener=told)
        return
    from workstation.batch.cluster import connected

    with connected(arguments.cluster) as (executor, share):
        yield Runner(store, executor, share, timeout_s=arguments.timeout, listener=told)


def _until_done(
    runner: Runner, arguments: argparse.Namespace, *, watching: bool = False, alone: bool = False
) -> int:
    summaries: list[Summary] = []

    def work(cancelled: Event) -> None:
        def stop() -> None:
            cancelled.wait()
            runner.stop()

        Thread(target=stop, name="stop", daemon=True).start()
        summaries.append(runner.run(watching=watching, alone=alone))

    stop = run_stoppable(work)
    (summary,) = summaries
    if not arguments.quiet:
        print(_sentence(summary))
    if summary.halted is not None:
        reason = summary.halted
        print(f"Stopped early: {reason.message} {reason.hint}", file=sys.stderr)
    if stop is not None:
        return stop.exit_code
    return FAILED if summary.failed or summary.halted is not None else SUCCEEDED


def _sentence(summary: Summary) -> str:
    if summary.left:
        return "Another program works on this queue already."
    parts = [f"{summary.done} restored"]
    parts += [f"{summary.skipped} unchanged"] if summary.skipped else []
    parts += [f"{summary.failed} failed"] if summary.failed else []
    parts += [f"{summary.waiting} waiting"] if summary.waiting else []
    return f"{', '.join(parts)} in {summary.seconds:.1f} s."


def _tell(item: Item) -> None:
    if item.state == "failed":
        _tell_failures(item)
    elif item.state == "done" and item.made is not None:
        how = f"{item.made.seconds:.1f} s"
        how += f", {item.made.device}" if item.made.device else ""
        notes = "".join(f"  {warning}" for warning in item.made.warnings)
        print(
            f"{display_path(item.source)} → {display_path(item.output)}  ({how}){notes}", flush=True
        )
    elif item.state == "skipped":
        print(
            f"{display_path(item.source)}: unchanged since {display_path(item.output)} was made",
            flush=True,
        )


def _tell_failures(item: Item) -> None:
    if item.state == "failed" and item.failure is not None:
        reason = item.failure
        print(
            f"{display_path(item.source)}: {reason.message} {reason.hint}",
            file=sys.stderr,
            flush=True,
        )


def _status(store: Store, arguments: argparse.Namespace) -> int:
    counts, measured = store.counts(), store.throughput()
    workers = store.workers()
    if arguments.json:
        told = {
            "queue": str(store.path),
            "control": store.control,
            "counts": counts,
            "programs": len(workers),
            "workers": [asdict(worker) for worker in workers],
            "photos_a_minute": measured.per_minute,
            "seconds_left": measured.left_s,
            "may_sleep": store.may_sleep(),
        }
        facts = [report.facts(item) for item in store.items()]
        print(json.dumps(told | {"items": facts}, indent=2))
        return FAILED if counts["failed"] else SUCCEEDED
    shown = [f"{count} {state}" for state, count in counts.items() if count]
    print(f"{display_path(store.path)}: {', '.join(shown) or 'empty'}")
    for line in _course(store, counts, measured, len(workers)):
        print(line)
    for item in store.items("running", "waiting") if arguments.list else ():
        priority = f", priority {item.priority}" if item.priority else ""
        print(f"{item.id:6} {item.state}  {display_path(item.source)}{_page(item)}{priority}")
    for item in store.items("failed"):
        if item.failure is not None:
            print(f"  {display_path(item.source)}{_page(item)}: {_whole(item.failure)}")
    for item in store.items("done", "skipped"):
        if item.in_doubt and item.made is not None:
            print(f"  {display_path(item.output)}: {' '.join(map(str, item.made.doubts))}")
    return FAILED if counts["failed"] else SUCCEEDED


def _course(
    store: Store, counts: dict[State, int], measured: Throughput, workers: int
) -> Iterator[str]:
    """How it goes on, in sentences."""
    if not counts["waiting"] + counts["running"]:
        return
    if store.control != "go":
        yield "The queue is paused; `heirloom batch run` goes on."
    elif not workers:
        yield "No program works on it; `heirloom batch run` goes on."
    if measured.per_minute is not None and measured.left_s is not None:
        left = in_words(measured.left_s)
        yield f"{measured.per_minute:.1f} photos a minute; the rest takes {left}."
    if store.may_sleep():
        yield (
            "Heirloom cannot keep this computer from going to sleep: switch that off in the "
            "system's settings for as long as it works."
        )


def _page(item: Item) -> str:
    return f" page {item.page + 1}" if item.page else ""


def _move(store: Store, arguments: argparse.Namespace) -> int:
    items = store.items("waiting")
    numbers = [item.id for text in arguments.items for item in _meant(text, items)]
    if arguments.priority is not None:
        store.prioritize(numbers, arguments.priority)
        print(f"Now of priority {arguments.priority}: {len(numbers)}.")
        return SUCCEEDED
    before = None
    if arguments.before is not None:
        before = _meant(arguments.before, items)[0].id
    elif arguments.first:
        before = next((item.id for item in items if item.id not in numbers), None)
    moved = store.move(numbers, before)
    print(f"{moved} moved.")
    return SUCCEEDED


def _meant(text: str, items: Sequence[Item]) -> list[Item]:
    """The items that somebody names, by number or by file; a file may have several pages."""
    path = Path(os.path.abspath(text))  # noqa: PTH100 - links are not followed
    found = [item for item in items if str(item.id) == text or item.source == path]
    found = found or [item for item in items if item.source.name == text]
    if not found:
        raise HeirloomError(
            f"Nothing that waits is called {text}.",
            "Give a photo's file or a number that `heirloom batch status --list` shows.",
        )
    return found


def _whole(failure: Failure) -> str:
    return f"{failure.message} {failure.hint}"


def _pause(store: Store, arguments: argparse.Namespace) -> int:
    store.control = "stop" if arguments.stop else "pause"
    what = "end after" if arguments.stop else "wait after"
    print(f"Running programs {what} the photos that they have begun.")
    return SUCCEEDED


def _retry(store: Store, arguments: argparse.Namespace) -> int:  # noqa: ARG001
    print(f"Waiting again: {store.retry()}. `heirloom batch run` goes on.")
    return SUCCEEDED


def _report(store: Store, arguments: argparse.Namespace) -> int:
    folder: Path = arguments.folder
    for path in report.write(store, folder):
        print(path)
    return SUCCEEDED


def _clear(store: Store, arguments: argparse.Namespace) -> int:
    count = store.clear("done", "skipped")
    count += store.clear("failed", "waiting") if arguments.all else 0
    print(f"{count} forgotten; no file was touched.")
    return SUCCEEDED
