"""Who did what to a campaign and when, and what happened by itself: one line each, in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from campaigns.models import Attempt, Campaign
from campaigns.states import CampaignState as S
from privacy.models import AuditEntry

MOST = 200
_KNOWN = (
    *("create", "submitted", "approved", "rejected", "paused", "stop", "close", "repeat", "missed"),
    *("correct", "all-clear"),
)


@dataclass(frozen=True, slots=True)
class Event:
    """One line: `did` is the id of a sentence, `other` a campaign that it is about."""

    at: datetime
    did: str
    actor: str | None = None
    other: Campaign | None = None


def timeline(session: Session, campaign: Campaign) -> Sequence[Event]:
    """Return what happened, the first thing first."""
    acts = select(AuditEntry).where(AuditEntry.subject == campaign.id).order_by(AuditEntry.id).limit(MOST)
    events = [
        *_acts(session.scalars(acts).all()),
        *_by_itself(session, campaign),
        *_others(session, campaign),
    ]
    return sorted(events, key=lambda event: event.at)


def _acts(entries: Sequence[AuditEntry]) -> Iterator[Event]:
    begun = False
    for entry in entries:
        if entry.act == S.RUNNING:
            yield Event(entry.at, "happened.resumed" if begun else "happened.started", entry.actor)
            begun = True
        else:
            yield Event(entry.at, f"did.{entry.act if entry.act in _KNOWN else 'other'}", entry.actor)


def _by_itself(session: Session, campaign: Campaign) -> Iterator[Event]:
    edges = select(func.min(Attempt.placing_at)).where(Attempt.campaign_id == campaign.id)
    first = session.scalar(edges)
    if first is not None:
        yield Event(first, "happened.first")
    if campaign.finished_at is not None and campaign.state in {S.FINISHED, S.CLOSED, S.EXPIRED}:
        lapsed = campaign.started_at is None
        yield Event(campaign.finished_at, "happened.lapsed" if lapsed else "happened.finished")


def _others(session: Session, campaign: Campaign) -> Iterator[Event]:
    about = or_(Campaign.recall_of == campaign.id, Campaign.correction_of == campaign.id)
    for other in session.scalars(select(Campaign).where(about)):
        again = other.recall_of == campaign.id
        yield Event(other.created_at, "happened.recalled" if again else "happened.corrected", other=other)
    for id_, did in ((campaign.recall_of, "happened.recalls"), (campaign.correction_of, "happened.corrects")):
        first = session.get(Campaign, id_) if id_ else None
        if first is not None:
            yield Event(campaign.created_at, did, other=first)
