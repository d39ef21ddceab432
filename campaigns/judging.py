"""Judges one row of a list after the other: a recipient, a bad row, a duplicate, or one that is left out."""

from collections.abc import Collection
from dataclasses import dataclass

from campaigns.cells import masked, read_area, read_extension, read_name
from campaigns.dialled import ORDINARY, not_dialled
from campaigns.lines import Lines
from campaigns.plan import Plan, Route, Unlisted
from campaigns.retry import first_channel, takes_texts
from campaigns.table import Row
from campaigns.tongues import read_language
from privacy.number import Kind, PhoneNumber
from prompts.library import Audience, Channel

_REMEMBERED = 5_000

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
    untexted: Kind | None = None
    """The kind of line, where the reason is that it takes no texts."""

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}{f' ({self.masked})' if self.masked else ''}"


class TakesNoTexts(ValueError):
    """The row asks for a text, and its line is of a kind that takes none."""

    def __init__(self, reason: str, kind: Kind) -> None:
        super().__init__(reason)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row whose number stood in an earlier one."""

    line: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row in a language that the campaign does not have, and that the plan leaves out."""

    line: int
    language: str


@dataclass(frozen=True, slots=True, repr=False)
class Recipient:
    """One who will be warned, in `language`, first by `channel`. It holds a number and does not print itself.

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
    institution: str | None = None
    """Which entry of the directory it is, where it comes from there."""


class Judge:
    """Judges the rows of one list for one plan; it remembers the numbers to find duplicates."""

    def __init__(self, plan: Plan, dials: Collection[Kind] = ORDINARY) -> None:
        self._plan, self._dials = plan, dials
        self._resident = plan.audience == Audience.RESIDENT
        self._seen: set[int | tuple[int, str]] = set()
        self._lines = Lines()
        self._languages: dict[str, str | None] = {}
        self._areas: dict[str, str | None] = {}

    def judge(self, row: Row) -> Recipient | Bad | Duplicate | Skipped:
        """Return what a row is; a number counts as seen as soon as it stood in a usable row."""
        cell = row.cells.get("number", "")
        try:
            if row.fault is not None:
                raise ValueError(row.fault)
            number, kind = self._lines.read(cell)
            self._check_line(kind)
            return self._usable(row, number, kind)
        except TakesNoTexts as fault:
            return Bad(row.line, str(fault), masked(cell), fault.kind)
        except ValueError as fault:
            return Bad(row.line, str(fault), masked(cell))

    def _usable(self, row: Row, number: PhoneNumber, kind: Kind) -> Recipient | Duplicate | Skipped:
        tag, first = self._language(row.cells.get("language", "")), self._plan.languages[0]
        unlisted = tag if tag is not None and tag not in self._plan.languages else None
        channel = self._channel(kind, unlisted, row.cells.get("channel"))
        recipient = Recipient(
            line=row.line,
            number=number,
            kind=kind,
            language=first if tag is None or (unlisted and self._plan.unlisted == Unlisted.FIRST) else tag,
            channel=channel or Channel.VOICE,
            area=self._area(row.cells.get("area", "")),
            name=read_name(row.cells.get("name", "")),
            extension=read_extension(row.cells.get("extension", "")),
            unlisted=unlisted,
            has_language=tag is not None,
            institution=row.cells.get("institution"),
        )
        if unlisted is not None and channel is None:
            return Skipped(row.line, unlisted)
        return Duplicate(row.line) if self._was_seen(recipient) else recipient

    def _channel(self, kind: Kind, unlisted: str | None, asked: str | None) -> Channel | None:
        """Return how the row is warned first, or None where the plan leaves its language out.

        `asked` is the channel that somebody on a standing list chose.
        """
        if unlisted is None or self._plan.unlisted == Unlisted.FIRST:
            return Channel(asked) if asked else first_channel(self._plan, kind)
        if self._plan.unlisted != Unlisted.SMS:
            return None
        if not takes_texts(kind):
            why = f"language {unlisted} is not in the campaign, and this line takes no texts"
            raise TakesNoTexts(why, kind)
        return Channel.SMS

    def _was_seen(self, one: Recipient) -> bool:
        number = int(one.number.e164[1:])  # 100,000 of these take 8 MB, as text four times that.
        mark = number if one.extension is None else (number, one.extension)
        if mark in self._seen:
            return True
        self._seen.add(mark)
        return False

    def _check_line(self, kind: Kind) -> None:
        reason = (_NO_HOME.get(kind) if self._resident else None) or not_dialled(kind, self._dials)
        if reason is None and self._plan.channel == Route.SMS and not takes_texts(kind):
            raise TakesNoTexts("this line takes no texts", kind)
        if reason is not None:
            raise ValueError(reason)

    def _language(self, cell: str) -> str | None:
        if cell not in self._languages:
            self._languages[cell] = read_language(cell)
        return self._languages[cell]

    def _area(self, cell: str) -> str | None:
        if cell not in self._areas:
            if len(self._areas) > _REMEMBERED:
                self._areas.clear()
            self._areas[cell] = read_area(cell)
        return self._areas[cell]
