"""All that would stop a campaign, found before anything is stored: words, audience, arithmetic."""

from collections.abc import Collection
from datetime import datetime

from app.findings import Findings, Where
from app.worded import judge_words, unreadable, unspoken, unwritten
from campaigns import plan as plans
from campaigns.arithmetic import Estimate, Load, estimate_of
from campaigns.audience import OTHER_AREAS, Inspection, People, inspect
from campaigns.counted import counted
from campaigns.dialled import ORDINARY
from campaigns.estimate_words import assumptions
from campaigns.estimating import message
from campaigns.hearing import unheard
from campaigns.kind_words import by_plan
from campaigns.listed import unknown_area
from campaigns.places import unknown_places
from campaigns.plan import Plan
from campaigns.policy import LinePolicy, against_promises, outside_hours
from campaigns.scripts import Earlier, words
from campaigns.window import Hours
from prompts.library import Channel, Prompts
from prompts.linter import Finding

OWN_KNOWLEDGE = "no authority has published it: the approver answers for it"


def check_campaign(
    plan: Plan,
    audience: People,
    now: datetime,
    name: str,
    prompts: Prompts,
    *,
    sender_pace: float | None = None,
    senders: tuple[int, int] = (1, 1),
    policy: LinePolicy | None = None,
    earlier: Earlier | None = None,
) -> Findings:
    """Find all that would stop this campaign; raises TableInvalid where the audience is no list at all.

    `senders` are how many numbers of ours ring and text. `earlier` is the warning that it corrects, or says
    is over.
    """
    hours = policy.hours_of(plan) if policy else plan.hours
    found = Findings(faults=plans.against(plan, now, name, hours))
    found.faults += unspoken(plan, prompts, name)
    found.faults += [f"{name}: {fault}" for fault in unknown_area(plan, prompts.promises.areas)]
    found.faults += [f"{name}: {fault}" for fault in unheard(prompts, plan, correcting=earlier is not None)]
    if policy is not None:
        found.faults += [f"{name}: {fault}" for fault in against_promises(plan, policy)]
        outside = [Finding("hours", "", fault) for fault in outside_hours(plan, policy)]
        found.flags += [(name, fault) for fault in outside]
    inspection = found.inspection = inspect(audience, plan, policy.dials if policy else ORDINARY)
    whom = f"list {plan.listed}" if plan.listed else "directory" if plan.institutions else "audience"
    found.faults += inspection.undecided(plan, whom)
    found.faults += unwritten(plan, prompts, inspection)
    found.bad_rows = inspection.bad_lines(whom)
    found.lines = by_plan(plan, inspection)
    found.flags += _places(plan, inspection, prompts.promises.areas, name, whom)
    if found.faults:
        return found
    if plan.warning is not None and prompts.knowledge.is_own_knowledge(plan.warning):
        found.flags.append((name, Finding("own-knowledge", plan.warning, OWN_KNOWLEDGE)))
    found.flags += unreadable(plan, prompts)
    said = {tag: judge_words(found, prompts, plan, tag, earlier) for tag in plan.languages}
    for tag in {tag for tag, _ in inspection.loads} - said.keys():
        said[tag] = ("", words(prompts, plan, tag, Channel.SMS, earlier))
    _work_out(found, plan, said, now, sender_pace, senders, hours)
    found.refused += _too_dear(plan, found.arithmetic, name)
    found.flags += _left_over(found.arithmetic, name)
    return found


def _work_out(
    found: Findings,
    plan: Plan,
    said: dict[str, tuple[str, str]],
    now: datetime,
    sender_pace: float | None,
    senders: tuple[int, int],
    hours: Hours,
) -> None:
    voice = {tag: spoken for tag, (spoken, _) in said.items()}
    lengths = {tag: message(plan, tag, voice, written) for tag, (_, written) in said.items()}
    load = Load(*_loads(found.inspection or Inspection()))
    found.arithmetic = estimate_of(
        plan, load, lengths, now, sender_pace=sender_pace, senders=senders, hours=hours
    )
    found.rests_on = assumptions(found.arithmetic, plan, senders)


def _too_dear(plan: Plan, estimate: Estimate | None, name: str) -> list[Where]:
    if plan.most_yen is None or estimate is None or estimate.yen[1] <= plan.most_yen:
        return []
    why = f"up to {estimate.yen[1]:,} yen is above most_yen ({plan.most_yen:,}): nobody can approve it"
    return [(name, Finding("cost", "", why))]


def _left_over(estimate: Estimate | None, name: str) -> list[Where]:
    if estimate is None or not estimate.left_over:
        return []
    why = f"{estimate.left_over:,} are not called before it: the approver has to accept that"
    return [(name, Finding("not_after", "", why))]


def _places(plan: Plan, inspection: Inspection, ours: Collection[str], name: str, whom: str) -> list[Where]:
    """Areas that are no municipality, ward or area of the line's: something to look at, and no more."""
    chosen = plan.institutions.area if plan.institutions else None
    own = unknown_places((area for area in (plan.area, chosen) if area), ours)
    found = [(name, Finding("area", area, why)) for area, why in own.places]
    rows = unknown_places(
        (area for area in inspection.areas if area not in {OTHER_AREAS, plan.area, chosen}), ours
    )
    for area, why in rows.places:
        found.append((whom, Finding("area", area, _rows(inspection.areas[area], why))))
    if rows.more:
        found.append((whom, Finding("area", "", f"and {rows.more:,} more names that are no municipality")))
    return found


def _rows(number: int, why: str) -> str:
    return f"{counted(number, 'row')}: {why}"


def _loads(inspection: Inspection) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    by = {"voice": dict[str, int](), "sms": dict[str, int]()}
    for (language, channel), number in inspection.loads.items():
        by[channel][language] = number
    return by["voice"], by["sms"], dict(inspection.textable)
