"""A survey over photos, its pages and its tables, on a handful of photos."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
from PIL import Image

import resources
from ml.evaluate import (
    command,
    compare,
    contestants,
    imagenet_classifier,
    pictures,
    publish,
    report,
    survey,
)
from ml.evaluate.contestants import Contestant, find
from ml.evaluate.measures import MEASURES
from ml.evaluate.summary import summarise
from ml.evaluate.survey import TRUTH, Work
from ml.inference.errors import ModelError
from ml.models import imagenet

pytest.importorskip("skimage.data", reason="scikit-image's pictures are the photos here")

PHOTOS = 6


class Glance:
    """In place of the judge: sees mean and spread of the colours, and what is most."""

    def __init__(self, _folder):
        pass

    def classify(self, photo):
        features = np.concatenate([photo.mean(axis=(0, 1)), photo.std(axis=(0, 1))])
        return imagenet_classifier.Classification(
            features.astype(np.float32), int(photo.mean(axis=(0, 1)).argmax())
        )


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Six photos of unlike sizes, a place for results, and a judge that needs no weights."""
    rng = np.random.default_rng(0)
    photos = tmp_path / "photos"
    photos.mkdir()
    for number in range(PHOTOS):
        small = rng.uniform(0, 255, (6, 5 + number, 3)).astype(np.uint8)
        size = (300 + 10 * number, 200) if number % 2 else (256, 256)
        Image.fromarray(small).resize(size, Image.Resampling.BICUBIC).save(photos / f"{number}.png")
    monkeypatch.setattr(imagenet_classifier, "ImagenetClassifier", Glance)
    monkeypatch.setattr(imagenet_classifier, "prepare", lambda _folder: None)
    survey._classifier.cache_clear()
    return tmp_path


def work(folder, word, limit=None):
    return Work(word, (str(folder / "photos"),), limit, folder / "out")


def test_a_survey_has_a_figure_of_every_photo(folder):
    found = survey.survey(work(folder, "grey"), processes=1)
    assert found.name == "grey"
    assert len(found) == PHOTOS
    assert found.features.shape == (PHOTOS, 6)
    assert {len(values) for values in found.figures.values()} == {PHOTOS}
    assert np.isfinite(found.figures["psnr_db"]).all()


def test_every_photo_comes_once_and_is_256_px_square(folder):
    shown = list(survey.photos(work(folder, "grey")))
    assert {photo.rgb.shape for photo in shown} == {(256, 256, 3)}
    assert len({photo.rgb.tobytes() for photo in shown}) == PHOTOS


def test_a_limit_takes_the_first_of_the_same_order(folder):
    few = survey.survey(work(folder, "grey", limit=3), processes=1)
    every = survey.survey(work(folder, "grey"), processes=1)
    assert np.array_equal(few.figures["psnr_db"], every.figures["psnr_db"][:3])


def test_what_was_measured_is_not_measured_again(folder, monkeypatch):
    first = survey.survey(work(folder, "grey"), processes=1)
    monkeypatch.setattr(survey, "_measure_chunk", pytest.fail)
    again = survey.survey(work(folder, "grey"), processes=1)
    assert np.array_equal(first.figures["ssim"], again.figures["ssim"])


def test_an_interrupted_survey_goes_on_where_it_stopped(folder, monkeypatch):
    monkeypatch.setattr(survey, "CHUNK", 2)
    whole = survey.survey(work(folder, "grey"), processes=1)
    lost = sorted((folder / "out").rglob("*.npz"))[1]
    lost.unlink()
    measured = []
    real = survey._measure_chunk
    monkeypatch.setattr(survey, "_measure_chunk", lambda part: (measured.append(part), real(part)))
    again = survey.survey(work(folder, "grey"), processes=1)
    assert [part[1:] for part in measured] == [(2, 4)]
    assert np.array_equal(whole.figures["psnr_db"], again.figures["psnr_db"])


def test_another_network_of_the_same_name_is_measured_anew(folder, monkeypatch):
    def planted(fingerprint, value):
        def colour(lightness, _hints):
            return np.full((*lightness.shape, 2), value, np.float32)

        return Contestant("planted", colour, 1, 1, lambda: 1.0, fingerprint)

    found = []
    for fingerprint, value in (("first", 10), ("second", 30)):
        survey._contestant.cache_clear()
        made = planted(fingerprint, value)
        monkeypatch.setattr(survey, "find", lambda _word, made=made: made)
        found.append(survey.survey(work(folder, "planted"), processes=1))
    survey._contestant.cache_clear()
    one, other = (survey.figures["colourfulness"].mean() for survey in found)
    assert one < other


def test_several_processes_find_what_one_finds(folder, monkeypatch):
    pytest.importorskip(imagenet.PACKAGE, reason="the ImageNet weights are not installed")
    pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
    here = survey.survey(work(folder, "grey", limit=2), processes=1)
    monkeypatch.undo()  # the others have the true judge
    shutil.rmtree(folder / "out")
    there = survey.survey(work(folder, "grey", limit=2), processes=2)
    assert np.array_equal(here.figures["psnr_db"], there.figures["psnr_db"])
    assert there.features.shape == (2, 352)
    assert set(there.labels) <= set(range(1000))


def test_the_truth_is_the_best_that_can_be(folder):
    truth = survey.survey(work(folder, TRUTH), processes=1)
    best = summarise(truth, truth)
    grey = summarise(survey.survey(work(folder, "grey"), processes=1), truth)
    assert best["frechet"].value == pytest.approx(0, abs=1e-6)
    assert best["top1"].value == 1
    assert best["delta_cf"].value == 0
    assert grey["frechet"].value > best["frechet"].value
    assert grey["delta_cf"].value == pytest.approx(truth.figures["colourfulness"].mean(), abs=0.1)
    assert list(best) == list(MEASURES)


def test_groups_count_by_the_area_they_take(folder):
    truth = survey.survey(work(folder, TRUTH), processes=1)
    grey = survey.survey(work(folder, "grey"), processes=1)
    nowhere = np.full(PHOTOS, np.nan)
    grey.figures["delta_e_sky"] = np.array([10, 20, *nowhere[2:]])
    truth.figures["share_sky"] = np.array([0.3, 0.1, 0.9, 0, 0, 0])
    assert summarise(grey, truth)["delta_e_sky"].value == pytest.approx((3 + 2) / 0.4)


def test_figures_of_unlike_photos_are_not_compared(folder):
    truth = survey.survey(work(folder, TRUTH), processes=1)
    with pytest.raises(ValueError, match="6 others"):
        summarise(survey.survey(work(folder, "grey", limit=2), processes=1), truth)


def test_a_page_needs_no_other_file_and_shows_best_and_worst(folder):
    done = command.main(
        ["grey", "--photos", str(folder / "photos"), "--processes", "1", "--out", str(folder)]
    )
    page = (folder / "grey.html").read_text(encoding="utf-8")
    assert done == 0
    assert page.count("data:image/jpeg;base64,") == 2 * (PHOTOS // 2)
    assert page.count("data:image/png;base64,") > 5
    assert 'src="http' not in page
    assert "href=" not in page
    assert page.index("The 3 worst") < page.index("The 3 best")


def test_the_worst_photo_comes_first(folder):
    measured = survey.survey(work(folder, "grey"), processes=1)
    truth = survey.survey(work(folder, TRUTH), processes=1)
    path = folder / "page.html"
    report.write(path, work(folder, "grey"), measured, summarise(measured, truth))
    worst = int(np.argmax(measured.figures["ab_error"]))
    page = path.read_text(encoding="utf-8")
    assert page.index(f"photo {worst}:") < page.index("The 3 best")


def test_the_table_has_a_column_for_everybody(folder, capsys):
    photos = ["--photos", str(folder / "photos"), "--limit", "2", "--processes", "1"]
    command.main(["grey", "shipped", "--no-report", "--out", str(folder), *photos])
    printed = capsys.readouterr().out
    assert "|  | grey | shipped |" in printed
    assert "Fréchet" not in printed  # of two photos there is none
    row = next(
        line for line in printed.splitlines() if line.startswith("| a\\*b\\* error, 10 dots")
    )
    assert row.split("|")[2].strip() == "–"
    assert "[" in row.split("|")[3]


@pytest.mark.parametrize(
    "word", ["sorcerer", "absent.tflite", "runs/absent", "no.such:thing", "ml.evaluate:nothing"]
)
def test_what_is_not_there_is_an_error_of_two_sentences(folder, word):
    with pytest.raises(ModelError) as caught:
        survey.survey(work(folder, word), processes=1)
    assert caught.value.message.endswith(".")
    assert caught.value.hint.endswith(".")


@pytest.mark.parametrize("option", ["--limit=0", "--processes=-1", "--limit=few"])
def test_numbers_that_mean_nothing_are_refused(option, capsys):
    with pytest.raises(SystemExit) as caught:
        command.main(["grey", option])
    assert caught.value.code == 2
    assert option.split("=")[0] in capsys.readouterr().err


def test_a_function_of_a_module_may_be_named():
    assert find("ml.evaluate.contestants:_grey").name == "grey"


def test_the_folder_of_a_run_is_left_to_the_baselines(tmp_path, monkeypatch):
    from ml.models import baselines

    monkeypatch.setattr(baselines, "contestant", lambda _run: contestants._grey())
    assert find(str(tmp_path)).name == "grey"


# --- compare


@pytest.fixture
def comparison(folder, monkeypatch):
    """The command with a page and a card of its own, and without the network in float32."""
    monkeypatch.setattr(compare, "FLOAT32", folder / "absent.tflite")
    page = f"Before.\n{publish.BEGIN}\nold\n{publish.END}\nAfter.\n"
    (folder / publish.PAGE_NAME).write_text(page, encoding="utf-8")
    card = shutil.copy(resources.find("models", "colorizer.card.json"), folder)
    options = {"docs": folder, "card": card, "runs": folder / "runs", "out": folder}
    places = [f"--{name}={value}" for name, value in options.items()]
    photos = [f"--photos={folder / 'photos'}", "--processes=1"]
    return lambda *more: compare.main([*places, *photos, *more])


def test_a_comparison_tells_which_runs_are_missing_and_goes_on(comparison, folder, capsys):
    assert comparison() == 0
    told = capsys.readouterr().err
    assert "Missing: float32" in told
    page = (folder / publish.PAGE_NAME).read_text(encoding="utf-8")
    assert page.startswith("Before.\n")
    assert page.endswith("\nAfter.\n")
    assert "old" not in page.split(publish.BEGIN)[1].split(publish.END)[0].splitlines()
    assert "| grey |" in page
    assert "| shipped |" in page
    for name in compare.baselines():
        assert f"Missing: {name}" in told
        assert f"Not in the table: {name}" in page


def test_the_page_names_no_folder_of_this_computer(comparison, folder, capsys):
    assert comparison("--with", str(folder / "absent.tflite"), f"{folder.name}:sorcerer") == 0
    page = (folder / publish.PAGE_NAME).read_text(encoding="utf-8")
    assert str(folder) not in page
    assert "Not in the table: dense-32, no run in runs/dense-32." in page
    assert "Not in the table: absent.tflite, nothing to evaluate was found" in page
    assert f"Not in the table: {folder.name}:sorcerer" in page
    assert "absent.tflite is not there" in capsys.readouterr().err


def test_a_comparison_writes_the_card_and_the_sheet(comparison, folder):
    before = json.loads((folder / "colorizer.card.json").read_text(encoding="utf-8"))
    comparison()
    card = json.loads((folder / "colorizer.card.json").read_text(encoding="utf-8"))
    found = card.pop("evaluation")
    before.pop("evaluation", None)
    assert card == before
    assert found["photos"] == PHOTOS
    assert found["sha256"] == card["sha256"]
    assert all(low <= value <= high for value, low, high in found["figures"].values())
    with Image.open(folder / pictures.FOLDER / pictures.SHEET) as sheet:
        assert sheet.height == 3 * 164  # grey, shipped and the true colours


def test_curves_of_a_run_are_shown(comparison, folder, monkeypatch):
    run = folder / "runs" / "dense-32"
    run.mkdir(parents=True)
    (run / "weights.npz").touch()
    Image.new("RGB", (1400, 700), "white").save(run / "curves.png")
    planted = Contestant(
        "dense-32",
        lambda lightness, _: np.full((*lightness.shape, 2), 5, np.float32),
        *(3072, 12288, lambda: 2.0, "planted"),
    )
    monkeypatch.setattr("ml.models.baselines.contestant", lambda _run: planted)
    monkeypatch.setattr(compare, "baselines", lambda: ["dense-32"])
    assert comparison() == 0
    page = (folder / publish.PAGE_NAME).read_text(encoding="utf-8")
    assert "| dense-32 |" in page
    assert "| 3,072 | 0.01 | 2 |" in page
    with Image.open(folder / pictures.FOLDER / "dense-32.webp") as curves:
        assert max(curves.size) == pictures.CURVES_PX


def test_a_trial_writes_nothing(comparison, folder):
    before = (folder / publish.PAGE_NAME).read_bytes()
    comparison("--print", "--limit=2")
    assert (folder / publish.PAGE_NAME).read_bytes() == before
    assert not (folder / pictures.FOLDER).exists()


def test_a_page_without_marks_is_an_error_of_two_sentences(tmp_path):
    (tmp_path / "page.md").write_text("Nothing.", encoding="utf-8")
    with pytest.raises(ModelError, match="no place"):
        publish.write_page(tmp_path / "page.md", "text")
