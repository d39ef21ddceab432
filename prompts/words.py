"""The words of one language, as they stand in its folder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prompts import manners, shortwords, tables
from prompts.faults import Fault, PromptsInvalid
from prompts.manners import Manner
from prompts.shortwords import ShortForm

FILES = ("language.toml", "frame.toml", "tree.toml", "warnings.toml", "contacts.toml", "keywords.toml")
KEYWORDS = ("help", "stop", "resume", "language", "now")
Sentences = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Dates:
    """How days and hours are said: patterns by name (`day`, `day_sms`), names of months and weekdays."""

    patterns: Mapping[str, str]
    months: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that one language says; keys may carry `_sms` or `_web` where written words differ."""

    tag: str
    native_name: str
    english_name: str
    digits: tuple[str, ...]
    sharp: str
    digit_separator: str
    dates: Dates
    frame: Sentences
    tree: Mapping[str, Sentences]
    warnings: Mapping[str, Sentences]
    names: Sentences
    documents: Sentences
    keywords: Mapping[str, tuple[str, ...]]
    agencies: Sentences = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    speech: Manner = field(default_factory=Manner)
    short: ShortForm | None = None
    digest: str = ""
    """What stands for all of this, packs of local knowledge left out."""


def load(folder: Path) -> Words:
    """Read a language's folder, named by its tag; raises PromptsInvalid when a file or a key is missing."""
    missing = [
        Fault(tables.shown(folder / name), "file", "is missing", "write it")
        for name in FILES
        if not (folder / name).is_file()
    ]
    if missing:
        raise PromptsInvalid(missing)
    language, frame, tree, warnings, contacts, keywords = (tables.read(folder / name) for name in FILES)
    language["dates"] = _dates(language.get("dates", {}))
    language["speech"] = manners.read(language.get("speech", {}), folder / "language.toml")
    return tables.record(
        Words,
        folder / "language.toml",
        folder.name,
        language
        | {"tag": folder.name, "short": shortwords.load(folder), "frame": dict(_flat(frame.get("frame", {})))}
        | {"tree": tree, "warnings": warnings}
        | {"names": contacts.get("names", {}), "documents": contacts.get("documents", {})}
        | {"keywords": {name: tuple(some) for name, some in keywords.items()}},
    )


def _dates(table: Mapping[str, Any]) -> Dates:
    patterns = {name: value for name, value in table.items() if isinstance(value, str)}
    return Dates(patterns, tuple(table.get("months", ())), tuple(table.get("weekdays", ())))


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Dotted keys come as tables inside tables; join them again."""
    for key, value in table.items():
        if isinstance(value, str):
            yield above + key, value
        else:
            yield from _flat(value, f"{above}{key}.")
