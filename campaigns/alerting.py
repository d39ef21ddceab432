"""From an incident to campaigns that wait for one approval: institutions, and homes where they are named."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import BinaryIO, Protocol

from campaigns import alert_plans, alerted, intake, lifecycle
from campaigns.addressed import from_directory, left_out
from campaigns.alert_plans import Alert
from campaigns.audience import Inspection, People
from campaigns.desk import Desk
from campaigns.listed import from_list
from campaigns.people import Actor, Role
from campaigns.plan import Plan, Unlisted


class Judged(Protocol):
    """What somebody found who looked at a plan and its people before anything is stored."""

    @property
    def exit_code(self) -> int:
        """Return 2 for wrong input, 1 for words that may not go out, else 0."""

    @property
    def inspection(self) -> Inspection | None:
        """Return what the people are like."""

    @property
    def unfit(self) -> frozenset[str]:
        """Return the languages whose words may not go out."""

    def must_stop(self, *, skip_bad: bool) -> bool:
        """Tell whether nothing may be made of it."""

    def as_text(self) -> str:
        """Say it in lines."""


Check = Callable[[Plan, People], Judged]


@dataclass(frozen=True, slots=True)
class Part:
    """One campaign of an alert and what was found of it; `nobody` says why there is no campaign.

    `left_out` are the languages whose words the linter refuses: whoever speaks them gets the first language.
    """

    plan: Plan
    people: People
    found: Judged
    nobody: str = ""
    left_out: tuple[str, ...] = ()
    campaign: str | None = None


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
) -> list[Part]:
    """Make and submit the campaigns of an alert after all of them were judged; one approval starts them.

    `homes` is the table of an alert that names no list; `again` makes it although the same one is under way.
    Raises NotAllowed, NotNow, PlanInvalid and CannotAlert.
    """
    actor.must_be(Role.EDITOR, "draft an alert")
    alerted.must_be_meant(alert, desk.prompts)
    if not again:
        alerted.must_be_new(desk, alert)
    parts = [_institutions(desk, alert, check, now)]
    if alert.listed or homes:
        parts.append(_homes(desk, alert, homes, check, now, skip_bad=skip_bad))
    wanted = [part for part in parts if not part.nobody]
    if not wanted or any(part.found.must_stop(skip_bad=skip_bad) for part in wanted):
        raise CannotAlert(parts)
    made = [_made(desk, part, actor, now) for part in parts]
    for part in made:
        if part.campaign:
            lifecycle.submit(desk, part.campaign, actor, now)
    return made


def _institutions(desk: Desk, alert: Alert, check: Check, now: datetime) -> Part:
    plan = alert_plans.for_institutions(desk, alert, now)
    part = _judged(plan, from_directory(desk, plan), check)
    if not _is_empty(part):
        return part
    waiting = left_out(desk, plan)
    why = f"{waiting:,} there have not enrolled: `yobikake institution enrol`" if waiting else "none is there"
    return replace(part, nobody=f"no institution of {alert.area} can be called: {why}")


def _homes(
    desk: Desk, alert: Alert, table: BinaryIO | None, check: Check, now: datetime, *, skip_bad: bool
) -> Part:
    for plan in alert_plans.for_homes(desk, alert, now):
        part = _judged(plan, from_list(desk, plan, now) if table is None else table, check)
        if not part.found.must_stop(skip_bad=skip_bad):
            break
    where = f"list {alert.listed}" if alert.listed else "the file"
    return replace(part, nobody=f"{where} has nobody to warn") if _is_empty(part) else part


def _judged(plan: Plan, people: People, check: Check) -> Part:
    """Judge a plan, and once more without the languages whose words are refused: the others cannot wait."""
    found = check(plan, people)
    told = tuple(tag for tag in plan.languages if tag not in found.unfit)
    if told == plan.languages or not told:
        return Part(plan, people, found)
    fewer = plan.model_copy(update={"languages": told, "unlisted": Unlisted.FIRST})
    return Part(fewer, people, check(fewer, people), left_out=tuple(sorted(found.unfit)))


def _made(desk: Desk, part: Part, actor: Actor, now: datetime) -> Part:
    if part.nobody:
        return part
    return replace(part, campaign=intake.create(desk, part.plan, part.people, actor, now))


def _is_empty(part: Part) -> bool:
    seen = part.found.inspection
    return seen is not None and not seen.good and not seen.bad_count
