"""The words of a campaign held against the rules: known, complete, linted, and not too long."""

from app.findings import Findings, Where
from campaigns.audience import Inspection
from campaigns.counted import counted
from campaigns.plan import Plan, Unlisted
from campaigns.retry import channels
from campaigns.scripts import Earlier, about, words
from prompts.library import Audience, Channel, Prompts
from prompts.linter import Finding, lint
from prompts.spans import seconds
from sms.segments import count

LONGEST_SECONDS = 75
"""Twice of it, and the ringing, must fit into the longest call that we place."""
LONGEST_TEXT = 1_600


def unspoken(plan: Plan, prompts: Prompts, name: str) -> list[str]:
    """Return the languages and the warning of a plan for which there are no words."""
    faults = []
    unknown = [tag for tag in plan.languages if tag not in prompts.languages]
    if unknown:
        have = ", ".join(prompts.languages)
        faults.append(f"{name}: languages: no complete words in {', '.join(unknown)}; there are {have}")
    if plan.warning is not None:
        try:
            prompts.knowledge.warning(plan.warning)
        except LookupError:
            faults.append(
                f"{name}: warning: {plan.warning!r} is not known: `yobikake prompts list` shows all"
            )
    return faults


def unwritten(plan: Plan, prompts: Prompts, inspection: Inspection) -> list[str]:
    """With `unlisted: sms` a text goes out in each row's own language, so it has to exist in it."""
    if plan.unlisted != Unlisted.SMS:
        return []
    lacking = [tag for tag in inspection.unlisted if plan.warning is None or tag not in prompts.languages]
    return [
        f"audience: no text in {tag}: add it to languages, or say unlisted: first or skip" for tag in lacking
    ]


def unreadable(plan: Plan, prompts: Prompts) -> list[Where]:
    """Return what is to be looked at where languages cannot read the area: one finding for all of them."""
    area = plan.area or ""
    tags = [tag for tag in plan.languages if area and prompts.named(tag, area) is None]
    those = "this language" if len(tags) == 1 else "these languages"
    why = f"{those} cannot read it, so no area is named there: write it in Latin letters to name it"
    return [(", ".join(tags), Finding("area", area, why))] if tags else []


def judge_words(
    found: Findings, prompts: Prompts, plan: Plan, language: str, earlier: Earlier | None
) -> tuple[str, str]:
    """Note what is wrong with one language's words; returns them, spoken and written."""
    speakers = [prompts.promises.organisation[language]]
    spoken = words(prompts, plan, language, Channel.VOICE, earlier)
    written = words(prompts, plan, language, Channel.SMS, earlier)
    ways = channels(plan)
    uses = [(way, text) for way, text in ((Channel.VOICE, spoken), (Channel.SMS, written)) if way in ways]
    for way, text in uses:
        ours = about(prompts, language, way, earlier)  # The approver need not look at it each time.
        judged = lint(text, language, Audience(plan.audience), speakers)
        found.refused += [(language, f) for f in judged.refused]
        found.missing += [(language, f) for f in judged.missing]
        found.flags += [(language, f) for f in judged.flags if not (f.words and f.words in ours)]
    once, parts = seconds(spoken, language), count(written).segments
    if once > LONGEST_SECONDS:
        found.faults.append(
            f"{language}: {once:.0f} seconds are too long to listen to: at most {LONGEST_SECONDS}"
        )
    if len(written) > LONGEST_TEXT and Channel.SMS in ways:
        found.faults.append(
            f"{language}: {len(written)} letters are too long for a text: at most {LONGEST_TEXT}"
        )
    found.lengths.append(
        f"{language}: {once:.0f} seconds spoken, said twice; as a text {counted(parts, 'message')}"
    )
    return spoken, written
