"""The words of a language's short form: what one person records in an afternoon."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prompts import tables
from prompts.faults import Fault, PromptsInvalid
from prompts.rendering import slots

FILE = "short.toml"
HOTLINE = (
    "welcome",
    "danger",
    "rule-money",
    "rule-plus",
    "robocall",
    "do",
    "paid",
    "number-immigration",
    "number-police",
    "again",
    "goodbye",
)
"""In the order of speaking; `again` is the offer of keys, and `goodbye` comes only at the end."""
CALL = ("opening", "closing", "again")
MONTHS, DAYS = 12, 31
_PARTS = {"hotline": HOTLINE, "call": CALL, "date": ("pattern", "months", "days")}
_LISTS = {"months": MONTHS, "days": DAYS}


@dataclass(frozen=True, slots=True)
class ShortForm:
    """Sentences of the hotline and of calls by id, and a date's words with the pattern that orders them."""

    hotline: Mapping[str, str]
    call: Mapping[str, str]
    pattern: str
    months: tuple[str, ...]
    days: tuple[str, ...]


def load(folder: Path) -> ShortForm | None:
    """Read a language's short form; None where it has none. Raises PromptsInvalid with every fault."""
    path = folder / FILE
    if not path.is_file():
        return None
    raw = tables.read(path)
    faults = [Fault(tables.shown(path), id, what, do) for id, what, do in _faults(raw)]
    if faults:
        raise PromptsInvalid(faults)
    date = raw["date"]
    return ShortForm(raw["hotline"], raw["call"], date["pattern"], tuple(date["months"]), tuple(date["days"]))


def missing(short: ShortForm | None, folder: Path) -> Iterator[Fault]:
    """Name a short form that is not there."""
    if short is None:
        yield Fault(tables.shown(folder / FILE), "file", "is missing", "write the short form")


def differing(short: ShortForm | None, model: ShortForm | None, folder: Path) -> Iterator[Fault]:
    """Name sentences whose slots differ from those of the language most used."""
    if short is None or model is None:
        return
    for part in ("hotline", "call"):
        mine, like = getattr(short, part), getattr(model, part)
        for id in mine:
            own, theirs = slots(mine[id]), slots(like[id])
            if own != theirs:
                what = f"has the slots {_list(own)} and should have {_list(theirs)}"
                yield Fault(tables.shown(folder / FILE), f"{part} {id}", what, "make them alike")


def _faults(raw: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for part in raw.keys() - _PARTS.keys():
        yield part, "is not used", "remove it or spell it right"
    for part, ids in _PARTS.items():
        table = raw.get(part, {})
        for id in table.keys() - set(ids):
            yield f"{part} {id}", "is not used", "remove it or spell it right"
        for id in ids:
            value = table.get(id)
            if not value:
                yield f"{part} {id}", "is missing", "write it"
            elif id in _LISTS:
                if not _words(value, _LISTS[id]):
                    yield f"{part} {id}", f"are not {_LISTS[id]} words", "write all, from the first"
            elif not isinstance(value, str):
                yield f"{part} {id}", "is no sentence", "write it between quotes"
    pattern = raw.get("date", {}).get("pattern")
    if isinstance(pattern, str) and slots(pattern) != {"month", "day"}:
        yield "date pattern", "does not order {month} and {day}", "name both, each once"


def _words(value: object, number: int) -> bool:
    return (
        isinstance(value, list)
        and len(value) == number
        and all(isinstance(one, str) and one.strip() for one in value)
    )


def _list(names: frozenset[str]) -> str:
    return " ".join(f"{{{name}}}" for name in sorted(names)) or "(none)"
