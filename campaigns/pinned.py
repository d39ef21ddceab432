"""What never changes after a campaign was made, its plan and its words: read once, kept in memory."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.models import Campaign, Script
from campaigns.plan import Plan
from prompts.spans import seconds

_KEPT = 64
_LONGER = 1.4
"""A carrier's voice may be slower than our estimate, and is where a language asks for a calm pace and rests;
a call that was cut off must not count as heard."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """A campaign's plan and its words per language; `{date}` is still open in them."""

    plan: Plan
    voice: Mapping[str, str]
    text: Mapping[str, str]
    one_playing: Mapping[str, float]
    """Seconds after which whoever listened has surely heard the message once."""
    is_correction: bool = False


_pinned: dict[str, Pinned] = {}


def pinned(session: Session, campaign: str) -> Pinned:
    """Return what was pinned when the campaign was made; raises LookupError for an unknown one."""
    found = _pinned.get(campaign)
    if found is None:
        rows = select(Campaign.plan, Campaign.correction_of).where(Campaign.id == campaign)
        row = session.execute(rows).first()
        if row is None:
            raise LookupError(f"there is no campaign {campaign!r}")
        scripts = session.scalars(select(Script).where(Script.campaign_id == campaign)).all()
        plan, words = Plan.from_json(row.plan), {s.language: s.voice for s in scripts}
        found = Pinned(
            plan,
            {s.language: s.voice for s in scripts},
            {s.language: s.text for s in scripts},
            {
                s.language: _LONGER * sum(seconds(words[tag], tag) for tag in spoken(plan, s.language))
                for s in scripts
            },
            is_correction=row.correction_of is not None,
        )
        if len(_pinned) >= _KEPT:
            _pinned.pop(next(iter(_pinned)), None)
        _pinned[campaign] = found
    return found


def spoken(plan: Plan, own: str) -> list[str]:
    """Return the languages that one playing is said in, for a recipient with a language of their own."""
    first = plan.languages[0]
    return [first, own] if plan.languages_per_call == 2 and own != first else [own]


def plan_of(campaign: Campaign) -> Plan:
    """Return a campaign's plan, from memory where it is."""
    found = _pinned.get(campaign.id)
    return found.plan if found else Plan.from_json(campaign.plan)
