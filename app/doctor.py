"""Examines an installation and says what is well, and what to mend."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.holdings import list_findings
from app.wiring import Parts
from campaigns.punctual import MOST_APART, told
from campaigns.senders import slowed
from carrier.port import CarrierError
from db.clock import TOKYO
from db.drift import drift
from prompts.pack import CHECKERS
from prompts.standing import Standing, checkers


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about one part."""

    well: bool
    words: str


def examine(parts: Parts) -> list[Finding]:
    """Return what was found, part by part; nothing is changed and nobody is called."""
    checks: tuple[Callable[[Parts], list[Finding]], ...] = (
        _carrier,
        _database,
        _pace,
        _keys,
        _words,
        _line,
        _wishes,
        _lists,
    )
    return [finding for check in checks for finding in check(parts)]


def _carrier(parts: Parts) -> list[Finding]:
    began = time.monotonic()
    try:
        list(
            parts.desk.carrier.list_calls(
                parts.desk.voices[0], parts.clock.now() - timedelta(minutes=1), limit=50
            )
        )
    except CarrierError as trouble:
        return [Finding(False, f"carrier: {trouble}; look at CARRIER, TWILIO_* and the network")]
    millis = (time.monotonic() - began) * 1000
    mode = "training, on this machine" if parts.settings.training else "LIVE"
    return [Finding(True, f"carrier: answers in {millis:.0f} ms ({mode})")]


def _database(parts: Parts) -> list[Finding]:
    with parts.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    found = [Finding(True, f"database: {parts.engine.dialect.name} answers and has this version's tables")]
    apart = drift(parts.engine, parts.clock)
    if apart is not None:
        well = abs(apart) <= MOST_APART
        effect = "" if well else "; a worker here calls nobody"
        found.append(Finding(well, f"clock: {told(apart)}{effect}"))
    return found


def _pace(parts: Parts) -> list[Finding]:
    """Name the senders, and where the carrier complained so that calls go more slowly; that mends itself."""
    desk, now = parts.desk, parts.clock.now()
    with Session(parts.engine) as session:
        steps = {name: slowed(session, name, now) for name in sorted({*desk.voices, *desk.texts})}
    each = f", each at most {desk.sender_pace:g} a second" if desk.sender_pace else ""
    voices, texts = ", ".join(desk.voices), ", ".join(desk.texts)
    return [
        Finding(True, f"senders: calls from {voices}; texts from {texts}{each}"),
        *(
            Finding(True, f"pace: {name} is slowed by the carrier to 1/{2**halved} of its pace")
            for name, halved in steps.items()
            if halved
        ),
    ]


def _keys(parts: Parts) -> list[Finding]:
    names = parts.desk.keystore.names()
    for name in names:
        parts.desk.keystore.get(name)
    return [Finding(True, f"keys: {len(names)} open with the service key")]


def _words(parts: Parts) -> list[Finding]:
    languages = parts.prompts.languages
    found = [Finding(True, f"words: {', '.join(languages)} are complete")]
    silent = [tag for tag in languages if not parts.prompts.is_heard(tag)]
    if silent:
        found.append(Finding(True, f"words: {', '.join(silent)}: texts and pages only, until recorded"))
    drafted = [tag for tag in languages if parts.prompts.standings[tag] is not Standing.REVIEWED]
    if drafted:
        found.append(Finding(True, f"words: {', '.join(drafted)}: no speaker has reviewed them"))
    for pack in parts.line.packs_read():
        missing = CHECKERS - len(checkers(pack.subject, pack.digest(), parts.acts))
        if missing > 0:
            what = "used in training only" if parts.settings.training else "left out"
            found.append(Finding(True, f"words: pack {pack.name} wants {missing} more checks: {what}"))
    return found


def _line(parts: Parts) -> list[Finding]:
    line = parts.line
    found = []
    if line.sample:
        found.append(
            Finding(
                parts.settings.training,
                "line: a sample cannot go live: write your own file and set LINE",
            )
        )
    policy = line.policy
    unstated = ", ".join(policy.unstated())
    words = f"line: homes by voice: {policy.resident_voice}"
    found.append(
        Finding(
            not unstated or parts.settings.training,
            words + (f"; before a live start it has to say {unstated}" if unstated else ""),
        )
    )
    if not policy.two_way_sms:
        found.append(Finding(True, "texts: one way only (two_way_sms is off), so no text invites a reply"))
    return found


def _wishes(parts: Parts) -> list[Finding]:
    with Session(parts.engine) as session:
        held = parts.desk.do_not_call.held(session)
    if held.since is None:
        return [Finding(True, "do-not-call: no burst of wishes waits for a decision")]
    since = held.since.astimezone(TOKYO)
    return [
        Finding(
            False,
            f"do-not-call: {held.count} wishes came in a burst from {since:%Y-%m-%d %H:%M} on and are held: "
            "`yobikake do-not-call held`, then `accept` or `discard`",
        )
    ]


def _lists(parts: Parts) -> list[Finding]:
    return [Finding(well, words) for well, words in list_findings(parts)]
