"""The call by which institutions enrol: before somebody there has pressed a key, no warning goes there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from campaigns import intake, lifecycle, plan_faults
from campaigns.addressed import from_directory
from campaigns.audience import inspect
from campaigns.desk import Desk
from campaigns.directory import Chosen
from campaigns.people import Actor, Role
from campaigns.plan import Plan, PlanInvalid
from campaigns.scripts import ENROLMENT
from db.clock import TOKYO
from prompts.library import Prompts


class CannotEnrol(Exception):
    """There is nobody to enrol, or there are no words to do it with; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Enrolling:
    """The submitted campaign, and how many institutions it calls."""

    campaign: str
    count: int


def submit(desk: Desk, chosen: Chosen, actor: Actor, now: datetime) -> Enrolling:
    """Make and submit the enrolment call to those of the directory that are not enrolled."""
    actor.must_be(Role.EDITOR, "enrol institutions")
    plan = _plan(chosen, _languages(desk.prompts), now)
    people = from_directory(desk, plan)
    found = inspect(people, plan)
    if not found.good:
        raise CannotEnrol("nobody is left to enrol: `yobikake institution list` shows who is")
    campaign = intake.create(desk, plan, people, actor, now)
    lifecycle.submit(desk, campaign, actor, now)
    return Enrolling(campaign, found.good)


def _languages(prompts: Prompts) -> Sequence[str]:
    """Return the languages in which an enrolment can be asked for: with a voice, and with words for it."""
    heard = [tag for tag in prompts.heard if tag not in prompts.short]
    written = [tag for tag in heard if ENROLMENT in prompts.words[tag].frame]
    if not written:
        raise CannotEnrol(
            "there are no words for an enrolment call yet: write a campaign file with `enrolment: true`, "
            "`institutions: {}` and your own scripts, and create it with `yobikake campaign create`"
        )
    return written


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
    try:
        return Plan.model_validate(values)
    except ValidationError as error:
        raise PlanInvalid(plan_faults.lines(error, values)) from None
