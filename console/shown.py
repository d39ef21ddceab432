"""How values of a campaign, of the hotline and of the history are said on a page."""

from dataclasses import dataclass
from datetime import datetime

from campaigns.arithmetic import Estimate
from campaigns.plan import Plan
from campaigns.window import DAYS
from console.going import Going
from console.today import Card
from console.words import Words
from privacy.models import AuditEntry
from prompts.faults import UnknownLanguage, UnknownSentence
from prompts.library import Channel, Prompts
from prompts.tree import ROOT, Verdict
from tree.models import MERGED


@dataclass(frozen=True, slots=True)
class Shown(Going):
    """The words of the page and of the line; `tongue` is the line's language nearest to the page's."""

    say: Words
    prompts: Prompts
    tongue: str
    now: datetime

    def hours(self, plan: Plan) -> str:
        """Return the days and hours at which calls may begin."""
        window = plan.window
        return self.say(
            "campaign.window-says",
            days=self._days(window.days),
            start=f"{window.start:%H:%M}",
            end=f"{window.end:%H:%M}",
            holidays=self.say(f"campaign.holidays-{window.holidays}"),
        )

    def retry(self, plan: Plan) -> str:
        """Return how often a number is tried."""
        if not plan.retry.times:
            return self.say("campaign.once")
        minutes = f"{plan.retry.after.total_seconds() / 60:g}"
        return self.say("campaign.retry-says", times=plan.retry.times + 1, minutes=minutes)

    def outlook(self, estimate: Estimate) -> str:
        """Return the arithmetic as a sentence."""
        ends = estimate.ends_at and self.say("campaign.outlook-at", time=self.when(estimate.ends_at))
        return self.say(
            "campaign.outlook-says",
            calls=estimate.calls,
            texts=estimate.texts,
            ends=ends or self.say("campaign.outlook-never"),
            low=estimate.yen[0],
            high=estimate.yen[1],
            left=estimate.left_over,
        )

    def warning(self, plan: Plan) -> str:
        """Return what a campaign warns of."""
        try:
            return self.prompts.title(self.tongue, str(plan.warning))
        except (UnknownSentence, LookupError):
            return self.say("campaign.own-words")

    def claim(self, warning: str) -> str:
        """Return what is claimed, in short; a claim that no pack brings any more is one of the others."""
        try:
            return self.prompts.title(self.tongue, warning)
        except UnknownSentence:
            return self.say("hotline.others")

    def area(self, area: str) -> str:
        """Return the name of an area; of none, that it was not named."""
        return self.prompts.area(self.tongue, area) if area else self.say("told.nowhere")

    def aim(self, card: Card) -> str:
        """Return what the button that stops a campaign calls it: where it calls, and whom."""
        area = card.plan.area
        where = self.area(area) if area else self.name(card.campaign)
        return self.say("now.aim", where=where, whom=self.say(f"report.{card.plan.audience}"))

    def claim_in_area(self, subject: tuple[str, str]) -> str:
        """Return a claim and where it was told of."""
        return self.say("told.claim-in-area", claim=self.claim(subject[0]), area=self.area(subject[1]))

    def language(self, tag: str) -> str:
        """Return a language's name in itself."""
        try:
            return self.prompts.native_name(tag)
        except UnknownLanguage:
            return self.say("hotline.others") if tag == MERGED else tag

    def channel(self, channel: str) -> str:
        """Return the way on which an answer was reached."""
        return self.say("hotline.others" if channel == MERGED else f"channel.{channel}")

    def leaf(self, node: str) -> str:
        """Return an answer's name; one that the tree no longer has counts among the others."""
        found = self.prompts.tree.get(node)
        if found is None:
            return self.say("hotline.others")
        choice = self.prompts.label(self.tongue, node, Channel.WEB)
        if found.parent in {None, ROOT}:
            return choice
        return self.say("hotline.below", menu=self.leaf(str(found.parent)), choice=choice)

    def verdict(self, node: str) -> Verdict | None:
        """Return how strong an answer is."""
        return self.prompts.tree[node].verdict if node in self.prompts.tree else None

    def badge(self, verdict: Verdict) -> str:
        """Return a verdict in words."""
        return self.prompts.frame(self.tongue, f"verdict.{verdict}", Channel.WEB)

    def did(self, entry: AuditEntry) -> str:
        """Return what was done."""
        known = f"did.{entry.act}" in self.say.sentences
        return self.say(f"did.{entry.act}" if known else "did.other")

    def _days(self, days: tuple[str, ...]) -> str:
        names = [self.say(f"day.{day}") for day in days]
        first = DAYS.index(days[0])
        if len(days) > 2 and days == DAYS[first : first + len(days)]:
            return self.say("day.range", first=names[0], last=names[-1])
        return self.say("day.joined").join(names)
