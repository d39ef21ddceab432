"""What the line has decided about calling homes, held against a plan: we do what the hotline says we do."""

from dataclasses import dataclass, replace
from datetime import datetime

from campaigns.dialled import ORDINARY
from campaigns.plan import Plan, Route, Source
from campaigns.window import Hours
from privacy.number import Kind
from prompts.library import Audience
from prompts.promises import ResidentVoice


@dataclass(frozen=True, slots=True)
class LinePolicy:
    """The line's decisions. `hours` are those that it publishes, in which its calls are made.

    `own_call_lookup` are the sources of campaigns of which people may learn whether they were rung. `binding`
    tells that calls to homes really stay in the hours: not in training, where nobody outside can be rung.
    `surge_calls_a_minute` are the calls to the hotline above which homes are called more slowly. `emergency`
    tells that two persons may let a campaign call homes outside the hours. `unstated` are keys that the line
    file has to have in writing before a live start, and has not.
    """

    resident_voice: ResidentVoice
    hours: Hours
    own_call_lookup: tuple[Source, ...] = ()
    binding: bool = False
    surge_calls_a_minute: int | None = None
    emergency: bool = False
    unstated: tuple[str, ...] = ()
    dials: frozenset[Kind] = ORDINARY
    """The kinds of line that are called."""

    def hours_of(self, plan: Plan) -> Hours:
        """Return when calls of a plan may begin: its window and, for homes, inside the line's hours."""
        own = plan.hours
        if own.holidays_closed:
            also = frozenset(day for day in self.hours.opened if day.weekday() in own.days)
            own = replace(own, closed=self.hours.closed, opened=also)
        bound = self.binding and plan.audience == Audience.RESIDENT and not plan.emergency
        return own.within(self.hours) if bound else own

    def may_call(self, plan: Plan, now: datetime) -> bool:
        """Tell whether a call of this plan may begin now."""
        return plan.may_call(now, self.hours_of(plan))

    def next_opening(self, plan: Plan, at: datetime) -> datetime | None:
        """Return the first instant from `at` on at which a call of this plan may begin, or None."""
        return plan.next_opening(at, self.hours_of(plan))

    def looks_up(self, plan: Plan) -> bool:
        """Tell whether people may learn that this campaign rang them: homes, and from an allowed source."""
        rings_homes = plan.audience == Audience.RESIDENT and plan.channel != Route.SMS
        return rings_homes and plan.own_call_check is not False and plan.source in self.own_call_lookup


def against_promises(plan: Plan, policy: LinePolicy) -> list[str]:
    """Return what this plan would do that the line says it never does; nothing overrides these."""
    faults = _looked_up_in_vain(plan, policy)
    if plan.emergency and not policy.emergency:
        faults.append(
            "emergency: this line calls homes in its hours alone (policy.emergency is off): leave it out"
        )
    if plan.audience != Audience.RESIDENT or plan.channel == Route.SMS:
        return faults
    if policy.resident_voice == ResidentVoice.OFF:
        return [*faults, "channel: this line does not ring homes (resident_voice is off): use channel: sms"]
    if policy.resident_voice == ResidentVoice.CONSENTED and plan.source != Source.CONSENT:
        return [*faults, "source: this line rings only homes that consented: source must be consent"]
    return faults


def _looked_up_in_vain(plan: Plan, policy: LinePolicy) -> list[str]:
    if not plan.own_call_check or policy.looks_up(plan):
        return []
    if plan.audience != Audience.RESIDENT or plan.channel == Route.SMS:
        return ["own_call_check: only calls to homes can be asked about: leave it out"]
    return [
        f"own_call_check: this line does not tell whom it rang from source {plan.source} (own_call_lookup): "
        "leave it out"
    ]


def outside_hours(plan: Plan, policy: LinePolicy) -> list[str]:
    """Return where the window leaves the hours that the line publishes; in training that is allowed."""
    ours, theirs = plan.hours, policy.hours
    if plan.audience != Audience.RESIDENT or plan.emergency:
        return []
    days = theirs.days | {day.weekday() for day in theirs.opened}
    inside = ours.days <= days and ours.start >= theirs.start and ours.end <= theirs.end
    if inside and (ours.holidays_closed or not theirs.holidays_closed):
        return []
    hours = f"{theirs.start:%H:%M} to {theirs.end:%H:%M}"
    return [f"window: homes are called only in the hours that the line publishes ({hours}, no holidays)"]
