"""The words that somebody is asked to approve, marked where they differ from the last approved ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.models import Script
from campaigns.retry import channels
from carrier.segments import count
from console.approvals.difference import SAME, Piece, difference
from console.approvals.earlier import Approved, last_approved
from console.approvals.tray import Waiting
from db.clock import TOKYO
from prompts.library import Channel
from prompts.spans import seconds


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one way, heard or read. `by` and `at` are of the last approved ones, if there are any."""

    channel: str
    text: str
    pieces: Sequence[Piece]
    seconds: int
    segments: int
    by: str = ""
    at: datetime | None = None

    @property
    def is_same(self) -> bool:
        """Tell whether nothing differs from what was approved last."""
        return all(piece.kind == SAME for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One language."""

    language: str
    recipients: int
    said: Sequence[Said]


def sheets(session: Session, desk: Desk, waiting: Waiting, now: datetime) -> list[Sheet]:
    """Return the languages that go out: those of most recipients first, what nobody hears last."""
    campaign, plan, numbers = waiting.campaign, waiting.plan, waiting.spoken
    before = last_approved(session, desk.prompts, campaign)
    scripts = {
        one.language: one for one in session.scalars(select(Script).where(Script.campaign_id == campaign.id))
    }
    day = now.astimezone(TOKYO).date()
    found = []
    for tag in dict.fromkeys((*numbers, *plan.languages)):
        ways = channels(plan) if tag in plan.languages else (Channel.SMS,)
        if tag in scripts:
            said = list(_said(desk, scripts[tag], ways, before.get(tag), day))
            found.append(Sheet(tag, numbers.get(tag, 0), said))
    return found


def _said(
    desk: Desk, script: Script, ways: Sequence[Channel], before: Approved | None, day: date
) -> Iterator[Said]:
    tag = script.language
    for way in (way for way in (Channel.VOICE, Channel.SMS) if way in ways):
        spoken = way is Channel.VOICE

        def dated(words: str, way: Channel = way) -> str:
            return desk.prompts.fill_date(tag, words, day, way)

        text = dated(script.voice if spoken else script.text)
        old = before and dated(before.voice if spoken else before.text)
        yield Said(
            channel=way,
            text=text,
            pieces=difference(old, text, tag) if old else [Piece(SAME, text)],
            seconds=round(seconds(text, tag)) if spoken else 0,
            segments=0 if spoken else count(text).segments,
            by=before.by if before else "",
            at=before.at if before else None,
        )
