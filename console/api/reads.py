"""What other systems read: campaigns and counts. No row here tells of a person, and none has a number."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.models import Campaign
from campaigns.pinned import plan_of
from campaigns.steps import find
from console import known, today
from console.api import sent, shapes
from console.health.finding import Finding
from console.words import Words
from db.clock import TOKYO
from db.engine import reading
from prompts.library import Prompts

PAGE = 50


def campaigns(engine: Engine, which: sent.Which) -> shapes.Campaigns:
    """Return one page of the campaigns."""
    rows = select(Campaign).order_by(Campaign.created_at.desc(), Campaign.id)
    if which.state is not None:
        rows = rows.where(Campaign.state == which.state)
    if which.area is not None:
        rows = rows.where(Campaign.plan["area"].as_string() == which.area.strip())
    with Session(reading(engine)) as session:
        found = session.scalars(rows.offset((which.page - 1) * PAGE).limit(PAGE + 1)).all()
        listed = [shapes.Campaign(**_short(one)) for one in found[:PAGE]]
    return shapes.Campaigns(campaigns=listed, page=which.page, more=len(found) > PAGE)


def campaign(desk: Desk, id: str, now: datetime) -> shapes.Progress:
    """Return how far a campaign is; raises NoSuchCampaign."""
    with Session(reading(desk.engine)) as session:
        card = today.card(session, find(session, id), now, desk.policy)
    far = card.progress
    return shapes.Progress(
        **_short(card.campaign),
        counts=dict(far.ends),
        done=far.done,
        percent=far.percent,
        reached=far.number("reached"),
        confirmed=far.confirmed,
        likely_end=_there(card.ends_at),
    )


def claims(prompts: Prompts) -> shapes.Claims:
    """Return the claims that can be warned of."""
    ids: Iterable[str] = (claim.removeprefix("C-") for claim in known.claims(prompts))
    named = [
        shapes.Claim(id=id, names={tag: prompts.title(tag, id) for tag in prompts.languages}) for id in ids
    ]
    return shapes.Claims(claims=named)


def areas(engine: Engine, prompts: Prompts, now: datetime) -> shapes.Areas:
    """Return the areas of the line and of its campaigns."""
    return shapes.Areas(areas=list(known.areas(engine, prompts.promises, now)))


def health(found: Iterable[Finding], say: Words, desk: Desk) -> shapes.Health:
    """Return how the installation is, in sentences; our own numbers, which operators read, are left out."""

    def masked(sentence: str) -> str:
        for name in (*desk.voices, *desk.texts):
            sentence = sentence.replace(name, "…")
        return sentence

    when = partial(say.when, now=desk.clock.now())
    listed = [
        shapes.Sentence(
            part=one.part,
            finding=one.id,
            well=one.well,
            says=masked(one.says(say, when)),
            to_do=masked(one.to_do(say, when)),
        )
        for one in found
    ]
    return shapes.Health(well=all(one.well for one in listed), findings=listed)


def _short(found: Campaign) -> shapes.Plain:
    plan = plan_of(found)
    return {
        "id": found.id,
        "name": found.name,
        "state": found.state,
        "audience": str(plan.audience),
        "channel": str(plan.channel),
        "warning": plan.warning,
        "area": plan.area,
        "languages": list(plan.languages),
        "recipients": found.total,
        "created_at": _there(found.created_at),
        "started_at": _there(found.started_at),
        "finished_at": _there(found.finished_at),
    }


def _there(at: datetime | None) -> datetime | None:
    return at and at.astimezone(TOKYO)
