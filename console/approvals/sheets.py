"""The words that somebody is asked to approve, marked where they differ from the last approved ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.models import Campaign, Delivery, Script
from campaigns.pinned import plan_of
from campaigns.retry import channels
from carrier.segments import count
from console.approvals.difference import SAME, Piece, difference
from console.approvals.earlier import Approved, last_approved
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


def sheets(session: Session, desk: Desk, campaign: Campaign, now: datetime) -> list[Sheet]:
    """Return the languages that go out: the campaign's own, then those of recipients who get a text."""
    plan, before = plan_of(campaign), last_approved(session, desk.prompts, campaign)
    scripts = {
        one.language: one for one in session.scalars(select(Script).where(Script.campaign_id == campaign.id))
    }
    numbers = _by_language(session, campaign.id)
    day = now.astimezone(TOKYO).date()
    found = []
    tags = dict.fromkeys((*plan.languages, *numbers))
    for tag in sorted(tags, key=lambda tag: tag not in numbers):  # What nobody hears stands last.
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


def _by_language(session: Session, campaign: str) -> dict[str, int]:
    rows = select(Delivery.language, func.count()).where(Delivery.campaign_id == campaign)
    found = session.execute(rows.group_by(Delivery.language).order_by(func.count().desc())).all()
    return {language: number for language, number in found}  # noqa: C416 - typed so
