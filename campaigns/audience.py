"""Who is warned: every row of a list is judged; the good ones become recipients, others are named by line."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from campaigns.columns import INSTITUTION, RESIDENT
from campaigns.dialled import ORDINARY
from campaigns.judging import Bad, Duplicate, Judge, Recipient, Skipped
from campaigns.plan import Plan
from campaigns.retry import takes_texts
from campaigns.table import Gathered, Row, read_table, rows
from privacy.number import Kind
from prompts.library import Audience, Channel

_SHOWN = 100
"""Bad rows that are listed one by one; the others are counted."""
_PLACES = 1_000
"""Different areas that are counted apart; what comes after is counted together."""
OTHER_AREAS = "…"
People = BinaryIO | Gathered
"""Where recipients come from: a table as a file, or rows that the house has itself, as of a standing list."""


@dataclass(slots=True)
class Inspection:
    """What a list holds for one plan. No number is in it; `bad` lists the first 100 of `bad_count` rows."""

    good: int = 0
    bad: list[Bad] = field(default_factory=list)
    bad_count: int = 0
    duplicates: int = 0
    skipped: int = 0
    unlisted: Counter[str] = field(default_factory=Counter)
    without_language: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    kinds: Counter[Kind] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    ways: Counter[tuple[Kind, str]] = field(default_factory=Counter)
    """Good rows by kind of line and first channel."""
    untexted: Counter[Kind] = field(default_factory=Counter)
    """Rows that ask for a text and whose line takes none, by kind."""
    areas: Counter[str] = field(default_factory=Counter)
    loads: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Good rows by language and first channel: what the arithmetic needs."""
    textable: Counter[str] = field(default_factory=Counter)
    """Good rows rung first whose line takes texts, by language."""

    def bad_lines(self, name: str = "audience.csv") -> list[str]:
        """Return the rows that cannot be used, one line each; they may be left out if somebody says so."""
        found = [f"{name}: {bad}" for bad in self.bad]
        if self.bad_count > len(self.bad):
            found.append(f"{name}: and {self.bad_count - len(self.bad):,} more bad rows")
        return found

    def undecided(self, plan: Plan, name: str = "audience.csv") -> list[str]:
        """Return what the campaign file has to decide or change before anybody can be warned."""
        found = []
        if self.unlisted and plan.unlisted is None:
            counts = ", ".join(f"{tag}: {number:,}" for tag, number in self.unlisted.most_common())
            found.append(
                f"{name}: rows in languages that the campaign does not have ({counts}):"
                " add them to languages, or say unlisted: first, sms or skip"
            )
        if not self.good:
            found.append(f"{name}: has no row that can be called")
        return found

    def faults(self, plan: Plan, name: str = "audience.csv") -> list[str]:
        """Return all that keeps the campaign from starting, in one line each."""
        return self.bad_lines(name) + self.undecided(plan, name)


def inspect(people: People, plan: Plan, dials: Collection[Kind] = ORDINARY) -> Inspection:
    """Judge every row of a list; `dials` are the kinds of line that are called. Raises TableInvalid."""
    found = Inspection()
    for verdict in _judged(people, plan, dials):
        match verdict:
            case Bad():
                found.bad_count += 1
                if verdict.reason in found.reasons or len(found.reasons) < _SHOWN:
                    found.reasons[verdict.reason] += 1
                if verdict.untexted is not None:
                    found.untexted[verdict.untexted] += 1
                if len(found.bad) < _SHOWN:
                    found.bad.append(verdict)
            case Duplicate():
                found.duplicates += 1
            case Skipped():
                found.skipped += 1
                found.unlisted[verdict.language] += 1
            case Recipient():
                _count(found, verdict)
    return found


def recipients(people: People, plan: Plan, dials: Collection[Kind] = ORDINARY) -> Iterator[Recipient]:
    """Read the recipients of a list that has been inspected; all other rows are left out."""
    return (verdict for verdict in _judged(people, plan, dials) if isinstance(verdict, Recipient))


def _judged(
    people: People, plan: Plan, dials: Collection[Kind]
) -> Iterator[Recipient | Bad | Duplicate | Skipped]:
    judge = Judge(plan, dials)
    return (judge.judge(row) for row in _rows(people, plan))


def _rows(people: People, plan: Plan) -> Iterator[Row]:
    if isinstance(people, Gathered):
        return iter(people)
    names = INSTITUTION if plan.audience == Audience.INSTITUTION else RESIDENT
    return rows(people, read_table(people, names))


def _count(found: Inspection, recipient: Recipient) -> None:
    found.good += 1
    found.kinds[recipient.kind] += 1
    found.ways[recipient.kind, recipient.channel] += 1
    found.languages[recipient.language] += 1
    found.loads[recipient.language, recipient.channel] += 1
    if recipient.unlisted is not None:
        found.unlisted[recipient.unlisted] += 1
    if not recipient.has_language:
        found.without_language += 1
    if recipient.channel == Channel.VOICE and takes_texts(recipient.kind):
        found.textable[recipient.language] += 1
    if recipient.area is not None:
        known = recipient.area in found.areas or len(found.areas) < _PLACES
        found.areas[recipient.area if known else OTHER_AREAS] += 1
