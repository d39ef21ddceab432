"""What can be done once a campaign has called: call again who has not confirmed, say it is over, erase."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from campaigns import correcting, lifecycle, recalling
from campaigns.desk import Desk
from campaigns.lifecycle import NotNow
from campaigns.people import Actor
from campaigns.states import CAMPAIGN_NEXT
from campaigns.states import CampaignState as S
from console import acts, due
from console.acts import Refused, Said
from console.today import Card

ACTS = ("recall", "all-clear", "close")
"""The acts that stand at the end of a campaign's page; to correct it has a page of its own."""


@dataclass(frozen=True, slots=True)
class Done:
    """What is said of an act, and the campaign on whose page one goes on."""

    said: Said
    campaign: str


def offered(session: Session, card: Card, actor: Actor) -> tuple[str, ...]:
    """Return what this person may do now, `correct` among it."""
    campaign, finished = card.campaign, card.campaign.state == S.FINISHED
    can = {
        "recall": finished and bool(due.unconfirmed(session, [campaign])),
        "correct": correcting.hindrance(session, campaign, all_clear=False) is None,
        "all-clear": correcting.hindrance(session, campaign, all_clear=True) is None,
        "close": S.CLOSED in CAMPAIGN_NEXT[S(campaign.state)],
    }
    return tuple(act for act, now in can.items() if now and acts.may(actor, act))


def do(desk: Desk, judge: Callable[..., Any], campaign: str, act: str, actor: Actor) -> Done:
    """Do one of ACTS; raises Refused, and NoSuchCampaign. The caller has asked whether the person may."""
    try:
        return _DO[act](desk, judge, campaign, actor)
    except NotNow:
        raise Refused(Said("error.not-now"), 409) from None


def submitted(desk: Desk, judge: Callable[..., Any], draft: correcting.Draft, actor: Actor) -> str:
    """Make a correction that may go out, and hand it in; returns its id. Raises NotNow and Refused.

    Who cannot be told of it, because their line takes no such message, is left out.
    """
    found = judge(draft.plan, draft.people, draft.plan.name, draft.earlier)
    if found.must_stop(skip_bad=True):
        raise Refused(Said("error.words"), 422)
    made = correcting.make(desk, draft, actor, desk.clock.now())
    lifecycle.submit(desk, made, actor, desk.clock.now())
    return made


def _recall(desk: Desk, _: Callable[..., Any], campaign: str, actor: Actor) -> Done:
    made = recalling.recall(desk, campaign, actor, desk.clock.now())
    if made.is_new:
        lifecycle.submit(desk, made.campaign, actor, desk.clock.now())
    return Done(Said("done.recall" if made.is_new else "done.before"), made.campaign)


def _all_clear(desk: Desk, judge: Callable[..., Any], campaign: str, actor: Actor) -> Done:
    draft = correcting.prepare(desk, campaign, None)
    made = submitted(desk, judge, draft, actor)
    return Done(Said("done.all-clear", {"count": draft.count}), made)


def _close(desk: Desk, _: Callable[..., Any], campaign: str, actor: Actor) -> Done:
    done = lifecycle.close(desk, campaign, actor, desk.clock.now())
    return Done(Said("done.close" if done else "done.before"), campaign)


_DO = {"recall": _recall, "all-clear": _all_clear, "close": _close}
