"""The repository keeps what it promises about itself."""

from __future__ import annotations

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted(ROOT.glob("requirements*.lock"))
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("resources/**/*.md")])
TOLD = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md")])

# What a name has to look like to be one of ours: examples speak of the user's own files.
ROOTS = r"workstation|ml|resources|tests|benchmarks|packaging|docs|\.ci|\.github"
BELOW = r"core|batch|app|cli|steps|queue|review|preferences|tools|decisions"
FILE = rf"\./\w+|(\.\./)?({ROOTS}|{BELOW})/[\w.*/-]*|[\w*-]+\.(py|md|toml|lock)"
MODULE = r"(workstation|ml|benchmarks|tests)(\.\w+)+$"
# The names of what pages tell how to add.
MADE_UP = r"softener|heirloom_(fr)?\b"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_has_a_version_and_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_what_the_program_needs_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for requirement in project["dependencies"]:
        name = re.split(r"[\[><=;~! ]", requirement)[0].lower()
        assert f"\n{name}==" in f"\n{locked}", name


def test_both_locks_agree() -> None:
    program, everything = (
        set(re.findall(r"^(\S+==\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert program <= everything


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if "://" not in link:
            assert (page.parent / link).exists(), link


def named(page: Path) -> set[str]:
    """Whatever a page writes as code, and looks like a file, a folder or a module of ours."""
    code = re.findall(
        r"```.*?```|`[^`]+`|^    [^\n]+$", page.read_text(encoding="utf-8"), re.S | re.M
    )
    words = {word.rstrip(".") for part in code for word in re.findall(r"[\w.*/-]+", part)}
    ours = {word for word in words if re.fullmatch(FILE, word) or re.match(MODULE, word)}
    return {word for word in ours if not re.search(MADE_UP, word)}


def exists(name: str) -> bool:
    """Whether there is such a file, be it called by the end of its path, or such a module."""
    if re.match(MODULE, name) and not re.fullmatch(FILE, name):
        name = name.replace(".", "/")
        return any((ROOT / found).exists() for found in (name, f"{name}.py"))
    below = name.removeprefix("./").removeprefix("../").rstrip("/")
    return any(path.match(below) for path in files())


@cache
def files() -> tuple[Path, ...]:
    """All files of the repository and their folders, from its root on."""
    found = [path for path in ROOT.iterdir() if re.fullmatch(ROOTS, path.name)]
    found += [path for folder in found for path in folder.rglob("*")]
    return tuple(path.relative_to(ROOT) for path in (*found, *ROOT.glob("*")))


@pytest.mark.parametrize("page", TOLD, ids=lambda page: page.name)
def test_files_and_modules_that_are_named_are_there(page: Path) -> None:
    assert [name for name in sorted(named(page)) if not exists(name)] == []


def test_every_sample_says_whose_it_is() -> None:
    samples = ROOT / "resources" / "samples"
    sources = (samples / "SOURCES.md").read_text(encoding="utf-8")
    for sample in samples.glob("*.jpg"):
        assert f"`{sample.name}`" in sources


@pytest.mark.parametrize("script", ["setup", "check", "lock", ".ci/run"])
def test_scripts_are_sound_and_can_be_run(script: str) -> None:
    path = ROOT / script
    assert path.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", str(path)], check=True)


def test_an_unknown_setup_is_refused_before_anything_is_installed() -> None:
    done = subprocess.run(
        [str(ROOT / "setup"), "tset"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "./setup test" in done.stderr
