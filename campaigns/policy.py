"""What the line has decided about calling homes, held against a plan: we do what the hotline says we do."""

from dataclasses import dataclass

from campaigns.plan import Plan, Route, Source
from campaigns.window import Hours
from prompts.library import Audience
from prompts.promises import ResidentVoice


@dataclass(frozen=True, slots=True)
class LinePolicy:
    """The line's decisions. `hours` are those that it publishes, in which its calls are made."""

    resident_voice: ResidentVoice
    hours: Hours


def against_promises(plan: Plan, policy: LinePolicy) -> list[str]:
    """Return what this plan would do that the line says it never does; nothing overrides these."""
    if plan.audience != Audience.RESIDENT or plan.channel == Route.SMS:
        return []
    if policy.resident_voice == ResidentVoice.OFF:
        return ["channel: this line does not ring homes (resident_voice is off): use channel: sms"]
    if policy.resident_voice == ResidentVoice.CONSENTED and plan.source != Source.CONSENT:
        return ["source: this line rings only homes that consented: source must be consent"]
    return []


def outside_hours(plan: Plan, policy: LinePolicy) -> list[str]:
    """Return where the window leaves the hours that the line publishes; in training that is allowed."""
    ours, theirs = plan.hours, policy.hours
    if plan.audience != Audience.RESIDENT:
        return []
    inside = ours.days <= theirs.days and ours.start >= theirs.start and ours.end <= theirs.end
    if inside and (ours.holidays_closed or not theirs.holidays_closed):
        return []
    hours = f"{theirs.start:%H:%M} to {theirs.end:%H:%M}"
    return [f"window: homes are called only in the hours that the line publishes ({hours}, no holidays)"]
