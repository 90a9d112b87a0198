"""Fuzz every target for a time, and print executions and findings.

python -m tests.fuzz [TARGET...] [--seconds N]

Needs atheris (`pip install atheris`; Linux and macOS). What is found lies in build/fuzz/TARGET;
what was mended goes to tests/fuzz/corpus, where the normal tests try it.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

_SLOW_S = 5
_MEMORY_MB = 2048


def _fuzz(name: str, arguments: list[str]) -> None:
    """Run one target in this process, which libFuzzer takes over."""
    import atheris

    with atheris.instrument_imports(include=["workstation", "resources", "tests.fuzz.targets"]):
        from tests.fuzz.targets import run

    def one(data: bytes) -> None:
        run(name, data)

    atheris.Setup([sys.argv[0], *arguments], one)
    atheris.Fuzz()


def main() -> int:
    """Fuzz each target in a process of its own; return 1 if anything was found."""
    if sys.argv[1:2] == ["--one"]:
        name = sys.argv.pop(2)
        _fuzz(name, sys.argv[2:])
        return 0
    from tests.fuzz.seeds import seeds
    from tests.fuzz.targets import TARGETS

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", default=list(TARGETS))
    parser.add_argument("--seconds", type=int, default=60)
    known = parser.parse_args()
    executions, found = 0, 0
    for name in known.targets:
        folder = Path("build", "fuzz", name)
        corpus = folder / "corpus"
        corpus.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds(name)):
            (corpus / f"seed-{number}").write_bytes(seed)
        limits = [f"-timeout={_SLOW_S}", f"-rss_limit_mb={_MEMORY_MB}", "-max_len=65536"]
        call = [sys.executable, "-m", "tests.fuzz", "--one", name, str(corpus)]
        call += [f"-max_total_time={known.seconds}", "-print_final_stats=1", *limits]
        ended = subprocess.run(
            [*call, f"-artifact_prefix={folder}/"], capture_output=True, text=True, errors="replace"
        )
        counted = re.search(r"number_of_executed_units: (\d+)", ended.stderr)
        count = int(counted[1]) if counted else 0
        executions += count
        findings = sorted(path.name for path in folder.iterdir() if path.is_file())
        found += bool(findings) or ended.returncode != 0
        print(f"{name:10} {count:10,} executions, {len(findings)} findings", *findings, flush=True)
        if ended.returncode:
            print(*ended.stderr.splitlines()[-25:], sep="\n", flush=True)
    print(f"{'all':10} {executions:10,} executions, {found} targets with findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
