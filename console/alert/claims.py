"""The claims to choose from, what is told today first; and the rules for words, read ahead."""

import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from threading import Thread

from sqlalchemy import Engine

from console import told
from db.clock import midnight
from prompts import lintwords
from prompts.library import Prompts
from tree import incidents


def today(engine: Engine, now: datetime) -> Mapping[str, int]:
    """Return how often operators were told of each claim today."""
    found: Counter[str] = Counter()
    for noted in incidents.counts(engine, midnight(now)):
        found[noted.warning] += noted.count
    return found


def in_order(engine: Engine, prompts: Prompts, now: datetime, today: Mapping[str, int]) -> Sequence[str]:
    """Return all claims: those of today first, then as on the page of what people told."""
    return sorted(told.in_order(engine, prompts, now), key=lambda warning: -today.get(warning, 0))


@functools.cache
def get_ready(languages: tuple[str, ...]) -> Thread:
    """Begin to read the rules for words of all languages, once; it takes a second or two beside the page."""
    reading = Thread(target=lambda: [lintwords.load(tag) for tag in languages], daemon=True)
    reading.start()
    return reading
