"""The workers of a Dask cluster in place of our own processes.

They must see photos, results and Heirloom itself as we do: a shared folder under one path.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import import_module

from resources.text import Text
from workstation.batch.machine import Share
from workstation.core.errors import HeirloomError

_CONNECT_S = 10


def _how_to_install() -> Text:
    if getattr(sys, "frozen", False):  # nothing can be added to the bundle
        return Text(
            "This installed program works on one computer. For a cluster, install Heirloom with"
            " Python on each: pip install 'heirloom[cluster]'."
        )
    return Text("Install it with: pip install 'heirloom[cluster]'.")


@contextmanager
def connected(address: str) -> Iterator[tuple[Executor, Share]]:
    """Connect to a scheduler; give what runs functions there, and how many at a time.

    Raises
    ------
    HeirloomError
        If `distributed` is not installed, nobody answers, or the cluster has no workers.
    """
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise HeirloomError(
            "The part of Heirloom that uses clusters is not installed.", _how_to_install()
        ) from error
    try:
        client = distributed.Client(address, timeout=_CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise HeirloomError(
            "No Dask scheduler answers at {address}.",
            "Start one with `dask scheduler`, and give the address that it prints.",
            address=address,
        ) from error
    try:
        workers = client.scheduler_info(n_workers=-1)["workers"].values()
        slots = sum(worker["nthreads"] for worker in workers)
        if slots == 0:
            raise HeirloomError(
                "The cluster at {address} has no workers.",
                "Start some with `dask worker {address} --nthreads 1`.",
                address=address,
            )
        # A killed worker is no reason to try twice behind our back: the queue counts attempts.
        with client.get_executor(pure=False, retries=0) as executor:
            yield executor, Share(slots, 1, 128 << 20)
    finally:
        client.close()
