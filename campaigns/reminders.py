"""Word to the approvers that a campaign waits for them: put down with the step that makes it wait."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from campaigns.models import Campaign, Reminder
from campaigns.pinned import plan_of
from campaigns.states import CampaignState as S

WEBHOOK, MAIL, DEPUTIES = "webhook", "mail", "deputies"
WAITS, SECOND, LAPSES = "waits", "second", "lapses"
BEFORE_LAPSE = timedelta(days=1)
AGAIN = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1))
"""How long after each try that failed the next one comes; after the last there is none."""
TRIES = len(AGAIN) + 1


@dataclass(frozen=True, slots=True)
class Approvals:
    """How approvers hear of what waits, after what time deputies do too, and when it lapses."""

    ways: tuple[str, ...] = ()
    deputies_after: timedelta | None = None
    lapse_after: timedelta = timedelta(days=7)

    def lapses_at(self, campaign: Campaign) -> datetime:
        """Return when a campaign that nobody decides on, or starts, ends by itself."""
        since = campaign.approved_at or campaign.submitted_at or campaign.created_at
        over, last = since + self.lapse_after, plan_of(campaign).not_after
        return min(over, last) if last is not None and campaign.state == S.APPROVED else over


@dataclass(frozen=True, slots=True)
class Due:
    """One reminder to be sent; nothing in it but what approvers may read in a mail."""

    id: int
    way: str
    about: str
    campaign: str
    name: str
    state: str
    since: datetime


def renew(session: Session, approvals: Approvals, campaign: Campaign, now: datetime) -> None:
    """Put down what approvers have to hear of a campaign as it stands now, and drop what was there."""
    drop(session, campaign.id)
    rows = {(way, LAPSES): approvals.lapses_at(campaign) - BEFORE_LAPSE for way in approvals.ways}
    if campaign.state == S.SUBMITTED:
        about = WAITS if campaign.approved_by is None else SECOND
        rows |= {(way, about): now for way in approvals.ways}
        if approvals.deputies_after is not None:
            rows[DEPUTIES, about] = now + approvals.deputies_after
    for (way, about), due_at in rows.items():
        if about != LAPSES or due_at > now:
            session.add(Reminder(campaign_id=campaign.id, way=way, about=about, due_at=due_at))


def drop(session: Session, campaign: str) -> None:
    """Forget all that was put down for a campaign."""
    session.execute(delete(Reminder).where(Reminder.campaign_id == campaign))


def take_next(engine: Engine, now: datetime) -> Due | None:
    """Take the next reminder that is due, so that nobody else sends it; what is decided is dropped.

    It counts as tried from here on, and comes again later unless it is `sent`.
    """
    with Session(engine) as session, session.begin():
        rows = select(Reminder).where(
            Reminder.due_at <= now, Reminder.sent_at.is_(None), Reminder.tries < TRIES
        )
        for row in session.scalars(rows.order_by(Reminder.due_at, Reminder.id).with_for_update()):
            campaign = session.get_one(Campaign, row.campaign_id)
            if not _holds(row.about, campaign):
                session.delete(row)
                continue
            row.due_at = now + (AGAIN[row.tries] if row.tries < len(AGAIN) else timedelta())
            row.tries += 1
            since = campaign.approved_at or campaign.submitted_at or campaign.created_at
            return Due(row.id, row.way, row.about, campaign.id, campaign.name, campaign.state, since)
    return None


def sent(engine: Engine, reminder: int, now: datetime) -> None:
    """Note that a reminder has arrived at its server."""
    with Session(engine) as session, session.begin():
        session.execute(update(Reminder).where(Reminder.id == reminder).values(sent_at=now))


def _holds(about: str, campaign: Campaign) -> bool:
    """Tell whether what a reminder says is still so."""
    if about == LAPSES:
        return campaign.state in {S.SUBMITTED, S.APPROVED}
    first = campaign.approved_by is None
    return campaign.state == S.SUBMITTED and first == (about == WAITS)
