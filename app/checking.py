"""All that would stop a campaign, found before anything is stored: words, audience, arithmetic."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from campaigns import plan as plans
from campaigns.arithmetic import Estimate, Load, Message, estimate
from campaigns.audience import Inspection, People, inspect
from campaigns.calls import PLAYINGS
from campaigns.estimate_words import assumptions, sentence
from campaigns.hearing import unheard
from campaigns.listed import unknown_area
from campaigns.plan import Plan, Route, Unlisted
from campaigns.policy import LinePolicy, against_promises, outside_hours
from campaigns.scripts import unwritten, words
from prompts.library import Audience, Channel, Prompts
from prompts.linter import Finding, lint
from prompts.spans import seconds
from sms.segments import count

LONGEST_SECONDS = 75
"""Twice of it, and the ringing, must fit into the longest call that we place."""
LONGEST_TEXT = 1_600
UNREADABLE = "this language cannot read it, and its words name no area: write it in Latin letters to name it"
OWN_KNOWLEDGE = "no authority has published it: the approver answers for it"


@dataclass(slots=True)
class Findings:
    """What was found. `faults` end with exit code 2, refused words with 1."""

    faults: list[str] = field(default_factory=list)
    refused: list[tuple[str, Finding]] = field(default_factory=list)
    missing: list[tuple[str, Finding]] = field(default_factory=list)
    flags: list[tuple[str, Finding]] = field(default_factory=list)
    inspection: Inspection | None = None
    bad_rows: list[str] = field(default_factory=list)
    arithmetic: Estimate | None = None
    lengths: list[str] = field(default_factory=list)
    rests_on: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """Return 2 for input that is wrong, 1 for words that may not go out, else 0."""
        return 2 if self.faults or self.bad_rows else 1 if self.refused or self.missing else 0

    def must_stop(self, *, skip_bad: bool) -> bool:
        """Tell whether nothing may be created from this."""
        return bool(self.faults or self.refused or self.missing or (self.bad_rows and not skip_bad))

    def as_text(self) -> str:
        """Say it in lines, what stops it first."""
        lines = [*self.faults, *self.bad_rows]
        for title, found in (("refused", self.refused), ("missing", self.missing), ("look at", self.flags)):
            lines += [
                f"{title}: {where}: {f.rule}: {f.words + ': ' if f.words else ''}{f.why}"
                for where, f in found
            ]
        lines += self.lengths
        if self.inspection:
            lines.append(_audience(self.inspection))
        if self.arithmetic:
            lines.append(sentence(self.arithmetic))
            lines += [f"  {line}" for line in self.rests_on]
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """Return it for other programs."""

        def listed(found: list[tuple[str, Finding]]) -> list[dict[str, str]]:
            return [{"where": w, "rule": f.rule, "words": f.words, "why": f.why} for w, f in found]

        return {
            "faults": [*self.faults, *self.bad_rows],
            "refused": listed(self.refused),
            "missing": listed(self.missing),
            "flags": listed(self.flags),
            "good": self.inspection.good if self.inspection else 0,
            "bad": self.inspection.bad_count if self.inspection else 0,
            "arithmetic": sentence(self.arithmetic) if self.arithmetic else None,
        }


def check_campaign(
    plan: Plan,
    audience: People,
    now: datetime,
    name: str,
    prompts: Prompts,
    *,
    sender_pace: float | None = None,
    policy: LinePolicy | None = None,
) -> Findings:
    """Find all that would stop this campaign; raises TableInvalid where the audience is no list at all."""
    hours = policy.hours_of(plan) if policy else plan.hours
    found = Findings(faults=plans.against(plan, now, name, hours))
    found.faults += _unspoken(plan, prompts, name)
    found.faults += [f"{name}: {fault}" for fault in unknown_area(plan, prompts.promises.areas)]
    found.faults += [f"{name}: {fault}" for fault in unheard(prompts, plan)]
    if policy is not None:
        found.faults += [f"{name}: {fault}" for fault in against_promises(plan, policy)]
        outside = [Finding("hours", "", fault) for fault in outside_hours(plan, policy)]
        found.flags += [(name, fault) for fault in outside]
    inspection = found.inspection = inspect(audience, plan)
    whom = f"list {plan.listed}" if plan.listed else "directory" if plan.institutions else "audience"
    found.faults += inspection.undecided(plan, whom)
    found.faults += _unwritten(plan, prompts, inspection)
    found.bad_rows = inspection.bad_lines(whom)
    if found.faults:
        return found
    if plan.warning is not None and prompts.knowledge.is_own_knowledge(plan.warning):
        found.flags.append((name, Finding("own-knowledge", plan.warning, OWN_KNOWLEDGE)))
    messages = {}
    for language in plan.languages:
        messages[language] = _judge_words(found, prompts, plan, language)
    load = Load(*_loads(inspection))
    found.arithmetic = estimate(plan, load, messages, now, sender_pace=sender_pace, hours=hours)
    found.rests_on = assumptions(found.arithmetic, plan)
    return found


def _unspoken(plan: Plan, prompts: Prompts, name: str) -> list[str]:
    faults = []
    unknown = [tag for tag in plan.languages if tag not in prompts.languages]
    if unknown:
        have = ", ".join(prompts.languages)
        faults.append(f"{name}: languages: no complete words in {', '.join(unknown)}; there are {have}")
    faults += [f"{name}: {fault}" for fault in unwritten(prompts, plan)]
    if plan.warning is not None:
        try:
            prompts.knowledge.warning(plan.warning)
        except LookupError:
            faults.append(
                f"{name}: warning: {plan.warning!r} is not known: `yobikake prompts list` shows all"
            )
    return faults


def _unwritten(plan: Plan, prompts: Prompts, inspection: Inspection) -> list[str]:
    """With `unlisted: sms` a text goes out in each row's own language, so it has to exist in it."""
    if plan.unlisted != Unlisted.SMS:
        return []
    lacking = [tag for tag in inspection.unlisted if plan.warning is None or tag not in prompts.languages]
    return [
        f"audience: no text in {tag}: add it to languages, or say unlisted: first or skip" for tag in lacking
    ]


def _judge_words(found: Findings, prompts: Prompts, plan: Plan, language: str) -> Message:
    speakers = [prompts.promises.organisation[language]]
    spoken = words(prompts, plan, language, Channel.VOICE)
    written = words(prompts, plan, language, Channel.SMS)
    uses = {"voice": (spoken,), "sms": (written,)}.get(plan.channel, (spoken, written))
    if plan.area and prompts.named(language, plan.area) is None:
        found.flags.append((language, Finding("area", plan.area, UNREADABLE)))
    for text in uses:
        judged = lint(text, language, Audience(plan.audience), speakers)
        found.refused += [(language, f) for f in judged.refused]
        found.missing += [(language, f) for f in judged.missing]
        found.flags += [(language, f) for f in judged.flags]
    once, parts = seconds(spoken, language), count(written).segments
    if once > LONGEST_SECONDS:
        found.faults.append(
            f"{language}: {once:.0f} seconds are too long to listen to: at most {LONGEST_SECONDS}"
        )
    if len(written) > LONGEST_TEXT and plan.channel != Route.VOICE:
        found.faults.append(
            f"{language}: {len(written)} letters are too long for a text: at most {LONGEST_TEXT}"
        )
    found.lengths.append(f"{language}: {once:.0f} seconds spoken, said twice; as a text {parts} messages")
    return Message(once * PLAYINGS, parts)


def _loads(inspection: Inspection) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    by = {"voice": dict[str, int](), "sms": dict[str, int]()}
    for (language, channel), number in inspection.loads.items():
        by[channel][language] = number
    return by["voice"], by["sms"], dict(inspection.textable)


def _audience(inspection: Inspection) -> str:
    kinds = ", ".join(f"{number:,} {kind}" for kind, number in inspection.kinds.most_common())
    left = f"; {inspection.bad_count:,} bad rows" if inspection.bad_count else ""
    twice = f"; {inspection.duplicates:,} stand twice and count once" if inspection.duplicates else ""
    return f"{inspection.good:,} recipients ({kinds}){left}{twice}"
