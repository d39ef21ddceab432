"""Kinds of line in words: which of them are rung and which texted by a plan."""

from collections.abc import Mapping

from campaigns.audience import Inspection
from campaigns.plan import Plan, Route
from campaigns.retry import takes_texts
from privacy.number import Kind
from prompts.library import Channel

_ONE = {
    Kind.MOBILE: "mobile",
    Kind.LANDLINE: "landline",
    Kind.IP: "IP telephone",
    Kind.TOLL_FREE: "toll-free number",
    Kind.PREMIUM: "premium-rate number",
    Kind.OTHER: "special number",
    Kind.FOREIGN: "foreign number",
}


def said(kinds: Mapping[Kind, int]) -> str:
    """Return numbers of lines by kind, the most frequent first: 312 landlines, 1 mobile."""
    ordered = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{number:,} {_ONE[kind]}{'s' * (number != 1)}" for kind, number in ordered if number)


def by_plan(plan: Plan, inspection: Inspection) -> list[str]:
    """Return what the kinds of line mean for a plan that sends texts, a sentence each."""
    if plan.channel == Route.VOICE:
        return []
    ways: dict[str, dict[Kind, int]] = {Channel.VOICE: {}, Channel.SMS: {}}
    for (kind, channel), number in inspection.ways.items():
        ways[channel][kind] = number
    if plan.channel == Route.AUTO:
        verbs = {Channel.VOICE: "rung", Channel.SMS: "texted"}
        parts = [f"{said(kinds)} {_are(kinds)} {verbs[Channel(way)]}" for way, kinds in ways.items() if kinds]
        return ["; ".join(parts)] if parts else []
    rung_only = {kind: number for kind, number in ways[Channel.VOICE].items() if not takes_texts(kind)}
    none = rung_only if plan.channel == Route.VOICE_THEN_SMS else dict(inspection.untexted)
    then = ", and are rung only" if plan.channel == Route.VOICE_THEN_SMS else ""
    return [f"{said(none)} cannot get SMS{then}"] if none else []


def _are(kinds: Mapping[Kind, int]) -> str:
    return "is" if sum(kinds.values()) == 1 else "are"
