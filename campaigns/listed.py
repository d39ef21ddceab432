"""Who is warned by a campaign to a standing list: those of its area and channel, as rows to be judged."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.plan import Plan, PlanInvalid, Route
from campaigns.table import Gathered, Row
from privacy.lists import Lists
from privacy.named_list import NoSuchList
from privacy.number import PhoneNumber
from privacy.standing_list import REGISTERED, StandingList
from privacy.wanted import Listed
from prompts.library import Channel

_CHANNELS = {Route.SMS: {Channel.SMS}, Route.AUTO: {Channel.VOICE, Channel.SMS}}
"""By which channels people asked to be warned whom a route reaches; the other routes ring first."""


@dataclass(frozen=True, slots=True)
class FromList(Gathered):
    """The people of a list whom a plan means, read anew each time, in an order that tells nothing."""

    listed: StandingList
    plan: Plan
    now: datetime

    def __iter__(self) -> Iterator[Row]:
        meant = (one for one in self.listed.everybody(self.now) if self._means(one))
        for line, one in enumerate(meant, start=1):
            wish = {"channel": one.channel} if self.plan.channel == Route.AUTO else {}
            cells = {"number": one.number.e164, "language": one.language, "area": one.area or ""}
            yield Row(line, cells | wish)

    def _means(self, one: Listed) -> bool:
        here = one.area is None or self.plan.area is None or one.area == self.plan.area
        return here and one.channel in _CHANNELS.get(self.plan.channel, {Channel.VOICE})


def from_list(desk: Desk, plan: Plan, now: datetime) -> FromList:
    """Return the people of the list that a plan names; raises PlanInvalid where it has ended or never was."""
    try:
        return FromList(Lists(desk.engine, desk.keystore).one(plan.listed or "", now), plan, now)
    except NoSuchList as fault:
        raise PlanInvalid([f"list: {fault}"]) from None


def still_asked(session: Session, desk: Desk, plan: Plan, number: PhoneNumber, now: datetime) -> bool:
    """Tell whether somebody still wants to be warned: asked again before each call, as do-not-call is."""
    listed = plan.listed and StandingList(desk.engine, desk.keystore, plan.listed)
    return not listed or listed.contains(session, number, now)


def unknown_area(plan: Plan, areas: Collection[str]) -> list[str]:
    """Return what is wrong with the area of a plan to the list of those who chose one of the line's areas."""
    if not unlistable(plan.listed, plan.area, areas):
        return []
    return [f"area: nobody can register for it; the line has {', '.join(sorted(areas))}, or leave it out"]


def unlistable(listed: str | None, area: str | None, areas: Collection[str]) -> bool:
    """Tell whether nobody can stand on a list for an area: people register for areas of the line alone."""
    return listed == REGISTERED and area is not None and bool(areas) and area not in areas
