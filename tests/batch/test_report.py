"""What the reports tell."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

from resources.text import Text
from tests.batch.conftest import MADE, request_for, worker
from tests.batch.photos import put
from workstation.batch import report
from workstation.batch.items import IN_DOUBT, Failure
from workstation.batch.store import Store
from workstation.core.diagnose.judge import MAYBE_COLOUR


def test_what_failed_comes_first_and_everything_is_told(store: Store, tmp_path: Path) -> None:
    good = put(tmp_path / "=cmd <b>&.png")
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no photo")
    outputs = iter([put(tmp_path / "out.png"), tmp_path / "none.png", tmp_path / "later.png"])
    names = [
        request_for(source=good),
        request_for(source=bad),
        request_for("later.png", recipe="damaged"),
    ]
    store.add(names, lambda *_: next(outputs))
    claim = store.claim(worker("one"), 60)
    assert claim is not None
    store.finish(claim, MADE)
    claim = store.claim(worker("one"), 60)
    assert claim is not None
    store.fail(claim, Failure(Text("It is <no> photo."), Text("Scan it again.")))

    page, table, data = report.write(store, tmp_path / "report")
    text = page.read_text(encoding="utf-8")
    assert text.index("Failed (1)") < text.index("Waiting (1)") < text.index("Done (1)")
    assert "It is &lt;no&gt; photo." in text
    assert "<b>&" not in text
    assert len(re.findall(r'<img src="data:image/jpeg;base64,[A-Za-z0-9+/=]{500,}"', text)) == 2
    assert "http" not in text

    found = json.loads(data.read_text(encoding="utf-8"))["items"]
    assert [fact["state"] for fact in found] == ["done", "failed", "waiting"]
    assert found[0]["source_sha256"] == MADE.source_hash
    assert found[0]["model"] == MADE.model
    assert found[0]["warnings"] == ["A note."]
    assert found[1]["message"] == "It is <no> photo."
    assert found[2]["recipe"] == "damaged"

    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    assert [row["output_sha256"] for row in rows] == [MADE.output_hash, "", ""]
    assert report._inert("=1+1") == "'=1+1"
    report.write(store, tmp_path / "report")  # again, over the earlier one
    assert len(list((tmp_path / "report").iterdir())) == 3


def test_results_made_in_doubt_are_marked_for_looking_through(store: Store, tmp_path: Path) -> None:
    store.add([request_for()], lambda *_: tmp_path / "out.png")
    claim = store.claim(worker("one"), 60)
    assert claim is not None
    doubt = Text(IN_DOUBT, doubt=MAYBE_COLOUR)
    store.finish(claim, replace(MADE, warnings=(doubt, *MADE.warnings)))
    page, _, data = report.write(store, tmp_path / "report")
    told = "Look this one through. It may also be a photo in colour that has faded."
    assert f"<p class=reason>{told}</p>" in page.read_text(encoding="utf-8")
    (found,) = json.loads(data.read_text(encoding="utf-8"))["items"]
    assert found["in_doubt"]
    assert not MADE.in_doubt


def test_an_empty_queue_has_a_report_too(store: Store, tmp_path: Path) -> None:
    page, table, data = report.write(store, tmp_path)
    assert "0 photos" in page.read_text(encoding="utf-8")
    assert table.exists()
    assert json.loads(data.read_text(encoding="utf-8"))["items"] == []
