"""The same photos through our own worker processes and through a Dask cluster: equal files or not.

    python -m benchmarks.cluster [--photos 100]

Half of them belong to a set. It needs the extra `cluster`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import warnings
from pathlib import Path

from tests.batch.photos import TWO, batch, put
from workstation.batch import intake
from workstation.batch.cluster import connected
from workstation.batch.runner import Runner
from workstation.batch.store import Store
from workstation.core import presets


def filled(folder: Path, name: str, photos: list[Path]) -> Store:
    """A queue with all photos, half of them a set."""
    store = Store(folder / f"{name}.sqlite")
    recipe = presets.AUTOMATIC
    intake.add(store, photos[::2], batch(folder / name, recipe))
    intake.add(store, photos[1::2], batch(folder / name, recipe, set_name="set"))
    return store


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--photos", type=int, default=100)
    count = arguments.parse_args().photos
    try:
        import distributed
    except ImportError:
        print("Skipped: the extra “cluster” is not installed.", file=sys.stderr)
        return 0
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as name:
        folder, seconds = Path(name), {}
        photos = [put(folder / "box" / f"{i:03}.png", 150 + i) for i in range(count)]
        with (
            filled(folder, "cluster", photos) as store,
            distributed.LocalCluster(
                n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
            ) as cluster,
            connected(cluster.scheduler_address) as (executor, share),
        ):
            seconds["cluster"] = _run(Runner(store, executor, share))
        with filled(folder, "pool", photos) as store:
            seconds["pool"] = _run(Runner(store, share=TWO))
        made = sorted((folder / "cluster").iterdir())
        equal = sum(
            path.read_bytes() == (folder / "pool" / path.name).read_bytes() for path in made
        )
    times = ", ".join(f"{what} {spent:.0f} s" for what, spent in seconds.items())
    print(f"{len(made)} of {count} photos made, {equal} files equal; {times}")
    return int(equal != count)


def _run(runner: Runner) -> float:
    started = time.monotonic()
    summary = runner.run()
    assert summary.failed == 0, summary
    return time.monotonic() - started


if __name__ == "__main__":
    sys.exit(main())
