"""Campaigns found by state, area and words: what runs comes first, then the latest."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, or_, select, true
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.models import Campaign
from campaigns.pinned import plan_of
from campaigns.plan import Plan
from campaigns.states import CampaignState
from console.campaigns.pulse import STILL, pulses
from console.today import RUNNING, Card, card, in_order
from console.typed import without_number
from db.engine import reading
from prompts.faults import UnknownSentence
from prompts.library import Prompts

A_PAGE = 50
LONGEST = 60
MOST_PAGES = 10_000
_AREA = Campaign.plan["area"].as_string()
_WARNING = Campaign.plan["warning"].as_string()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for; what is empty is not asked for."""

    text: str = ""
    state: str = ""
    area: str = ""
    page: int = 1

    @property
    def is_anything(self) -> bool:
        """Tell whether anything narrows the list."""
        return bool(self.text or self.state or self.area)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found: those under way as cards, the others in short, and `count` in all."""

    running: Sequence[Card]
    others: Sequence[tuple[Campaign, Plan]]
    count: int
    pages: int
    areas: Sequence[str]


def wanted(text: str, state: str, area: str, page: int) -> Wanted:
    """Read what was typed and chosen; what is nothing of ours narrows nothing."""
    plain = without_number(" ".join(unicodedata.normalize("NFKC", text).split())[:LONGEST])
    known = state if state in {"", *CampaignState} else ""
    return Wanted(plain, known, without_number(area), min(max(1, page), MOST_PAGES))


def search(desk: Desk, tongue: str, wish: Wanted, now: datetime) -> Found:
    """Load one page of what was found."""
    runs = Campaign.state.in_(RUNNING)
    meant = _meant(desk.prompts, tongue, wish)
    order = (case((runs, 0), else_=1), Campaign.created_at.desc(), Campaign.id)
    with Session(reading(desk.engine)) as session:
        count = session.scalar(select(func.count()).select_from(Campaign).where(meant)) or 0
        rows = select(Campaign).where(meant).order_by(*order).offset((wish.page - 1) * A_PAGE).limit(A_PAGE)
        found = session.scalars(rows).all()
        under_way = [one for one in found if one.state in RUNNING]
        beats = pulses(session, [one.id for one in under_way], now)
        areas = session.scalars(select(_AREA).where(_AREA.is_not(None)).distinct().order_by(_AREA))
        return Found(
            in_order([card(session, one, now, desk.policy, beats.get(one.id, STILL)) for one in under_way]),
            [(one, plan_of(one)) for one in found if one.state not in RUNNING],
            count,
            max(1, -(-count // A_PAGE)),
            [area for area in areas if area],
        )


def _meant(prompts: Prompts, tongue: str, wish: Wanted) -> ColumnElement[bool]:
    found: ColumnElement[bool] = true()
    if wish.state:
        found &= Campaign.state == wish.state
    if wish.area:
        found &= _AREA.in_([wish.area])
    if wish.text:
        found &= or_(
            Campaign.name.icontains(wish.text, autoescape=True),
            _AREA.icontains(wish.text, autoescape=True),
            _AREA.in_(_areas(prompts, wish.text.lower())),
            _WARNING.in_(_warnings(prompts, tongue, wish.text.lower())),
        )
    return found


def _areas(prompts: Prompts, text: str) -> list[str]:
    """Return the line's own areas that have such a name in any language."""
    names = prompts.promises.areas.items()
    return [name for name, called in names if any(text in one.lower() for one in called.values())]


def _warnings(prompts: Prompts, tongue: str, text: str) -> list[str]:
    """Return the names of warnings with such a title; a plan names one in full or in short."""
    names = prompts.knowledge.warnings
    meant = {full for full in names.values() if text in _title(prompts, tongue, full).lower()}
    return [name for name, full in names.items() if full in meant]


def _title(prompts: Prompts, tongue: str, warning: str) -> str:
    try:
        return prompts.title(tongue, warning)
    except (UnknownSentence, LookupError):
        return ""
