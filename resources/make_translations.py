"""Brings the translations up to date with the program's texts.

    python resources/make_translations.py           update every language, and say what is missing
    python resources/make_translations.py --check   change nothing; fail if anything would change
    python resources/make_translations.py fr        begin French

For each language there is one file for translators, `translations/heirloom_LANGUAGE.ts`, which Qt
Linguist and any editor open, and what the window loads, `heirloom_LANGUAGE.qm`. The window's own
texts are found by Qt's lupdate, the engine's (`resources/text.py`) in the syntax tree.
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as Xml

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from resources.text import PLACE  # noqa: E402

HERE: Final = Path(__file__).resolve().parent
TRANSLATIONS: Final = HERE / "translations"

SPEAKING: Final = ("workstation/core", "workstation/batch", "workstation/app", "ml/inference")
"""Where sentences are made that the window shows (`resources.text.Text`)."""

_ERRORS: Final = ("HeirloomError", "ModelError", "DeviceError")
"""They make a `Text` of each literal that they are given."""

_OF_NAMES: Final = {"stem", "page", "date", "folder", "ext", "n"}
"""What stands in braces in sentences about names of files, and is no value."""

_RECEIVERS: Final = {
    "session": "Session",
}
"""What objects are called whose `tr` is used from outside their class: lupdate takes these names
for the classes that they are."""


# What is to be translated


def templates() -> dict[str, bool]:
    """The template of every `Text` and error, and whether something is counted in it.

    Raises
    ------
    SystemExit
        If one is no literal, or if its values are not those that have a place in it.
    """
    found, wrong = dict[str, bool](), list[str]()
    for path in (path for one in SPEAKING for path in sorted((ROOT / one).rglob("*.py"))):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""
            if not isinstance(call, ast.Call) or name not in ("Text", *_ERRORS):
                continue
            texts = [str(one.value) for one in call.args if isinstance(one, ast.Constant)]
            values = {keyword.arg for keyword in call.keywords}
            known = set[str | None](place[1] for text in texts for place in PLACE.finditer(text))
            finished = ast.JoinedStr if name in _ERRORS else ast.expr
            others = (one for one in call.args if not isinstance(one, ast.Constant))
            matching = values <= known <= values | _OF_NAMES
            if not matching or any(isinstance(one, finished) for one in others):
                wrong.append(f"{path.relative_to(ROOT)}:{call.lineno}")
            found |= dict.fromkeys(texts, "count" in values)
    if wrong:
        raise SystemExit(f"Give texts literals, and a value for each place: {', '.join(wrong)}")
    return found


# From the program to files for translators


def languages() -> list[str]:
    """The codes of all languages that there is a file for."""
    return sorted(path.stem.partition("_")[2] for path in TRANSLATIONS.glob("heirloom_*.ts"))


def collected(language: str) -> Xml.ElementTree[Xml.Element]:
    """All texts of today, none of them translated yet."""
    with tempfile.TemporaryDirectory() as folder:
        more = Path(folder) / "core.py"
        more.write_text(
            "".join(
                f"translate('Engine', {text!r}{', None, 0' if counts else ''})\n"
                for text, counts in sorted(templates().items())
            ),
            encoding="utf-8",
        )
        made = Path(folder) / f"heirloom_{language}.ts"
        app = sorted((ROOT / "workstation" / "app").rglob("*.py"))
        _qt(
            "lupdate",
            *("-locations", "none", "-no-ui-lines", "-source-language", "en"),
            *("-target-language", language),
            *map(str, [*app, more]),
            *("-ts", str(made)),
        )
        return Xml.parse(made)


def merged(fresh: Xml.ElementTree[Xml.Element], path: Path) -> Xml.ElementTree[Xml.Element]:
    """Today's texts with the translations that there are already."""
    known, anywhere = dict[tuple[str, str], Xml.Element](), dict[str, Xml.Element]()
    if path.exists():
        for context, source, translation in messages(Xml.parse(path)):
            if translation.get("type") != "unfinished":
                known[context, source] = translation
                anywhere.setdefault(source, translation)
    contexts: dict[str, Xml.Element] = {}
    root = fresh.getroot()
    for part in root.findall("context"):
        name = part.find("name")
        assert name is not None
        name.text = _RECEIVERS.get(name.text or "", name.text)
        into = contexts.setdefault(name.text or "", part)
        if into is not part:
            root.remove(part)
            there = {message.findtext("source") for message in into.findall("message")}
            into.extend(m for m in part.findall("message") if m.findtext("source") not in there)
    for context, source, translation in messages(fresh):
        before = known.get((context, source), anywhere.get(source))
        if before is not None and len(before) == len(translation):
            translation.text, translation[:] = before.text, before
            translation.attrib.pop("type", None)
    return fresh


def messages(tree: Xml.ElementTree[Xml.Element]) -> Iterator[tuple[str, str, Xml.Element]]:
    """Context, source and translation of each text."""
    for context in tree.getroot().findall("context"):
        for message in context.findall("message"):
            translation = message.find("translation")
            assert translation is not None
            yield context.findtext("name", ""), message.findtext("source", ""), translation


def forms(translation: Xml.Element) -> list[Xml.Element]:
    """The forms for one, two, many; or the one form where nothing is counted."""
    return translation.findall("numerusform") or [translation]


def values(text: str) -> list[str]:
    """What a translation must keep."""
    return sorted(re.findall(r"\{[^{}\s]*\}|%n", text))


def written(tree: Xml.ElementTree[Xml.Element]) -> str:
    """The file for translators, as Qt Linguist writes it."""
    Xml.indent(tree, " " * 4)
    body = Xml.tostring(tree.getroot(), encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n'


def released(source: str) -> bytes:
    """What the window loads."""
    with tempfile.TemporaryDirectory() as folder:
        ts, qm = Path(folder) / "heirloom.ts", Path(folder) / "heirloom.qm"
        ts.write_text(source, encoding="utf-8")
        _qt("lrelease", "-silent", str(ts), "-qm", str(qm))
        return qm.read_bytes()


def _qt(tool: str, *arguments: str) -> None:
    """Run one of Qt's tools, which come with PySide6."""
    import PySide6

    folder = Path(PySide6.__file__).parent
    name = f"{tool}.exe" if sys.platform == "win32" else tool
    done = subprocess.run(
        [str(folder / name), *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{tool} failed:\n{done.stdout}{done.stderr}")


def files(*new: str) -> dict[Path, bytes]:
    """All that follows from the program's texts and the translations that there are."""
    made = {}
    for language in {*languages(), *new}:
        path = TRANSLATIONS / f"heirloom_{language}.ts"
        source = written(merged(collected(language), path))
        made[path] = source.encode()
        made[path.with_suffix(".qm")] = released(source)
    return made


def main() -> int:
    """Update or check; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("new", nargs="*", metavar="LANGUAGE", help="begin it: fr, pt_BR, ...")
    parser.add_argument("--check", action="store_true", help="change nothing")
    given = parser.parse_args()
    code = 0
    for path, content in files(*given.new).items():
        if path.exists() and path.read_bytes() == content:
            continue
        if given.check:
            code = 1
            print(f"{path.name} is not up to date.")
        else:
            path.write_bytes(content)
            print(f"{path.name} written.")
    for language in languages():
        path = TRANSLATIONS / f"heirloom_{language}.ts"
        for context, source, translation in messages(Xml.parse(path)):
            if translation.get("type") == "unfinished":
                code = 1
                print(f"{language}: {context}: {source}")
            elif any(values(source) != values(form.text or "") for form in forms(translation)):
                code = 1
                print(f"{language}: {context}: other values than in: {source}")
    return code


if __name__ == "__main__":
    sys.exit(main())
