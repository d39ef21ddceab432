"""Judges one row of a list after the other: a recipient, a bad row, a duplicate, or one that is left out."""

import re
import unicodedata
from dataclasses import dataclass

from campaigns.labels import read_label
from campaigns.plan import Plan, Route, Unlisted
from campaigns.retry import first_channel, takes_texts
from campaigns.table import Row
from campaigns.tongues import read_language
from privacy.number import Kind, NotANumber, PhoneNumber
from prompts.library import Audience, Channel

_EXTENSION = re.compile(r"[0-9*#w]{1,12}\Z")
_SHORTENED = re.compile(r"[0-9][.,][0-9]+[eE]\+?[0-9]+\Z")
_REMEMBERED = 5_000

_NEVER_CALLED = {
    Kind.FOREIGN: "a number outside Japan",
    Kind.PREMIUM: "a premium-rate number",
}
_NO_HOME = {
    Kind.TOLL_FREE: "a toll-free number is no home",
    Kind.OTHER: "a special number is no home",
}


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that cannot be used: its line, why, and the last two digits of its number at most."""

    line: int
    reason: str
    masked: str = ""

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}{f' ({self.masked})' if self.masked else ''}"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row whose number stood in an earlier one."""

    line: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row in a language that the campaign does not have, and that the plan leaves out or does not speak of."""

    line: int
    language: str


@dataclass(frozen=True, slots=True, repr=False)
class Recipient:
    """One who will be warned, in `language` and first by `channel`. It holds a number, so it does not print itself.

    `unlisted` is the language of the row where the campaign does not have it.
    """

    line: int
    number: PhoneNumber
    kind: Kind
    language: str
    channel: Channel
    area: str | None = None
    name: str | None = None
    extension: str | None = None
    unlisted: str | None = None
    has_language: bool = True


class Judge:
    """Judges the rows of one list for one plan; it remembers the numbers to find duplicates."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._resident = plan.audience == Audience.RESIDENT
        self._seen: set[int] = set()
        self._kinds: dict[tuple[str, int], Kind] = {}
        self._languages: dict[str, str | None] = {}
        self._areas: dict[str, str | None] = {}

    def judge(self, row: Row) -> Recipient | Bad | Duplicate | Skipped:
        """Return what a row is; a number counts as seen as soon as it stood in a usable row."""
        cell = row.cells.get("number", "")
        try:
            if row.fault is not None:
                raise ValueError(row.fault)
            number = _number(cell)
            kind = self._kind(number)
            self._check_line(kind)
            return self._usable(row, number, kind)
        except ValueError as fault:
            return Bad(row.line, str(fault), _masked(cell))

    def _usable(self, row: Row, number: PhoneNumber, kind: Kind) -> Recipient | Duplicate | Skipped:
        first, plan = self._plan.languages[0], self._plan
        tag = self._language(row.cells.get("language", ""))
        area = self._area(row.cells.get("area", ""))
        name, extension = _name(row.cells.get("name", "")), _extension(row.cells.get("extension", ""))
        unlisted = tag if tag is not None and tag not in plan.languages else None
        channel = first_channel(plan, kind)
        if unlisted is not None and plan.unlisted == Unlisted.SMS:
            channel = Channel.SMS
            if not takes_texts(kind):
                raise ValueError(f"language {unlisted} is not in the campaign, and this line takes no texts")
        elif unlisted is not None and plan.unlisted != Unlisted.FIRST:
            return Skipped(row.line, unlisted)
        if self._was_seen(number):
            return Duplicate(row.line)
        return Recipient(
            line=row.line,
            number=number,
            kind=kind,
            language=first if unlisted and plan.unlisted == Unlisted.FIRST else tag or first,
            channel=channel,
            area=area,
            name=name,
            extension=extension,
            unlisted=unlisted,
            has_language=tag is not None,
        )

    def _was_seen(self, number: PhoneNumber) -> bool:
        mark = int(number.e164[1:])  # 100,000 of these take 8 MB, as text four times that.
        if mark in self._seen:
            return True
        self._seen.add(mark)
        return False

    def _check_line(self, kind: Kind) -> None:
        reason = _NEVER_CALLED.get(kind) or (_NO_HOME.get(kind) if self._resident else None)
        if reason is None and self._plan.channel == Route.SMS and not takes_texts(kind):
            reason = "this line takes no texts"
        if reason is not None:
            raise ValueError(reason)

    def _kind(self, number: PhoneNumber) -> Kind:
        # Six digits after the country and the length decide the kind in Japan; asking each time costs 25 µs.
        key = (number.e164[:9], len(number.e164))
        if key not in self._kinds:
            self._kinds[key] = number.kind
        return self._kinds[key]

    def _language(self, cell: str) -> str | None:
        if cell not in self._languages:
            self._languages[cell] = read_language(cell)
        return self._languages[cell]

    def _area(self, cell: str) -> str | None:
        if cell not in self._areas:
            if len(self._areas) > _REMEMBERED:
                self._areas.clear()
            try:
                self._areas[cell] = read_label(cell) or None
            except ValueError as fault:
                raise ValueError(f"area {fault}") from None
        return self._areas[cell]


def _number(cell: str) -> PhoneNumber:
    try:
        return PhoneNumber.parse(cell)
    except NotANumber:
        if not cell:
            raise ValueError("no number") from None
        if _SHORTENED.match(cell):
            raise ValueError("a number shortened by Excel: format the column as text") from None
        raise


def _name(cell: str) -> str | None:
    try:
        return read_label(cell, longest=200) or None
    except ValueError as fault:
        raise ValueError(f"name {fault}") from None


def _extension(cell: str) -> str | None:
    digits = unicodedata.normalize("NFKC", cell).replace("-", "")
    if digits and not _EXTENSION.match(digits):
        raise ValueError("extension must be digits")
    return digits or None


def _masked(cell: str) -> str:
    """Return the last two digits of what may be a number, and nothing of anything else."""
    digits = [letter for letter in unicodedata.normalize("NFKC", cell[:40]) if letter.isdecimal()]
    return f"…{''.join(digits[-2:])}" if len(digits) >= 7 else ""
