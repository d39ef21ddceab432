"""What an operator can choose from: the claims of the knowledge base, the areas of line and campaigns."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from campaigns.models import Campaign
from campaigns.pinned import plan_of
from db.engine import reading
from prompts.faults import UnknownSentence
from prompts.library import Prompts
from prompts.promises import Promises

RECENT = timedelta(days=90)


def claims(prompts: Prompts) -> Sequence[str]:
    """Return the warnings that rest on a claim; general advice is nothing that somebody is told."""
    return tuple(dict.fromkeys(claim.warning for claim in prompts.knowledge.claims.values()))


def claim(prompts: Prompts, name: str) -> str:
    """Return the full id of a claim; raises UnknownSentence."""
    found = prompts.knowledge.warning(name)
    if found not in claims(prompts):
        raise UnknownSentence(f"{name!r} is advice, and no claim; `yobikake prompts list` names them")
    return found


def areas(engine: Engine, promises: Promises, now: datetime) -> Sequence[str]:
    """Return the names of the areas: the line's own in their order, then others by name.

    Only these can be noted: who may type freely will one day type a name.
    """
    recent = select(Campaign).where(Campaign.created_at >= now - RECENT)
    with Session(reading(engine)) as session:
        named = {plan_of(campaign).area for campaign in session.scalars(recent)}
    others = sorted(area for area in named if area and area not in promises.areas)
    return (*promises.areas, *others)
