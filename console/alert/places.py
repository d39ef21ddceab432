"""Which area is meant by what was typed: one of ours before all others, else one of Japan's places."""

import functools
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns import places
from campaigns.desk import Desk
from campaigns.labels import read_label
from campaigns.models import Institution
from console import known
from console.acts import Said
from db.engine import reading
from prompts.promises import Promises

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Where:
    """The area that is meant; where nobody can tell which, `wrong` says so and `choices` are offered."""

    area: str = ""
    wrong: Said | None = None
    choices: tuple[str, ...] = ()
    changed: bool = False
    """Whether it is written otherwise than it was typed."""
    unknown: bool = False
    """Whether no municipality, ward or area of the line has this name; it may be right all the same."""


def ours(desk: Desk, now: datetime) -> tuple[str, ...]:
    """Return the areas that this house knows: the line's, those of institutions and of lately."""
    with Session(reading(desk.engine)) as session:
        rows = select(Institution.area).where(Institution.area.is_not(None)).distinct()
        there = sorted(area for area in session.scalars(rows) if area)
    return tuple(dict.fromkeys((*known.areas(desk.engine, desk.prompts.promises, now), *there)))


def where(typed: str, areas: Collection[str], promises: Promises) -> Where:
    """Find out which area is meant."""
    if not typed.strip():
        return Where(wrong=Said("alert.no-area"))
    try:
        plain = read_label(typed)
    except ValueError:
        return Where(wrong=Said("alert.area-plain"))
    found = _in_house(plain, areas, promises)
    if len(found) == 1:
        return Where(found[0], changed=found[0] != plain)
    nearly = found or places.meant(plain, promises.areas)
    if nearly:
        missed = not found and places.near_miss(plain, promises.areas)
        id = "alert.area-meant" if missed else "alert.area-several"
        return Where(wrong=Said(id, {"area": plain}), choices=nearly[:SHOWN])
    return Where(plain, changed=plain != typed.strip(), unknown=not places.is_place(plain, promises.areas))


@functools.lru_cache(maxsize=16)
def offered(areas: tuple[str, ...]) -> Sequence[str]:
    """Return what typing completes to: our areas, then the places of their prefectures, or all."""
    near = [names for names in places.prefectures().values() if not set(areas).isdisjoint(names)]
    others = near or places.prefectures().values()
    return tuple(dict.fromkeys((*areas, *(name for names in others for name in names))))


def _in_house(plain: str, areas: Collection[str], promises: Promises) -> tuple[str, ...]:
    """Return our areas of that name: in any language, without its city, or behind its prefecture."""
    if plain in areas:
        return (plain,)
    low = _low(plain)
    named = tuple(area for area, words in promises.areas.items() if low in map(_low, words.values()))
    before = places.prefectures().keys()
    ends = (area for area in areas if area.endswith(plain) or plain.removesuffix(area) in before)
    return named or tuple(ends)


def _low(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()
