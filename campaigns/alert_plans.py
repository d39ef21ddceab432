"""What an alert means: the plans of its campaigns, made from the line's own hours, languages and policy."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from campaigns.desk import Desk
from campaigns.hearing import unheard
from campaigns.plan import Plan, Route, Source, Unlisted, plan_from
from campaigns.recalling import renamed
from campaigns.window import DAYS
from db.clock import TOKYO
from prompts.library import Audience, Channel
from prompts.promises import ResidentVoice

_NAME = "alert"
"""What stands before a fault."""
_LONGEST_LABEL = 60
_SURELY_KEPT = 50
"""A mark behind the name takes the place of its end."""


@dataclass(frozen=True, slots=True)
class Alert:
    """What to warn of and where; of homes those of a list, or of a file (then `source` says whose).

    `own_words` are those of an operator by language; the other languages keep the warning's.
    """

    claim: str
    area: str
    listed: str | None = None
    source: Source | None = None
    own_words: Mapping[str, str] | None = None
    starts_at: datetime | None = None
    not_after: datetime | None = None

    @property
    def warning(self) -> str:
        """Return the claim's id as campaign files have it."""
        return self.claim.removeprefix("C-")


def for_institutions(desk: Desk, alert: Alert, now: datetime) -> Plan:
    """Return the plan to the institutions of the area. Raises PlanInvalid."""
    whom = {"audience": Audience.INSTITUTION, "source": Source.OWN_RECORDS, "channel": Route.VOICE}
    languages = [tag for tag in desk.prompts.heard if tag not in desk.prompts.short]
    told = {"institutions": {"area": alert.area}, "unlisted": Unlisted.FIRST}
    said = _said(desk, alert, languages, Channel.VOICE)
    return plan_from({**_common(desk, alert, now, ""), **whom, **told, **said}, _NAME)


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
    form = Channel.SMS if silent else Channel.VOICE
    draft = plan_from({**values, **_said(desk, alert, offered, form)}, _NAME)
    told = [
        tag for tag in offered if not unheard(desk.prompts, draft.model_copy(update={"languages": (tag,)}))
    ]
    for unlisted in (Unlisted.SMS, Unlisted.FIRST):
        said = _said(desk, alert, told or offered, form)
        yield plan_from({**values, **said, "unlisted": unlisted}, _NAME)


def without(plan: Plan, languages: Sequence[str]) -> Plan:
    """Return the plan without these languages; whoever speaks one of them gets the first that is left."""
    told = tuple(tag for tag in plan.languages if tag not in languages)
    words = plan.scripts and {tag: words for tag, words in plan.scripts.items() if tag in told}
    return plan.model_copy(update={"languages": told, "scripts": words, "unlisted": Unlisted.FIRST})


def is_named_so(name: str, desk: Desk, alert: Alert) -> bool:
    """Tell whether a campaign has the name that this alert gives."""
    return name.startswith(_beginning(desk, alert)[:_SURELY_KEPT])


def _common(desk: Desk, alert: Alert, now: datetime, mark: str) -> dict[str, Any]:
    hours = desk.policy.hours
    # Not the day of the month: with the hour it would have as many figures as a telephone number.
    name = f"{_beginning(desk, alert)}{now.astimezone(TOKYO):%a %H:%M}"[:_LONGEST_LABEL]
    days = [DAYS[day] for day in sorted(hours.days)]
    return {
        "name": renamed(name, mark) if mark else name,
        "area": alert.area,
        "window": {"days": days, "from": hours.start, "to": hours.end},
        **({"pace": {"per_second": desk.sender_pace}} if desk.sender_pace else {}),
        "starts_at": alert.starts_at,
        "not_after": alert.not_after,
    }


def _said(desk: Desk, alert: Alert, languages: Sequence[str], form: Channel) -> dict[str, Any]:
    """Return languages and words: a plan has a warning or scripts, so a warning's words become scripts."""
    told = {"languages": list(languages)}
    if not alert.own_words:
        return {**told, "warning": alert.warning}
    own, ours = alert.own_words, desk.prompts.warning_body
    return {**told, "scripts": {tag: own.get(tag) or ours(tag, alert.warning, form) for tag in languages}}


def _beginning(desk: Desk, alert: Alert) -> str:
    """Return what stands before the hour: what it warns of in the line's first language, and where."""
    prompts = desk.prompts
    known = alert.warning in prompts.knowledge.warnings  # What is unknown is refused with the plan.
    title = prompts.title(prompts.languages[0], alert.warning) if known else alert.warning
    return f"{title}, {alert.area}, "
