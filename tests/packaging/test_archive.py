"""Archives and builds are the same when nothing has changed, and what has changed is told."""

from __future__ import annotations

import os
import tarfile
from pathlib import Path

import archive
import compare
import pytest
import sizes
import smoke


@pytest.fixture
def program(tmp_path: Path) -> Path:
    folder = tmp_path / "heirloom"
    (folder / "_internal").mkdir(parents=True)
    (folder / "heirloom").write_bytes(b"program")
    (folder / "heirloom").chmod(0o700)
    (folder / "_internal" / "library.so").write_bytes(bytes(5000))
    (folder / "link.so").symlink_to("_internal/library.so")
    return folder


def test_the_same_files_give_the_same_bytes_whenever_they_were_made(
    program: Path, tmp_path: Path
) -> None:
    archive.pack(program, tmp_path / "one.tar.xz", 1_000_000_000)
    for path in program.rglob("*"):
        os.utime(path, (5, 5), follow_symlinks=False)
    archive.pack(program, tmp_path / "two.tar.xz", 1_000_000_000)
    assert (tmp_path / "one.tar.xz").read_bytes() == (tmp_path / "two.tar.xz").read_bytes()


def test_an_archive_names_nobody_and_keeps_links_and_rights(program: Path, tmp_path: Path) -> None:
    archive.pack(program, tmp_path / "one.tar.xz", 1_000_000_000)
    with tarfile.open(tmp_path / "one.tar.xz") as tar:
        members = {member.name: member for member in tar}
    assert list(members) == sorted(members)
    assert {(one.uid, one.gid, one.uname, one.mtime) for one in members.values()} == {
        (0, 0, "", 1_000_000_000)
    }
    assert members["heirloom/heirloom"].mode == 0o755
    assert members["heirloom/_internal/library.so"].mode == 0o644
    assert members["heirloom/link.so"].linkname == "_internal/library.so"


def test_two_like_builds_are_like(program: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare.main(program, program) == 0
    assert capsys.readouterr().out == "3 files, 0 unlike.\n"


def test_a_changed_and_a_missing_file_are_told(
    program: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "heirloom").write_bytes(b"another")
    (other / "link.so").symlink_to("_internal/library.so")
    assert compare.main(program, other) == 1
    printed = capsys.readouterr().out
    assert "heirloom differs" in printed
    assert "_internal/library.so is in one only" in printed
    assert "link.so" not in printed


def test_a_program_that_is_too_large_is_refused_in_figures() -> None:
    assert sizes.Sizes({"one": 300_000_000}, 95_000_000).excess == []
    assert sizes.Sizes({"one": 299_000_000, "two": 2_000_000}, 96_000_000).excess == [
        "Unpacked is 301.0 MB, more than 300 MB.",
        "The archive is 96.0 MB, more than 95 MB.",
    ]


def test_the_table_goes_between_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(f"before\n{sizes.BEGIN}\nold\n{sizes.END}\nafter\n", encoding="utf-8")
    sizes.write_table(sizes.Sizes({"OpenCV": 75_000_000, "tiny": 1}, 80_000_000), page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"before\n{sizes.BEGIN}\n\n| | MB |")
    assert "| OpenCV | 75.0 |" in text
    assert "old" not in text
    assert text.endswith(f"{sizes.END}\nafter\n")


def test_the_table_in_the_readme_keeps_to_the_budget(root: Path) -> None:
    text = (root / "packaging" / "README.md").read_text(encoding="utf-8")
    table = text.partition(sizes.BEGIN)[2].partition(sizes.END)[0]
    rows = [line.strip("| ").split("|") for line in table.splitlines() if line.startswith("|")][2:]
    measured = {name.strip(): float(value.strip(" *")) for name, value in rows}
    unpacked = measured.pop(f"**unpacked**, at most {sizes.MOST_UNPACKED_MB}")
    packed = measured.pop(f"**`.tar.xz`**, at most {sizes.MOST_PACKED_MB}")
    assert unpacked <= sizes.MOST_UNPACKED_MB
    assert packed <= sizes.MOST_PACKED_MB
    assert sum(measured.values()) == pytest.approx(unpacked, abs=0.05 * len(measured))


def test_unexpected_output_fails_the_smoke_test() -> None:
    smoke._expect("3 added.\n", r"\d added\.\n")
    with pytest.raises(smoke.FailedError, match="warning: what nobody expected"):
        smoke._expect("3 added.\nwarning: what nobody expected\n", r"\d added\.\n")


def test_a_program_that_ends_badly_fails_the_smoke_test(tmp_path: Path) -> None:
    program = tmp_path / "heirloom"
    program.write_text("#!/bin/sh\necho broken; exit 3\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(smoke.FailedError, match=r"ended with 3:\nbroken"):
        smoke.Place(None, tmp_path, program).run("--version")
