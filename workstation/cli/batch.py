"""`heirloom batch` and `heirloom watch`: a queue of photos that survives everything."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from workstation.batch import gather, machine, report
from workstation.batch.failures import explained
from workstation.batch.items import Failure, Item
from workstation.batch.runner import Runner, Summary
from workstation.batch.store import Store
from workstation.batch.watch import Watch
from workstation.cli import FAILED, MISUSED, SUCCEEDED
from workstation.cli.background import run_stoppable
from workstation.cli.hush import native_messages_hushed
from workstation.cli.restore import options_of, recipe_of
from workstation.cli.usual import filled, output_folder
from workstation.core.errors import HeirloomError


def run(arguments: argparse.Namespace) -> int:
    """Do what `heirloom batch` or `heirloom watch` was asked for; return the exit code."""
    actions = {
        "add": _add,
        "run": _run,
        "status": _status,
        "pause": _pause,
        "retry": _retry,
        "report": _report,
        "clear": _clear,
        "watch": _watch,
    }
    try:
        arguments = filled(arguments)
        with native_messages_hushed(), Store(arguments.queue) as store:
            return actions[arguments.action](store, arguments)
    except HeirloomError as error:
        _complain(arguments.action, error.message, error.hint)
        return MISUSED
    except Exception as error:
        reason = explained(error)
        _complain(arguments.action, reason.message, reason.hint)
        return FAILED


def _complain(action: str, message: str, hint: str) -> None:
    command = "watch" if action == "watch" else f"batch {action}"
    print(f"heirloom {command}: {message}\n{hint}", file=sys.stderr)


def _batch(arguments: argparse.Namespace) -> gather.Batch:
    return gather.Batch(
        output_folder=output_folder(arguments),
        recipe=recipe_of(arguments),
        export=options_of(arguments),
        device=arguments.device,
        no_limits=arguments.no_limits,
        template=arguments.template,
        priority=arguments.priority,
        together=gather.FOLDERS if arguments.set_per_folder else arguments.set,
        leaders=tuple(arguments.colours_of),
    )


def _add(store: Store, arguments: argparse.Namespace) -> int:
    added = gather.add(store, arguments.photos, _batch(arguments))
    parts = [f"{len(added.new)} added"]
    parts += [f"{len(added.again)} to be looked at again"] if added.again else []
    parts += [f"{len(added.known)} were waiting already"] if added.known else []
    print(f"{', '.join(parts)}. `heirloom batch run` restores them.")
    return SUCCEEDED


def _run(store: Store, arguments: argparse.Namespace) -> int:
    store.control = "go"
    with _runner(store, arguments) as runner:
        return _until_done(runner, arguments, watching=False)


def _watch(store: Store, arguments: argparse.Namespace) -> int:
    batch = _batch(arguments)
    watch = Watch(store, arguments.folder, batch, settle_s=arguments.settle)
    store.control = "go"
    ended = Event()
    with _runner(store, arguments) as runner:
        thread = Thread(target=_look, args=(watch, runner, ended), name="watch")
        thread.start()
        try:
            return _until_done(runner, arguments, watching=True)
        finally:
            ended.set()
            thread.join()


def _look(watch: Watch, runner: Runner, ended: Event) -> None:
    """Look for complete files until the run has ended; end the run if that fails."""
    try:
        while not ended.wait(1.0):
            for path, reason in watch.look():
                print(f"{path}: {reason.message} {reason.hint}", file=sys.stderr, flush=True)
    except Exception as error:
        reason = explained(error)
        _complain("watch", reason.message, reason.hint)
        runner.stop_now()


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


def _until_done(runner: Runner, arguments: argparse.Namespace, watching: bool) -> int:
    summaries: list[Summary] = []

    def work(cancelled: Event) -> None:
        def stop() -> None:
            cancelled.wait()
            runner.stop_now()

        Thread(target=stop, name="stop", daemon=True).start()
        summaries.append(runner.run(watching=watching))

    stop = run_stoppable(work)
    (summary,) = summaries
    if not arguments.quiet:
        print(_sentence(summary))
    if summary.halted is not None:
        reason = summary.halted
        print(f"Stopped early: {reason.message} {reason.hint}", file=sys.stderr)
    if stop is not None:
        return stop.exit_code
    return FAILED if summary.failed else SUCCEEDED


def _sentence(summary: Summary) -> str:
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
        print(f"{item.source} → {item.output}  ({how}){notes}", flush=True)
    elif item.state == "skipped":
        print(f"{item.source}: unchanged since {item.output} was made", flush=True)


def _tell_failures(item: Item) -> None:
    if item.state == "failed" and item.failure is not None:
        reason = item.failure
        print(f"{item.source}: {reason.message} {reason.hint}", file=sys.stderr, flush=True)


def _status(store: Store, arguments: argparse.Namespace) -> int:
    items, counts = store.items(), store.counts()
    if arguments.json:
        facts = [report.facts(item) for item in items]
        told = {"queue": str(store.path), "control": store.control, "counts": counts}
        print(json.dumps(told | {"items": facts}, indent=2))
    else:
        shown = [f"{count} {state}" for state, count in counts.items() if count]
        print(f"{store.path}: {', '.join(shown) or 'empty'}")
        if store.control != "go" and counts["waiting"]:
            print("The queue is paused; `heirloom batch run` goes on.")
        for item in items:
            if item.state == "failed" and item.failure is not None:
                print(f"  {item.source}: {_whole(item.failure)}")
    return FAILED if counts["failed"] else SUCCEEDED


def _whole(failure: Failure) -> str:
    return f"{failure.message} {failure.hint}"


def _pause(store: Store, arguments: argparse.Namespace) -> int:
    store.control = "stop" if arguments.stop else "pause"
    what = "end after" if arguments.stop else "wait after"
    print(f"Running programs {what} the photos that they have begun.")
    return SUCCEEDED


def _retry(store: Store, arguments: argparse.Namespace) -> int:  # noqa: ARG001
    print(f"{store.retry()} wait again. `heirloom batch run` restores them.")
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
