"""The claims to choose from, what is told today first; and the rules for words, read ahead."""

import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Thread

from sqlalchemy import Engine

from console import told
from db.clock import midnight
from prompts import lintwords
from prompts.library import Prompts
from tree import incidents


@dataclass(frozen=True, slots=True)
class Told:
    """How often operators were told of each claim today: everywhere, and in the area that is meant."""

    all: Mapping[str, int]
    here: Mapping[str, int]


def today(engine: Engine, now: datetime, area: str) -> Told:
    """Count what operators were told today."""
    everywhere, here = Counter[str](), Counter[str]()
    for noted in incidents.counts(engine, midnight(now)):
        everywhere[noted.warning] += noted.count
        if area and noted.area == area:
            here[noted.warning] += noted.count
    return Told(everywhere, here)


def in_order(engine: Engine, prompts: Prompts, now: datetime, told_of: Told) -> Sequence[str]:
    """Return all claims: those of today first, then as on the page of what people told."""
    return sorted(told.in_order(engine, prompts, now), key=lambda warning: -told_of.all.get(warning, 0))


@functools.cache
def get_ready(languages: tuple[str, ...]) -> Thread:
    """Begin to read the rules for words of all languages, once; it takes a second or two beside the page."""
    reading = Thread(target=lambda: [lintwords.load(tag) for tag in languages], daemon=True)
    reading.start()
    return reading
