"""What the command line leaves open comes from the settings."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from workstation.batch import naming
from workstation.core.errors import HeirloomError
from workstation.core.io.formats import EXPORTED
from workstation.core.settings import Settings, default_path

_OPTIONS: Final = {
    "device": "device",
    "threads": "threads",
    "memory_mb": "memory_mb",
    "recipe": "recipe",
    "quality": "export_quality",
    "subsampling": "export_subsampling",
    "compression": "export_compression",
    "metadata": "export_metadata",
    "mark": "export_mark",
    "name": "export_name",
    "workers": "queue_workers",
    "timeout": "queue_timeout_s",
}
"""Options, given or not to be given, and the settings that stand in for them."""


def with_settings(arguments: argparse.Namespace) -> argparse.Namespace:
    """The arguments with settings in the place of what was not given.

    What in the settings is not understood is told, and the usual value holds.
    """
    settings = Settings(default_path())
    for problem in settings.problems:
        print(f"{problem.message}\n{problem.hint}", file=sys.stderr)
    chosen = settings.chosen
    full = argparse.Namespace(**vars(arguments))
    for option, name in _OPTIONS.items():
        if getattr(full, option, None) is None:
            setattr(full, option, getattr(chosen, name))
    full.recipe = full.recipe or None  # nothing named is nothing wished
    if getattr(full, "template", None) is None:
        full.template = naming.below_folder(full.name)
    output = getattr(full, "output", None)
    if output is None and chosen.export_folder:
        full.output = f"{Path(chosen.export_folder).expanduser()}/"  # which says: a folder
    # A name that was given says its format itself.
    names_a_file = output is not None and Path(output).suffix != "" and not Path(output).is_dir()
    if hasattr(full, "format") and full.format is None and not names_a_file:
        full.format = None if chosen.export_format == "same" else chosen.export_format
    if hasattr(full, "bits") and full.bits is None and full.format is not None:
        full.bits = chosen.export_bits if chosen.export_bits in EXPORTED[full.format].bits else None
    return full


def output_folder(arguments: argparse.Namespace) -> Path:
    """The folder for results, which a batch cannot do without.

    Raises
    ------
    HeirloomError
        If neither the command line nor the settings name one.
    """
    if arguments.output is None:
        raise HeirloomError(
            "It is not said where the results go.",
            "Give a folder after -o, or choose one with `heirloom settings set export_folder`.",
        )
    return Path(arguments.output)
