"""What is said in each language, with marks where the words were found wanting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from campaigns.plan import Plan, Route, Unlisted
from campaigns.scripts import words
from carrier.segments import count
from prompts.library import Audience, Channel, Prompts
from prompts.linter import lint
from prompts.spans import seconds

OK, LOOK, REFUSED, SILENT = "ok", "look", "refused", "silent"
_BOTH = (Channel.VOICE, Channel.SMS)
_WAYS = {Route.VOICE: _BOTH[:1], Route.SMS: _BOTH[1:]}


class Piece(NamedTuple):
    """A part of the words; `mark` is the number of the note that it belongs to, or 0."""

    text: str
    mark: int


class Note(NamedTuple):
    """What was found: the rule, the words, whether they may go out, and the number beside them."""

    rule: str
    words: str
    refuses: bool
    mark: int


@dataclass(frozen=True, slots=True)
class Message:
    """The whole message to homes or institutions, as a call or a text."""

    audience: str
    channel: str
    pieces: Sequence[Piece]
    seconds: int
    segments: int

    @property
    def text(self) -> str:
        """Return the words alone."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Card:
    """One language: the message that most hear first, then the other forms of it."""

    language: str
    state: str
    messages: Sequence[Message]
    notes: Sequence[Note]
    names_area: bool


def cards(prompts: Prompts, plans: Sequence[Plan], day: date) -> list[Card]:
    """Return a card for every language of the line, in their order."""
    # Homes hear more of it than institutions, so their form stands first.
    wanted = sorted(plans, key=lambda plan: plan.audience, reverse=True)
    return [_card(prompts, tag, wanted, day) for tag in prompts.languages]


def _card(prompts: Prompts, tag: str, plans: Sequence[Plan], day: date) -> Card:
    said = [
        (plan, way, words(prompts, plan, tag, way))
        for plan in plans
        if tag in plan.languages or plan.warning
        for way in _ways(plan, tag)
    ]
    found = [one for plan, _, text in said for one in _judged(prompts, plan, tag, text)]
    notes = [Note(*one, mark=at) for at, one in enumerate(dict.fromkeys(found), start=1)]
    messages = [_message(prompts, plan, tag, way, marked(text, notes), day) for plan, way, text in said]
    state = REFUSED if any(note.refuses for note in notes) else LOOK if notes else OK
    area = plans[0].area if plans else None
    named = area is None or prompts.named(tag, area) is not None
    return Card(tag, state if messages else SILENT, messages, notes, named)


def _judged(prompts: Prompts, plan: Plan, tag: str, text: str) -> Iterator[tuple[str, str, bool]]:
    found = lint(text, tag, Audience(plan.audience), [prompts.promises.organisation[tag]])
    for some, refuses in (((*found.refused, *found.missing), True), (found.flags, False)):
        yield from ((one.rule, one.words, refuses) for one in some)


def _ways(plan: Plan, tag: str) -> tuple[Channel, ...]:
    if tag in plan.languages:
        return _WAYS.get(plan.channel, _BOTH)
    return (Channel.SMS,) if plan.unlisted == Unlisted.SMS and plan.warning else ()


def _message(
    prompts: Prompts, plan: Plan, tag: str, way: Channel, pieces: Sequence[Piece], day: date
) -> Message:
    shown = [Piece(prompts.fill_date(tag, piece.text, day, way), piece.mark) for piece in pieces]
    whole = "".join(piece.text for piece in shown)
    once = round(seconds(whole, tag)) if way is Channel.VOICE else 0
    return Message(plan.audience, way, shown, once, count(whole).segments)


def marked(said: str, notes: Sequence[Note]) -> list[Piece]:
    """Divide words so that what notes are about stands alone; what overlaps an earlier mark is not marked."""
    spans: list[tuple[int, int, int]] = []
    for note in notes:
        at = said.find(note.words) if note.words else -1
        end = at + len(note.words)
        if at >= 0 and all(end <= first or at >= last for first, last, _ in spans):
            spans.append((at, end, note.mark))
    pieces, done = [], 0
    for first, last, mark in sorted(spans):
        pieces += [Piece(said[done:first], 0), Piece(said[first:last], mark)]
        done = last
    return [piece for piece in (*pieces, Piece(said[done:], 0)) if piece.text]
