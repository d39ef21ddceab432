"""What the first page and a campaign's page show, the same for the page and for its live part."""

from collections.abc import Sequence
from typing import Any

from flask import g, request, url_for
from sqlalchemy.orm import Session

from campaigns.lifecycle import lacks_second
from campaigns.states import CampaignState
from console import acts, answers, campaign, lately, today, wishes
from console.answers import part
from console.campaigns import speech
from console.campaigns.search import Found, Wanted, search, wanted
from console.due import due
from console.progress import group_of
from console.today import Card
from db.engine import reading


def first() -> dict[str, Any]:
    """Return all that the first page shows."""
    desk, engine, now = part("desk"), part("engine"), answers.now()
    shown = answers.shown()
    found = today.today(engine, now, desk.policy)
    return {
        "today": found,
        "due": due(desk, now),
        "lately": lately.lately(engine, part("tally"), shown),
        "held": wishes.held(desk),
        "speech": spoken(found.running),
        "may": {act: acts.may(g.actor, act) for act in acts.NEEDED},
        "renew": answers.renewal(moves=bool(found.running)),
    }


def listed(wish: Wanted) -> dict[str, Any]:
    """Return what the list of campaigns shows."""
    found: Found = search(part("desk"), answers.tongue(), wish, answers.now())
    may = {"stop": acts.may(g.actor, "stop")}
    states, said = list(CampaignState), spoken(found.running)
    asked = {"text": wish.text or None, "state": wish.state or None, "area": wish.area or None}
    return {"found": found, "wish": wish, "asked": asked, "speech": said, "may": may, "states": states}


def wished() -> Wanted:
    """Return what the address asks for."""
    asked = request.args
    page = asked.get("page", 1, type=int)
    return wanted(asked.get("text", ""), asked.get("state", ""), asked.get("area", ""), page)


def one(
    id: str, refused: acts.Refused | None = None, reason: str = "", *, pictures: bool = True
) -> dict[str, Any]:
    """Return all that a campaign's page shows; raises NoSuchCampaign."""
    found = campaign.load(part("desk"), id, answers.shown(), g.actor, pictures=pictures)
    return {
        "page": found,
        "counts": dict(found.card.progress.ends),
        "most": campaign.UNCONFIRMED,
        "group_of": group_of,
        "acts": acts.offered(found.card.campaign, g.actor),
        "own": acts.is_own(found.card.campaign, g.actor),
        "one_of_two": lacks_second(found.card.campaign),
        "refused": refused,
        "reason": reason,
        "here": url_for("console.one", id=id),
        "renew": answers.renewal(moves=found.may_change and refused is None),
    }


def spoken(cards: Sequence[Card]) -> dict[str, tuple[str, str]]:
    """Return the first words of each campaign and their language, nearest to the page's."""
    with Session(reading(part("engine"))) as session:
        return {
            card.campaign.id: speech.in_short(
                session, part("prompts"), card.campaign.id, answers.tongue(), answers.now()
            )
            for card in cards
            if card.plan.repeat is None
        }
