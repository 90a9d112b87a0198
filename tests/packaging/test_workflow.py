"""The scripts that build on other systems are sound and call what is there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

SCRIPTS = ["linux/AppRun", "linux/appimage", "windows/try", "windows/pack", "macos/pack"]


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_are_sound_and_can_be_run(root: Path, script: str) -> None:
    path = root / "packaging" / script
    assert path.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", str(path)], check=True)


def test_the_workflow_builds_on_three_systems_with_what_is_in_the_repository(root: Path) -> None:
    text = (root / ".github" / "workflows" / "bundle.yml").read_text(encoding="utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    assert {"linux", "windows", "macos"} <= jobs.keys()
    for path in re.findall(r"(?:packaging/|requirements-)[\w./-]+", text):
        assert (root / path).exists(), path


@pytest.mark.parametrize("script", ["windows/pack", "macos/pack"])
def test_what_is_not_signed_says_so(root: Path, script: str) -> None:
    text = (root / "packaging" / script).read_text(encoding="utf-8")
    assert "UNSIGNED, as no certificate is given" in text


def test_the_installer_needs_no_administrator_and_opens_projects(root: Path) -> None:
    text = (root / "packaging" / "windows" / "heirloom.nsi").read_text(encoding="utf-8")
    assert "RequestExecutionLevel user" in text
    assert "HKLM" not in text
    assert 'HKCU "${CLASSES}\\.heirloom"' in text


def test_the_flatpak_takes_what_the_build_makes(root: Path) -> None:
    path = root / "packaging" / "linux" / "org.heirloom.Heirloom.yaml"
    manifest = yaml.safe_load(path.read_text(encoding="utf-8"))
    (module,) = manifest["modules"]
    assert (path.parent / module["sources"][0]["path"]).resolve() == root / "build/bundle/AppDir"
    assert "--share=network" not in manifest["finish-args"]
