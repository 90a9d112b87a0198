"""Brings the translations up to date with the program's texts.

    python resources/make_translations.py           update every language, and say what is missing
    python resources/make_translations.py --check   change nothing; fail if anything would change

For each language there is one file for translators, `translations/heirloom_LANGUAGE.ts`, which Qt
Linguist and any editor open, and what the window loads, `heirloom_LANGUAGE.qm`. The window's own
texts are found by Qt's lupdate. The engine speaks English only, in whole sentences; the window
looks these up when it shows them (`workstation/app/language.py`), by the list in `sentences.json`.
"""

from __future__ import annotations

import argparse
import ast
import json
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
SENTENCES: Final = TRANSLATIONS / "sentences.json"
LANGUAGES: Final = ("de",)

SPEAKING: Final = ("workstation/core", "workstation/batch", "workstation/app", "ml/inference")
"""Where sentences are made that the window shows (`resources.text.Text`)."""

ENGINE: Final = ("workstation/core", "workstation/batch", "ml/inference")
"""Where sentences for people are made that know no translation."""

_INTERNAL: Final = frozenset(
    ("ValueError", "TypeError", "RuntimeError", "BrokenProcessPool", "TagsError", "XmpError")
)
"""Errors whose words nobody sees in the window."""

_OF_NAMES: Final = {"stem", "page", "date", "folder", "ext"}
"""What stands in braces in sentences about names of files, and is no value."""

_MORE: Final = {
    "{0}, {1} thread": 2,
    "{0}, {1} threads": 2,
    "top": 0,
    "right": 0,
    "bottom": 0,
    "left": 0,
}
"""Words of the engine that no rule finds: a device's name, a photo's edges."""

_FRAGMENTS: Final = frozenset(("unsupported", "_refused"))
"""Functions that make a sentence from a part of one, which they are given."""

_SQL: Final = frozenset(("SELECT", "UPDATE", "INSERT", "DELETE", "CREATE", "state", "id"))

_RECEIVERS: Final = {
    "box": "Toolbox",
    "self._box": "Toolbox",
    "session": "Session",
    "window": "Window",
    "self._window": "Window",
    "w": "Window",
}
"""What objects are called whose `tr` is used from outside their class: lupdate takes these names
for the classes that they are."""


# What is to be translated


def template(node: ast.expr) -> str | None:
    """A text, or one with {0}, {1} in the place of values; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return None
    parts, count = [], 0
    for value in node.values:
        if isinstance(value, ast.Constant):
            parts.append(str(value.value))
        else:
            parts.append(f"{{{count}}}")
            count += 1
    return "".join(parts)


def templates() -> dict[str, bool]:
    """The template of every `Text`, and whether something is counted in it.

    Raises
    ------
    SystemExit
        If one is no literal, or if its values are not those that have a place in it.
    """
    found, wrong = dict[str, bool](), list[str]()
    for path in (path for one in SPEAKING for path in sorted((ROOT / one).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node) == "Text":
                values = {keyword.arg for keyword in node.keywords}
                match node.args:
                    case [ast.Constant(str(text))] if values <= places(text) <= values | _OF_NAMES:
                        found[text] = "count" in values
                    case _:
                        wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    if wrong:
        raise SystemExit(f"Give Text a literal and a value for each place: {', '.join(wrong)}")
    return found


def places(text: str) -> set[str | None]:
    """The names of the values in a template."""
    return {place[1] for place in PLACE.finditer(text)}


def sentences() -> list[dict[str, object]]:
    """Every sentence of the engine for people, with the number of values in it."""
    found = dict(_MORE)
    for folder in ENGINE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for text, values in _sentences_of(ast.parse(path.read_text(encoding="utf-8"))):
                found.setdefault(text, values)
    return [{"text": text, "values": values} for text, values in sorted(found.items())]


def _sentences_of(tree: ast.Module) -> Iterator[tuple[str, int]]:
    skipped, fragments = set[ast.AST](), set[ast.AST]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(node.value)  # a docstring
        elif isinstance(node, ast.JoinedStr):
            skipped.update(part for part in ast.walk(node) if part is not node)
        elif (isinstance(node, ast.Raise) and _name(node.exc) in _INTERNAL) or (
            isinstance(node, ast.Call) and _name(node) == "Text"
        ):
            skipped.update(ast.walk(node))
        elif isinstance(node, ast.Call) and _name(node) in _FRAGMENTS:
            fragments.update(node.args)
    for node in ast.walk(tree):
        text = template(node) if isinstance(node, ast.expr) and node not in skipped else None
        if text and (node in fragments or _is_sentence(text)):
            values = node.values if isinstance(node, ast.JoinedStr) else []
            yield text.strip(), sum(not isinstance(value, ast.Constant) for value in values)


def _name(node: ast.AST | None) -> str:
    called = node.func if isinstance(node, ast.Call) else node
    return getattr(called, "id", "") or getattr(called, "attr", "")


def _is_sentence(text: str) -> bool:
    words = [word for word in text.split() if word.strip(".,:;“”?()").isalpha()]
    return text.rstrip().endswith((".", "?")) and len(words) >= 2 and words[0] not in _SQL


def words_of_settings() -> list[str]:
    """The words of the table of settings that are no sentences, in their order."""
    from workstation.core.settings import NAMES, about

    found: dict[str, None] = {}
    for name in NAMES:
        known = about(name)
        for text in (known.title, known.explanation, *known.values.values(), known.nothing):
            if text:
                found[text] = None
    return list(found)


# From the program to files for translators


def collected(language: str) -> Xml.ElementTree[Xml.Element]:
    """All texts of today, none of them translated yet."""
    with tempfile.TemporaryDirectory() as folder:
        more = Path(folder) / "core.py"
        lines = [("Core", str(entry["text"]), "") for entry in sentences()]
        lines += [("Settings", text, "") for text in words_of_settings()]
        lines += [
            ("Engine", text, ", None, 0" if counts else "")
            for text, counts in sorted(templates().items())
        ]
        more.write_text(
            "".join(
                f"translate({json.dumps(context)}, {json.dumps(text, ensure_ascii=False)}{count})\n"
                for context, text, count in lines
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
                known[context, source] = anywhere[source] = translation
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
        if before is None and context == "Engine":
            before = _by_number(source, known)
        if before is not None and len(before) == len(translation):
            translation.text, translation[:] = before.text, before
            translation.attrib.pop("type", None)
    return fresh


def _by_number(source: str, known: dict[tuple[str, str], Xml.Element]) -> Xml.Element | None:
    """The translation of a sentence whose values had numbers before they had names."""
    names = [place[0] for place in PLACE.finditer(source)]
    number = iter(range(len(names)))
    before = known.get(("Core", PLACE.sub(lambda _: f"{{{next(number)}}}", source)))
    if before is None:
        return None
    after = Xml.Element("translation")
    after.text = re.sub(r"\{(\d)\}", lambda place: names[int(place[1])], before.text or "")
    return after


def messages(tree: Xml.ElementTree[Xml.Element]) -> Iterator[tuple[str, str, Xml.Element]]:
    """Context, source and translation of each text."""
    for context in tree.getroot().findall("context"):
        for message in context.findall("message"):
            translation = message.find("translation")
            assert translation is not None
            yield context.findtext("name", ""), message.findtext("source", ""), translation


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


def files() -> dict[Path, bytes]:
    """All that follows from the program's texts and the translations that there are."""
    told = json.dumps(sentences(), ensure_ascii=False, indent=1) + "\n"
    made = {SENTENCES: told.encode()}
    for language in LANGUAGES:
        path = TRANSLATIONS / f"heirloom_{language}.ts"
        source = written(merged(collected(language), path))
        made[path] = source.encode()
        made[path.with_suffix(".qm")] = released(source)
    return made


def main() -> int:
    """Update or check; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing")
    check = parser.parse_args().check
    code = 0
    for path, content in files().items():
        if path.exists() and path.read_bytes() == content:
            continue
        if check:
            code = 1
            print(f"{path.name} is not up to date.")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            print(f"{path.name} written.")
    for language in LANGUAGES:
        path = TRANSLATIONS / f"heirloom_{language}.ts"
        for context, source, translation in messages(Xml.parse(path)):
            if translation.get("type") == "unfinished":
                code = 1
                print(f"{language}: {context}: {source}")
    return code


if __name__ == "__main__":
    sys.exit(main())
