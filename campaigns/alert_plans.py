"""What an alert means: the plans of its campaigns, made from the line's own hours, languages and policy."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from campaigns.desk import Desk
from campaigns.hearing import unheard
from campaigns.plan import Plan, Route, Source, Unlisted, plan_from
from campaigns.recalling import renamed
from campaigns.window import DAYS
from db.clock import TOKYO
from prompts.library import Audience
from prompts.promises import ResidentVoice

_NAME = "alert"
"""What stands before a fault."""
_LONGEST_LABEL = 60
_SURELY_KEPT = 50
"""A mark behind the name takes the place of its end."""


@dataclass(frozen=True, slots=True)
class Alert:
    """What to warn of and where; of homes those of a list, or of a file (then `source` says whose)."""

    claim: str
    area: str
    listed: str | None = None
    source: Source | None = None

    @property
    def warning(self) -> str:
        """Return the claim's id as campaign files have it."""
        return self.claim.removeprefix("C-")


def for_institutions(desk: Desk, alert: Alert, now: datetime) -> Plan:
    """Return the plan to the institutions of the area. Raises PlanInvalid."""
    whom = {"audience": Audience.INSTITUTION, "source": Source.OWN_RECORDS, "channel": Route.VOICE}
    languages = [tag for tag in desk.prompts.heard if tag not in desk.prompts.short]
    told = {"institutions": {"area": alert.area}, "languages": languages, "unlisted": Unlisted.FIRST}
    return plan_from({**_common(desk, alert, now, ""), **whom, **told}, _NAME)


def for_homes(desk: Desk, alert: Alert, now: datetime) -> Iterator[Plan]:
    """Yield the plans that may suit the homes, the best first. Raises PlanInvalid.

    Those whose language cannot be heard get a text in it; where somebody's line takes none, all get words.
    """
    silent = desk.policy.resident_voice is ResidentVoice.OFF
    aloud = Route.AUTO if alert.listed else Route.VOICE
    whom = {
        "audience": Audience.RESIDENT,
        "source": Source.CONSENT if alert.listed else alert.source,
        "channel": Route.SMS if silent else aloud,
        "list": alert.listed,
    }
    values = {**_common(desk, alert, now, " (homes)"), **whom}
    offered = list(desk.prompts.languages if silent else desk.prompts.heard)
    draft = plan_from({**values, "languages": offered}, _NAME)
    told = [
        tag for tag in offered if not unheard(desk.prompts, draft.model_copy(update={"languages": (tag,)}))
    ]
    for unlisted in (Unlisted.SMS, Unlisted.FIRST):
        yield plan_from({**values, "languages": told or offered, "unlisted": unlisted}, _NAME)


def is_named_so(name: str, plan: Plan) -> bool:
    """Tell whether a campaign of this plan has the name that an alert gives."""
    return name.startswith(_beginning(str(plan.warning), str(plan.area))[:_SURELY_KEPT])


def _common(desk: Desk, alert: Alert, now: datetime, mark: str) -> dict[str, Any]:
    hours = desk.policy.hours
    # Not the day of the month: with the hour it would have as many figures as a telephone number.
    name = f"{_beginning(alert.warning, alert.area)}{now.astimezone(TOKYO):%a %H:%M}"[:_LONGEST_LABEL]
    days = [DAYS[day] for day in sorted(hours.days)]
    return {
        "name": renamed(name, mark) if mark else name,
        "warning": alert.warning,
        "area": alert.area,
        "window": {"days": days, "from": hours.start, "to": hours.end},
        **({"pace": {"per_second": desk.sender_pace}} if desk.sender_pace else {}),
    }


def _beginning(warning: str, area: str) -> str:
    return f"{warning}, {area}, "
