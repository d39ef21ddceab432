"""All that one campaign's page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaigns import tallies
from campaigns.arithmetic import Estimate
from campaigns.desk import Desk
from campaigns.estimating import of_campaign
from campaigns.lifecycle import find
from campaigns.models import Campaign, Delivery, Script
from campaigns.people import Actor
from campaigns.retry import channels
from campaigns.senders import slowed_for
from campaigns.series import is_series, next_runs
from campaigns.states import AttemptState
from campaigns.states import CampaignState as S
from console.approvals.tray import others
from console.campaigns import afterwards, ending
from console.campaigns.figures import Figure
from console.campaigns.pictures import several
from console.campaigns.timeline import Event, timeline
from console.due import ERASED, erased_at
from console.shown import Shown
from console.today import RUNNING, Card, card
from db.clock import TOKYO
from db.engine import reading
from prompts.library import Channel

UNCONFIRMED = 200
"""Names shown at most."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One language's words as they go out today; None for a way that the campaign does not use."""

    language: str
    recipients: int
    voice: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """The page. `unconfirmed` has names of institutions, in order; residents have no name here."""

    card: Card
    sheets: Sequence[Sheet]
    outlook: Estimate | None
    unconfirmed: Sequence[str]
    timeline: Sequence[Event]
    figures: Sequence[tuple[str, Figure]]
    offered: Sequence[str]
    """What may be done once it has called: see afterwards."""
    put_off: int
    slowed: int
    """How often the carrier had the pace halved."""
    next_runs: Sequence[datetime] | None
    """Of a recurring campaign, when it runs next."""
    stopped: Event | None
    tried: int
    """How many of those that a stop left out had been tried before."""
    together: Sequence[Card]
    """The other campaigns of the same alert."""
    erased_at: datetime | None
    """When the numbers are erased by themselves; None before it is over, and after."""

    @property
    def has_begun(self) -> bool:
        """Tell whether anybody was called."""
        return self.card.campaign.started_at is not None

    @property
    def may_change(self) -> bool:
        """Tell whether the page changes by itself."""
        return self.card.campaign.state in RUNNING

    @property
    def is_series(self) -> bool:
        """Tell whether it only makes others and calls nobody itself."""
        return self.card.plan.repeat is not None


def load(desk: Desk, campaign: str, shown: Shown, actor: Actor, *, pictures: bool = True) -> Page:
    """Load a campaign's page for somebody; raises NoSuchCampaign. Its pictures count every single call."""
    now = shown.now
    with Session(reading(desk.engine)) as session:
        found = find(session, campaign)
        about = card(session, found, now, desk.policy)
        ahead = found.state in {S.DRAFT, S.SUBMITTED, S.APPROVED}
        events = timeline(session, found)
        return Page(
            card=about,
            sheets=_sheets(session, desk, about, now),
            outlook=of_campaign(session, desk, found, now) if ahead else None,
            unconfirmed=_unconfirmed(session, about),
            timeline=events,
            figures=list(several(session, shown, found)) if pictures and found.started_at else [],
            offered=afterwards.offered(session, about, actor),
            put_off=tallies.put_off(session, campaign),
            slowed=slowed_for(session, desk, found, now),
            next_runs=next_runs(found, desk.policy, now) if is_series(found) else None,
            tried=ending.tried(session, campaign),
            together=[card(session, one, now, desk.policy) for one in others(session, found)],
            stopped=next((one for one in events if one.did == "did.stop"), None),
            erased_at=erased_at(found) if found.state in ERASED else None,
        )


def _sheets(session: Session, desk: Desk, shown: Card, now: datetime) -> list[Sheet]:
    id_, plan = shown.campaign.id, shown.plan
    recipients = _by_language(session, shown.campaign)
    day = now.astimezone(TOKYO).date()
    sheets = []
    for script in session.scalars(select(Script).where(Script.campaign_id == id_)):
        tag = script.language
        if tag not in plan.languages and tag not in recipients:
            continue  # Pinned for whoever speaks it, and nobody does.
        # Whoever speaks a language that the campaign does not have gets a text in it.
        ways = channels(plan) if tag in plan.languages else (Channel.SMS,)
        voice, text = (
            desk.prompts.fill_date(tag, words, day, channel) if channel in ways else None
            for channel, words in ((Channel.VOICE, script.voice), (Channel.SMS, script.text))
        )
        sheets.append(Sheet(tag, recipients.get(tag, 0), voice, text))
    order = {tag: place for place, tag in enumerate(plan.languages)}
    return sorted(sheets, key=lambda sheet: order.get(sheet.language, len(order)))


def _by_language(session: Session, campaign: Campaign) -> dict[str, int]:
    rows = select(Delivery.language, func.count()).where(Delivery.campaign_id == campaign.id)
    return {tag: number for tag, number in session.execute(rows.group_by(Delivery.language))}  # noqa: C416 - typed so


def _unconfirmed(session: Session, shown: Card) -> list[str]:
    if not shown.is_for_institutions or shown.campaign.started_at is None:
        return []
    rows = select(Delivery.name).where(
        Delivery.campaign_id == shown.campaign.id,
        Delivery.name.is_not(None),
        Delivery.end.is_distinct_from(AttemptState.ACKNOWLEDGED),
    )
    return [name for name in session.scalars(rows.order_by(Delivery.name)) if name]
