"""Our numbers and names: which of them a call or a text may come from, and how far each is slowed down."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.models import Campaign, Sender
from campaigns.pace import one_slower, still_slowed
from campaigns.pinned import plan_of
from campaigns.plan import Plan
from campaigns.retry import channels
from campaigns.states import CampaignState
from db.insert import insert_new
from prompts.library import Channel


@dataclass(frozen=True, slots=True)
class Lane:
    """A channel, and the senders that take turns in it; `pace` is what each of them may do a second."""

    channel: Channel
    senders: tuple[str, ...]
    pace: float | None


def lanes(desk: Desk, plan: Plan) -> list[Lane]:
    """Return the lanes of a plan, one for each channel."""
    ours = {Channel.VOICE: desk.voices, Channel.SMS: desk.texts}
    return [Lane(way, _among(plan, ours[way]), desk.sender_pace) for way in channels(plan)]


def _among(plan: Plan, ours: tuple[str, ...]) -> tuple[str, ...]:
    return (plan.sender,) if plan.sender in ours and plan.sender is not None else ours


def not_ours(plan: Plan, voices: Collection[str], texts: Collection[str]) -> list[str]:
    """Return what is wrong with the sender that a plan names: its calls, or else its texts, come from it."""
    named, ours = ("VOICE_FROM", voices) if Channel.VOICE in channels(plan) else ("SMS_FROM", texts)
    if plan.sender is None or plan.sender in ours:
        return []
    return [f"sender: {plan.sender} is none of ours; take one of {named} ({', '.join(ours)}) or leave it out"]


def load(session: Session, names: Iterable[str], now: datetime) -> dict[str, Sender]:
    """Lock senders, always in the same order so that workers never wait for each other in a circle."""
    wanted = sorted(set(names))
    rows = select(Sender).where(Sender.name.in_(wanted)).order_by(Sender.name).with_for_update()
    found = {sender.name: sender for sender in session.scalars(rows)}
    if len(found) < len(wanted):
        new = insert_new(session.get_bind().dialect, Sender)
        missing = [name for name in wanted if name not in found]
        session.execute(new, [{"name": name, "next_slot": now, "slowed": 0} for name in missing])
        found = {sender.name: sender for sender in session.scalars(rows)}
    return found


def first_free(senders: Sequence[Sender]) -> Sender:
    """Return the sender whose turn it is: the one that is free first, or has rested longest."""
    return min(senders, key=lambda sender: sender.next_slot)


def slow(session: Session, name: str, now: datetime) -> None:
    """Halve a sender's pace, because the carrier had too much; it grows again by itself."""
    sender = load(session, [name], now)[name]
    sender.slowed, sender.slowed_at = one_slower(sender.slowed, sender.slowed_at, now)


def slowed(session: Session, name: str, now: datetime) -> int:
    """Return by how many halvings a sender's pace is lowered now."""
    sender = session.get(Sender, name)
    return still_slowed(sender.slowed, sender.slowed_at, now) if sender else 0


def slowed_for(session: Session, desk: Desk, campaign: Campaign, now: datetime) -> int:
    """Return likewise for a campaign, the slowest of its senders; one that does not run is not slowed."""
    if campaign.state != CampaignState.RUNNING:
        return 0
    names = {name for lane in lanes(desk, plan_of(campaign)) for name in lane.senders}
    return max(slowed(session, name, now) for name in names)
