"""What the checks say of a campaign that waits, in sentences by id: what an approver answers for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from campaigns.addressed import left_out
from campaigns.arithmetic import Estimate
from campaigns.corrected import earlier_of
from campaigns.desk import Desk
from campaigns.models import Campaign, Script
from campaigns.pinned import plan_of
from campaigns.places import is_place
from campaigns.plan import Plan
from campaigns.policy import against_promises, outside_hours
from campaigns.scripts import Earlier, about, words
from console.approvals.sheets import Sheet
from prompts.library import Audience, Channel
from prompts.linter import lint


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at: a sentence by id. `stops` tells that it cannot go out so."""

    id: str
    slots: Mapping[str, object] = field(default_factory=dict, hash=False)
    stops: bool = False
    language: str = ""
    words: str = ""


def checks(
    session: Session, desk: Desk, campaign: Campaign, said: Sequence[Sheet], found: Estimate | None
) -> list[Check]:
    """Return all that stands out; what stops it first. `found` is the arithmetic."""
    plan = plan_of(campaign)
    everything = [*_of_plan(desk, plan, found), *_of_words(session, desk, campaign, said)]
    return sorted(everything, key=lambda one: not one.stops)


def _of_plan(desk: Desk, plan: Plan, found: Estimate | None) -> Iterator[Check]:
    if against_promises(plan, desk.policy):
        yield Check("check.promises", stops=True)
    if found is not None and plan.most_yen is not None and found.yen[1] > plan.most_yen:
        yield Check("check.cost", {"yen": found.yen[1], "most": plan.most_yen}, stops=True)
    if found is not None and found.left_over:
        yield Check("check.left-over", {"left": found.left_over})
    if outside_hours(plan, desk.policy):
        yield Check("check.hours")
    waiting = left_out(desk, plan)
    if waiting:
        yield Check("check.not-enrolled", {"count": waiting})
    if plan.area and not is_place(plan.area, desk.prompts.promises.areas):
        yield Check("check.area", {"area": plan.area})
    if plan.warning is not None and desk.prompts.knowledge.is_own_knowledge(plan.warning):
        yield Check("check.own-knowledge")


def _of_words(session: Session, desk: Desk, campaign: Campaign, said: Sequence[Sheet]) -> Iterator[Check]:
    """Judge the very words that are pinned: the rules may have grown since they were."""
    plan, earlier = plan_of(campaign), earlier_of(session, campaign)
    for sheet in said:
        tag = sheet.language
        script = session.get_one(Script, (campaign.id, tag))
        speakers = [desk.prompts.promises.organisation[tag]] if tag in desk.prompts.languages else []
        found: dict[Check, None] = {}
        for way in (Channel(one.channel) for one in sheet.said):
            if _is_the_librarys(desk, plan, script, way, earlier):
                continue  # The rules hold in it, and take seconds to load for all languages.
            judged = lint(_words(script, way), tag, Audience(plan.audience), speakers)
            ours = about(desk.prompts, tag, way, earlier)  # What a correction says of itself is known.
            flags = [one for one in judged.flags if not (one.words and one.words in ours)]
            for rules, stops in (((*judged.refused, *judged.missing), True), (flags, False)):
                for one in rules:
                    found[Check(f"alert.why.{one.rule}", stops=stops, language=tag, words=one.words)] = None
        yield from found


def _words(script: Script, way: Channel) -> str:
    return script.voice if way is Channel.VOICE else script.text


def _is_the_librarys(desk: Desk, plan: Plan, script: Script, way: Channel, earlier: Earlier | None) -> bool:
    if plan.warning is None:
        return False
    try:
        return _words(script, way) == words(desk.prompts, plan, script.language, way, earlier)
    except LookupError:
        return False  # A warning or a language that the library had when this was made.
