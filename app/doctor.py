"""Examines an installation and says what is well, and what to mend."""

import shutil
from collections.abc import Callable, Iterator
from functools import partial

from sqlalchemy import text

from app.wiring import Parts
from campaigns.punctual import MOST_APART
from console.health.asking import ask
from console.health.finding import Finding, Tongues
from console.health.running import running
from db.drift import drift
from db.engine import reading
from prompts.pack import CHECKERS
from prompts.standing import Standing, checkers

LEAST_FREE = 1_000_000_000
"""Bytes: below it the database may soon be unable to note a call."""

__all__ = ["Finding", "examine"]


def examine(parts: Parts, carrier: Callable[[], Finding] | None = None) -> list[Finding]:
    """Return what was found, part by part; nothing is changed and nobody is called.

    `carrier` tells what is known of the carrier already; without it the carrier is asked.
    """
    found = [(carrier or partial(ask, parts.desk))()]
    for check in (_database, _disk, _keys, _words, _packs, _line):
        found += check(parts)
    return found + running(parts.desk, parts.clock.now())


def _database(parts: Parts) -> Iterator[Finding]:
    with reading(parts.engine).connect() as connection:
        connection.execute(text("SELECT 1"))
    yield Finding("database.answers", slots={"kind": parts.engine.dialect.name})
    apart = drift(parts.engine, parts.clock)
    if apart is not None:
        well = abs(apart) <= MOST_APART
        id_ = "clock.together" if well else "clock.apart"
        yield Finding(id_, well=well, slots={"seconds": f"{apart.total_seconds():+.2f}"})


def _disk(parts: Parts) -> Iterator[Finding]:
    free = shutil.disk_usage(parts.settings.yobikake_data).free
    well = free >= LEAST_FREE
    slots = {"free": f"{free / 1e9:,.1f}"}
    yield Finding("disk.free" if well else "disk.low", well=well, slots=slots)


def _keys(parts: Parts) -> Iterator[Finding]:
    names = parts.desk.keystore.names()
    for name in names:
        parts.desk.keystore.get(name)
    yield Finding("keys.open", slots={"count": len(names)})


def _words(parts: Parts) -> Iterator[Finding]:
    languages = parts.prompts.languages
    yield Finding("words.complete", slots={"languages": Tongues(languages)})
    silent = [tag for tag in languages if not parts.prompts.is_heard(tag)]
    if silent:
        yield Finding("words.silent", slots={"languages": Tongues(silent)})
    drafted = [tag for tag in languages if parts.prompts.standings[tag] is not Standing.REVIEWED]
    if drafted:
        yield Finding("words.unreviewed", slots={"languages": Tongues(drafted)})


def _packs(parts: Parts) -> Iterator[Finding]:
    for pack in parts.line.packs_read():
        missing = CHECKERS - len(checkers(pack.subject, pack.digest(), parts.acts))
        if missing > 0:
            id_ = "words.pack-training" if parts.settings.training else "words.pack-left-out"
            yield Finding(id_, slots={"pack": pack.name, "count": missing})


def _line(parts: Parts) -> Iterator[Finding]:
    training, policy = parts.settings.training, parts.line.policy
    if parts.line.sample:
        yield Finding("line.sample", well=training)
    yield Finding(f"line.homes-{policy.resident_voice}")
    unstated = policy.unstated()
    if unstated:
        yield Finding("line.unstated", well=training, slots={"keys": unstated})
    if not policy.two_way_sms:
        yield Finding("line.one-way")
