"""The table of settings: what can be chosen once for all photos, in words for people.

Window, command line and queue read the same values; what is chosen for one photo or on one command
line comes first.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import resources
from resources.text import Text
from workstation.core.errors import HeirloomError
from workstation.core.io.formats import DEPTHS, EXPORTED

Value: TypeAlias = str | int | bool | dict[str, list[str]] | None
Page: TypeAlias = Literal["general", "device", "restoring", "export", "queue", "privacy", "keys"]

LEAST_MEMORY_MB, MOST_MEMORY_MB = 32, 16_384


@dataclass(frozen=True)
class About:
    """What is known about a setting besides its value.

    Attributes
    ----------
    page
        Where it stands in the window.
    title, explanation
        A few words, and a sentence.
    values
        The possible values with their words, where only these are possible.
    low, high, unit
        Bounds of a number.
    nothing
        The words for no value of its own; empty if there must be one.
    check
        Raises `HeirloomError` for a text or a table of keys that cannot be used.
    """

    page: Page
    title: Text
    explanation: Text
    values: Mapping[Value, str] = field(default_factory=dict)
    low: int = 0
    high: int = 0
    unit: str = ""
    nothing: str = ""
    check: Callable[[Any], None] | None = None


def _chosen(default: Value, page: Page, title: Text, explanation: Text, **more: Any) -> Any:
    return field(default=default, metadata={"about": About(page, title, explanation, **more)})


def check_name(template: str) -> None:
    """Refuse a template for names of files that could not name anything.

    Raises
    ------
    HeirloomError
        If it has unknown fields, would lead into another folder, or is the photo's own name.
    """
    possible = Text("It may have {stem}, {page} and {date}, for example {stem}-restored.")
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError as error:
        raise HeirloomError(
            "The name “{given}” cannot be read.", possible, given=template
        ) from error
    for _, name, kind, conversion in parts:
        if name is not None and (name not in ("stem", "page", "date") or kind or conversion):
            raise HeirloomError(
                "The name “{given}” has a field that there is not.", possible, given=template
            )
    if "{stem}" not in template or template == "{stem}":
        raise HeirloomError(
            "The name “{given}” would be the photo's own, or the same for all.",
            possible,
            given=template,
        )
    if set(template) & set('/\\:*?"<>|') or template != template.strip():
        raise HeirloomError("The name “{given}” cannot be a file's.", possible, given=template)


def check_keys(keys: Any) -> None:
    """Refuse what is no table of commands and their keys.

    Raises
    ------
    HeirloomError
        If it is anything else.
    """
    if not isinstance(keys, dict) or not all(
        isinstance(name, str)
        and isinstance(texts, list)
        and all(isinstance(text, str) for text in texts)
        for name, texts in keys.items()
    ):
        raise HeirloomError(
            "The shortcuts are not a table of commands and their keys.",
            'Write them as {"export": ["Ctrl+E"]}.',
        )


@dataclass(frozen=True)
class SettingsFields:
    """The settings with their values; all fields are JSON values, and a default needs no file."""

    language: str = _chosen(
        "system",
        "general",
        Text("Language"),
        Text("The language of the window, from its next start."),
        values={"system": Text("as the system"), "en": "English"}
        | {code: code for code in resources.languages()},
    )
    theme: Literal["system", "light", "dark"] = _chosen(
        "system",
        "general",
        Text("Colours of the window"),
        Text("Light or dark, or as the system has it."),
        values={"system": Text("as the system"), "light": Text("light"), "dark": Text("dark")},
    )
    device: Literal["auto", "cpu", "gpu"] = _chosen(
        "auto",
        "device",
        Text("Device"),
        Text("What runs the networks: the best that passed its trial, or the one named here."),
        values={
            "auto": Text("automatic: the best that works"),
            "cpu": Text("main processor (CPU)"),
            "gpu": Text("graphics processor"),
        },
    )
    threads: int | None = _chosen(
        None,
        "device",
        Text("Threads"),
        Text("How many of the main processor's threads Heirloom may use."),
        low=1,
        high=256,
        nothing=Text("one for each core"),
    )
    memory_mb: int | None = _chosen(
        None,
        "device",
        Text("Memory for finished parts"),
        Text("What the finished parts of a photo may take in memory; more makes changes faster."),
        low=LEAST_MEMORY_MB,
        high=MOST_MEMORY_MB,
        unit="MB",
        nothing=Text("automatic"),
    )
    recipe: str = _chosen(
        "",
        "restoring",
        Text("Default recipe"),
        Text(
            "What Restore does: what each photo needs, or always a preset or the recipe of a file."
        ),
        nothing=Text("what each photo needs"),
    )
    export_format: str = _chosen(
        "same",
        "export",
        Text("Format"),
        Text("The format of results, where none is named."),
        values={
            "same": Text("as the photo"),
            **{name: format_.words for name, format_ in EXPORTED.items()},
        },
    )
    export_quality: int = _chosen(
        92,
        "export",
        Text("Quality"),
        Text("The quality in formats that lose something; 100 gives the largest files."),
        low=1,
        high=100,
    )
    export_subsampling: Literal["4:4:4", "4:2:0"] = _chosen(
        "4:4:4",
        "export",
        Text("Colour stored"),
        Text("For how many pixels the colour is stored, in formats that can do with fewer."),
        values={
            "4:4:4": Text("for every pixel (4:4:4)"),
            "4:2:0": Text("for every second pixel (4:2:0)"),
        },
    )
    export_bits: int | None = _chosen(
        None,
        "export",
        Text("Bits per channel"),
        Text("The depth of results, where the format chosen above has it."),
        values={None: Text("as the photo"), **{bits: str(bits) for bits in DEPTHS}},
    )
    export_compression: Literal["deflate", "lzw", "none"] = _chosen(
        "deflate",
        "export",
        Text("Compression of TIFF"),
        Text("How TIFF files are made smaller; none of these loses anything."),
        values={"deflate": "Deflate", "lzw": "LZW", "none": Text("none")},
    )
    export_metadata: Literal["keep", "strip-gps", "strip-all"] = _chosen(
        "keep",
        "export",
        Text("About the photo"),
        Text("What of the photo's EXIF, XMP and IPTC goes into the result."),
        values={
            "keep": Text("keep all"),
            "strip-gps": Text("leave out the place (GPS)"),
            "strip-all": Text("leave out all but profile and resolution"),
        },
    )
    export_mark: bool = _chosen(
        False,
        "export",
        Text("Mark coloured photos"),
        Text("Paint a small mark into the corner of results that a model has coloured."),
    )
    export_name: str = _chosen(
        "{stem}-restored",
        "export",
        Text("Names of results"),
        Text("How results are named, from {stem}, {page} and {date}; the ending is added."),
        check=check_name,
    )
    export_folder: str = _chosen(
        "",
        "export",
        Text("Folder of results"),
        Text("Where results go, where no place is named."),
        nothing=Text("beside the photo"),
    )
    queue_workers: int | None = _chosen(
        None,
        "queue",
        Text("Photos at a time"),
        Text("How many photos the queue restores at the same time."),
        low=1,
        high=64,
        nothing=Text("as many as fit"),
    )
    queue_timeout_s: int = _chosen(
        1800,
        "queue",
        Text("Longest time for a photo"),
        Text("How long the queue waits for one photo before it gives it up."),
        low=10,
        high=86_400,
        unit="s",
    )
    remember_photos: bool = _chosen(
        True,
        "privacy",
        Text("Remember recent photos"),
        Text("Keep the names of photos and folders that were opened, to offer them again."),
    )
    write_log: bool = _chosen(
        True,
        "privacy",
        Text("Write a log"),
        Text("Write what went wrong to a file on this computer; it may name photos."),
    )
    keys: dict[str, list[str]] = field(
        default_factory=dict,
        metadata={
            "about": About(
                "keys",
                Text("Shortcuts"),
                Text("The commands that have other keys than usual."),
                check=check_keys,
            )
        },
    )
