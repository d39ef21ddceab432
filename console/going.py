"""How a campaign goes, in the words of a page: what happens now, how far it is, what a stop would do."""

from campaigns.models import Campaign
from campaigns.states import CampaignState as S
from console.progress import Part
from console.times import Times
from console.today import Card
from db.clock import TOKYO


class Going(Times):
    """What says campaigns."""

    __slots__ = ()

    def name(self, campaign: Campaign) -> str:
        """Return a campaign's name; one that enrols institutions was named by nobody."""
        if not campaign.plan.get("enrolment"):
            return campaign.name
        made, today = campaign.created_at.astimezone(TOKYO).date(), self.now.astimezone(TOKYO).date()
        return self.say("name.enrolment", day=self.say.day(made, today))

    def progress(self, card: Card) -> str:
        """Return how many need no further call; nothing where none comes any more."""
        found = card.progress
        if not card.may_go_on:
            return ""
        return self.say("progress.sentence", done=found.done, total=found.total, percent=found.percent)

    def outcome(self, card: Card) -> str:
        """Return how many heard or received it; of institutions, how many confirmed."""
        found = card.progress
        if card.is_for_institutions:
            return self.say("progress.confirmed", confirmed=found.confirmed, total=found.total)
        return self.reached(card)

    def group(self, card: Card, group: str) -> str:
        """Return the name of a part of the bar; whom a voice reaches has heard it."""
        heard = group == "reached" and card.plan.channel == "voice"
        return self.say("group.heard" if heard else f"group.{group}")

    def stops(self, card: Card) -> str:
        """Return what a stop does for good: whom it spares, or where nobody waits, what it silences."""
        waiting = card.progress.number("waiting")
        if not waiting and card.pulse.ringing:
            return self.say("do.stop-rings", count=card.pulse.ringing)
        return self.say("do.stop-says", count=waiting)

    def reached(self, card: Card) -> str:
        """Return how many heard it; where it was sent as a text too, how many it reached."""
        id = "progress.heard" if card.plan.channel == "voice" else "progress.reached"
        return self.say(id, reached=card.progress.number("reached"), total=card.progress.total)

    def not_called(self, card: Card) -> str:
        """Return how many a stop left out; nothing where it left out none."""
        stopped = dict(card.progress.ends).get("stopped", 0)
        return self.say("progress.stopped", count=stopped) if stopped else ""

    def bar(self, card: Card) -> str:
        """Return what the bar says to those who do not see it."""
        parts = self.say("joined").join(self.part(card, part) for part in card.progress.parts)
        if not card.may_go_on:
            return parts
        return self.say("progress.bar", percent=card.progress.percent, parts=parts)

    def part(self, card: Card, part: Part) -> str:
        """Return one part of the bar in words."""
        return self.say.counted(self.group(card, part.group), part.number)

    def window(self, card: Card) -> str:
        """Return until when calls may begin, or from when."""
        if card.closes_at:
            return self.say("window.open", time=self.when(card.closes_at))
        if card.opens_at:
            return self.say("window.closed", time=self.when(card.opens_at))
        return self.say("window.never")

    def motion(self, card: Card) -> str:
        """Return what happens this moment."""
        state = card.campaign.state
        if card.plan.repeat is not None and state == S.RUNNING:
            return self.say("campaign.again")
        if state == S.STOPPING:
            return self.say("motion.stopping", heard=card.pulse.heard)
        return self._runs(card) if state == S.RUNNING else self.say(f"campaign.next-{state}")

    def _runs(self, card: Card) -> str:
        pulse = card.pulse
        if pulse.ringing or pulse.heard:
            return self.say("motion.calling" if pulse.ringing else "motion.listening")
        if card.closes_at is None:
            return self.say("motion.closed")
        if not card.has_called:
            return self.say("motion.starting")
        if pulse.again_at and card.progress.number("waiting") <= pulse.again:
            return self.say("motion.again", time=self.when(pulse.again_at))
        return self.say("motion.between")

    def again(self, card: Card) -> str:
        """Return how many are tried again and from when; nothing where nobody is."""
        if not card.pulse.again_at or card.campaign.state == S.STOPPING:
            return ""
        return self.say("now.again", count=card.pulse.again, time=self.when(card.pulse.again_at))
