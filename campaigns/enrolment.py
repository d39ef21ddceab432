"""The call by which institutions enrol: before somebody there has pressed a key, no warning goes there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from campaigns import intake, lifecycle
from campaigns.addressed import from_directory
from campaigns.audience import inspect
from campaigns.desk import Desk
from campaigns.directory import Chosen
from campaigns.people import Actor, Role
from campaigns.plan import Plan, plan_from
from db.clock import TOKYO


class CannotEnrol(Exception):
    """There is nobody to enrol; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Enrolling:
    """The submitted campaign, and how many institutions it calls."""

    campaign: str
    count: int


def submit(desk: Desk, chosen: Chosen, actor: Actor, now: datetime) -> Enrolling:
    """Make and submit the enrolment call to those of the directory that are not enrolled."""
    actor.must_be(Role.EDITOR, "enrol institutions")
    prompts = desk.prompts
    plan = _plan(chosen, [tag for tag in prompts.heard if tag not in prompts.short], now)
    people = from_directory(desk, plan)
    found = inspect(people, plan, desk.policy.dials)
    if not found.good:
        raise CannotEnrol("nobody is left to enrol: `yobikake institution list` shows who is")
    campaign = intake.create(desk, plan, people, actor, now)
    lifecycle.submit(desk, campaign, actor, now)
    return Enrolling(campaign, found.good)


def _plan(chosen: Chosen, languages: Sequence[str], now: datetime) -> Plan:
    values = {
        "name": f"Enrolment {now.astimezone(TOKYO):%m-%d}",
        "audience": "institution",
        "source": "own records",
        "channel": "voice",
        "languages": list(languages),
        "unlisted": "first",
        "institutions": {"area": chosen.area, "kinds": list(chosen.kinds)},
        "enrolment": True,
    }
    return plan_from(values)
