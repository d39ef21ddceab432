"""From an incident to campaigns that wait for one approval: institutions, and homes where they are named."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import BinaryIO

from campaigns import alert_plans, alerted, intake, lifecycle, once
from campaigns.addressed import from_directory, left_out
from campaigns.alert_findings import Check, Judged
from campaigns.alert_plans import Alert
from campaigns.audience import People
from campaigns.desk import Desk
from campaigns.listed import from_list
from campaigns.people import Actor, Role
from campaigns.plan import Plan


@dataclass(frozen=True, slots=True)
class Part:
    """One campaign of an alert and what was found of it; `nobody` says why there is no campaign.

    `left_out` are the languages whose words the linter refuses: whoever speaks them gets the first language.
    `whole` is the plan with them. `waiting` institutions have not enrolled.
    """

    plan: Plan
    people: People
    found: Judged
    nobody: str = ""
    left_out: tuple[str, ...] = ()
    campaign: str | None = None
    whole: Plan | None = None
    waiting: int = 0


class CannotAlert(Exception):
    """Nothing was made; what was found stands in `parts`."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self.parts = tuple(parts)
        super().__init__("; ".join(part.nobody or part.found.as_text() for part in self.parts))


def draft(
    desk: Desk,
    alert: Alert,
    homes: BinaryIO | None,
    check: Check,
    actor: Actor,
    now: datetime,
    *,
    skip_bad: bool = False,
    again: bool = False,
    submit: bool = True,
) -> list[Part]:
    """Make and submit the campaigns of an alert after all of them were judged; one approval starts them.

    `homes` is the table of an alert that names no list; `again` makes it although the same one is under way;
    without `submit` they stay drafts that somebody else takes up.
    Raises NotAllowed, NotNow, PlanInvalid and CannotAlert.
    """
    actor.must_be(Role.EDITOR, "draft an alert")
    alerted.must_be_meant(alert, desk.prompts)
    with once.alone(desk, "alert", alert.claim, alert.area):
        return _drafted(desk, alert, homes, check, actor, now, skip_bad=skip_bad, again=again, submit=submit)


def _drafted(
    desk: Desk,
    alert: Alert,
    homes: BinaryIO | None,
    check: Check,
    actor: Actor,
    now: datetime,
    *,
    skip_bad: bool,
    again: bool,
    submit: bool,
) -> list[Part]:
    if not again:
        alerted.must_be_new(desk, alert)
    parts = look(desk, alert, homes, check, now, skip_bad=skip_bad)
    wanted = [part for part in parts if not part.nobody]
    if not wanted or any(part.found.must_stop(skip_bad=skip_bad) for part in wanted):
        raise CannotAlert(parts)
    made = [_made(desk, part, actor, now) for part in parts]
    for part in made:
        if part.campaign and submit:
            lifecycle.submit(desk, part.campaign, actor, now)
    return made


def look(
    desk: Desk, alert: Alert, homes: BinaryIO | None, check: Check, now: datetime, *, skip_bad: bool = False
) -> list[Part]:
    """Judge the campaigns of an alert; nothing is stored. Raises PlanInvalid and TableInvalid."""
    banks = _institutions(desk, alert, check, now)
    meant = alert.listed or homes
    return [banks, _homes(desk, alert, homes, check, now, skip_bad=skip_bad)] if meant else [banks]


def _institutions(desk: Desk, alert: Alert, check: Check, now: datetime) -> Part:
    plan = alert_plans.for_institutions(desk, alert, now)
    waiting = left_out(desk, plan)
    part = replace(_judged(plan, from_directory(desk, plan), check, alert.own_words), waiting=waiting)
    if not _is_empty(part):
        return part
    why = f"{waiting:,} there have not enrolled: `yobikake institution enrol`" if waiting else "none is there"
    return replace(part, nobody=f"no institution of {alert.area} can be called: {why}")


def _homes(
    desk: Desk, alert: Alert, table: BinaryIO | None, check: Check, now: datetime, *, skip_bad: bool
) -> Part:
    for plan in alert_plans.for_homes(desk, alert, now):
        people = from_list(desk, plan, now) if table is None else table
        part = _judged(plan, people, check, alert.own_words)
        if not part.found.must_stop(skip_bad=skip_bad):
            break
    where = f"list {alert.listed}" if alert.listed else "the file"
    return replace(part, nobody=f"{where} has nobody to warn") if _is_empty(part) else part


def _judged(plan: Plan, people: People, check: Check, own: Collection[str] | None) -> Part:
    """Judge a plan, and once more without the languages whose words are refused, unless they are `own`."""
    found = check(plan, people)
    unfit = found.unfit.intersection(plan.languages)
    part = Part(plan, people, found, whole=plan)
    if not unfit or unfit == set(plan.languages) or unfit.intersection(own or ()):
        return part
    fewer = alert_plans.without(plan, tuple(unfit))
    return replace(part, plan=fewer, found=check(fewer, people), left_out=tuple(sorted(unfit)))


def _made(desk: Desk, part: Part, actor: Actor, now: datetime) -> Part:
    if part.nobody:
        return part
    return replace(part, campaign=intake.create(desk, part.plan, part.people, actor, now))


def _is_empty(part: Part) -> bool:
    seen = part.found.inspection
    return seen is not None and not seen.good and not seen.bad_count
