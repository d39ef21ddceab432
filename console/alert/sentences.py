"""How an alert is said on its page: the arithmetic as a sentence, findings, faults of a file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from campaigns.arithmetic import Estimate
from campaigns.judging import Bad
from campaigns.plan import Plan
from console import tables
from console.acts import Said
from console.alert.cards import Note
from console.shown import Shown
from privacy.standing_list import REGISTERED

_FEW = 100
"""Fewer are warned so fast that a number for each second says nothing."""
_SOON = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Sentences:
    """The words of the page that need more than a slot filled."""

    shown: Shown

    def said(self, what: Said) -> str:
        """Return a sentence with its slots."""
        return self.shown.say(what.id, **what.slots)

    def table(self, fault: str) -> str:
        """Return what is wrong with a file."""
        return tables.said(self.shown.say, fault)

    def rows(self, bad: Sequence[Bad]) -> list[tables.Row]:
        """Return the first rows of a file that cannot be used."""
        return tables.bad_rows(self.shown.say, bad)

    def languages(self, tags: Sequence[str]) -> str:
        """Return the names of languages, each in itself."""
        return self.shown.say("joined").join(map(self.shown.language, tags))

    def place(self, area: str) -> str:
        """Return an area as the reader calls it, with how it is written where that is something else."""
        named = self.shown.area(area)
        is_other = named != area and self.shown.tongue != "ja"
        return self.shown.say("alert.place", named=named, area=area) if is_other else area

    def whom(self, plan: Plan) -> str:
        """Return who is warned: of homes on a list that they are no more than those."""
        if plan.listed is None:
            return self.shown.say(f"report.{plan.audience}")
        if plan.listed == REGISTERED:
            return self.shown.say("alert.people-registered")
        return self.shown.say("alert.people-listed", name=plan.listed)

    def everybody(self, counted: Iterable[tuple[Plan, int]]) -> str:
        """Return who is warned by several campaigns, each with its number."""
        say = self.shown.say
        found = [say("approvals.whom", audience=self.whom(plan), count=count) for plan, count in counted]
        return say("joined").join(found)

    def spoken(self, numbers: Mapping[str, int]) -> str:
        """Return in which languages how many are told, the most first."""
        say, found = self.shown.say, sorted(numbers.items(), key=lambda one: -one[1])
        one = [
            say("alert.spoken-one", language=self.shown.language(tag), count=count) for tag, count in found
        ]
        return say("alert.spoken", languages=say("joined").join(one))

    def note(self, note: Note) -> str:
        """Return why words were found wanting."""
        id = f"alert.why.{note.rule}"
        return self.shown.say(id if id in self.shown.say.sentences else "alert.why.other")

    def outlook(self, estimate: Estimate) -> str:
        """Return the arithmetic: how many, until when, for how much; of many also how fast."""
        say = self.shown.say
        numbers = [("alert.calls", estimate.calls), ("alert.texts", estimate.texts)]
        return say(
            "alert.outlook",
            what=say("joined").join(say(id, count=number) for id, number in numbers if number),
            rate=self._rate(estimate),
            when=self._when(estimate),
            yen=self._yen(*estimate.yen),
            left=say("alert.outlook-left", left=estimate.left_over) if estimate.left_over else "",
        )

    def _rate(self, estimate: Estimate) -> str:
        if estimate.calls + estimate.texts < _FEW:
            return ""
        rate = f"{estimate.rate:,.0f}" if estimate.rate >= 1 else f"{estimate.rate:.1g}"
        return self.shown.say("alert.outlook-rate", rate=rate)

    def _yen(self, low: int, high: int) -> str:
        if low == high:
            return self.shown.say("alert.yen", yen=high)
        return self.shown.say("alert.yen-range", low=low, high=high)

    def _when(self, estimate: Estimate) -> str:
        say, begins, ends = self.shown.say, estimate.begins_at, estimate.ends_at
        if begins is None or ends is None:
            return say("alert.never")
        done = say("alert.ends-at", time=self.shown.when(ends))
        tried = estimate.tried_at
        if tried is not None and ends - tried >= _SOON:
            done = say("alert.tried-by", tried=self.shown.when(tried), time=self.shown.when(ends))
        if begins <= estimate.asked_at:
            return say("alert.if-now", done=done)
        return say("alert.begins-at", time=self.shown.when(begins), done=done)
