"""How an alert is said on its page: the arithmetic as a sentence, findings, faults of a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from campaigns.arithmetic import Estimate
from campaigns.judging import Bad
from console import tables
from console.acts import Said
from console.alert.cards import Note
from console.shown import Shown


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

    def note(self, note: Note) -> str:
        """Return why words were found wanting."""
        id = f"alert.why.{note.rule}"
        return self.shown.say(id if id in self.shown.say.sentences else "alert.why.other")

    def outlook(self, estimate: Estimate) -> str:
        """Return the arithmetic: how many, how fast, until when, for how much, and who is left over."""
        say = self.shown.say
        numbers = [("alert.calls", estimate.calls), ("alert.texts", estimate.texts)]
        rate = f"{estimate.rate:,.1f}".removesuffix(".0") if estimate.rate >= 0.1 else f"{estimate.rate:.1g}"
        return say(
            "alert.outlook",
            what=say("joined").join(say(id, count=number) for id, number in numbers if number),
            rate=rate,
            when=self._when(estimate),
            yen=self._yen(*estimate.yen),
            left=estimate.left_over,
        )

    def _yen(self, low: int, high: int) -> str:
        if low == high:
            return self.shown.say("alert.yen", yen=high)
        return self.shown.say("alert.yen-range", low=low, high=high)

    def _when(self, estimate: Estimate) -> str:
        say, begins, ends = self.shown.say, estimate.begins_at, estimate.ends_at
        if begins is None or ends is None:
            return say("alert.never")
        done = say("alert.ends-at", time=self.shown.when(ends))
        if begins <= estimate.asked_at:
            return done
        return say("alert.begins-at", time=self.shown.when(begins), done=done)
