"""`heirloom presets`: which there are, and keeping another one."""

from __future__ import annotations

import argparse
import json
import sys

from workstation.batch.failures import explained
from workstation.cli.exit_codes import MISUSED, SUCCEEDED
from workstation.cli.restore import recipe_of
from workstation.core import presets
from workstation.core.errors import HeirloomError


def run(arguments: argparse.Namespace) -> int:
    """List the presets, or save one; return the exit code."""
    try:
        if arguments.save is not None:
            if arguments.kind is not None:
                raise HeirloomError(
                    "A preset is for any photo, so it cannot say what the photos are.",
                    "Give --kind when photos are restored.",
                )
            recipe = recipe_of(arguments)
            print(presets.save(arguments.save, recipe, overwrite=arguments.overwrite))
        elif arguments.json:
            found = {name: json.loads(presets.find(name).to_json()) for name in presets.names()}
            print(json.dumps({"folder": str(presets.folder()), "presets": found}, indent=2))
        else:
            print(*presets.names(), sep="\n")
    except Exception as error:
        reason = explained(error)
        print(f"heirloom presets: {reason.message}\n{reason.hint}", file=sys.stderr)
        return MISUSED
    return SUCCEEDED
