"""A text comes in: read it, do what it wishes, and say what to answer. Nothing of it is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from carrier.events import TextArrived
from prompts.library import Channel, Prompts
from prompts.tree import Effect, Order
from sms.answers import Answers
from sms.keywords import Meaning, Wish, understand
from tree.desk import Desk
from tree.desk import Wish as Wanted
from tree.place import View
from tree.walk import NoSuchPath, walk

_EFFECTS = {Wish.STOP: Effect.STOP_CALLS, Wish.RESUME: Effect.RESUME_CALLS, Wish.NOW: Effect.NOW}


@dataclass(frozen=True, slots=True)
class Followed:
    """What a text leads to: an effect or words, and the leaf that was reached (for the tallies)."""

    words: Callable[[], str]
    effect: Effect | None = None
    leaf: str | None = None
    order: Order | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer, its language, and the leaf that was reached (for the tallies), if any."""

    text: str
    language: str
    leaf: str | None = None


@dataclass(frozen=True, slots=True)
class Inbox:
    """What texts are answered from. `lines` give the language of each of our numbers."""

    prompts: Prompts
    desk: Desk
    lines: Mapping[str, str | None]

    def answer(self, text: TextArrived, now: datetime, once: str = "") -> Answered:
        """Answer a text. Done twice, it changes nothing and answers the same."""
        known = self.prompts.on(Channel.SMS)
        spoken = self.lines.get(text.dialled)
        usual = spoken if spoken in known else known[0]
        vocabulary = {language: self.prompts.keywords(language) for language in known}
        meaning = understand(text.words, vocabulary, usual)
        answers = Answers(self.prompts, meaning.language, usual)
        led = self._led(meaning, answers)
        if led.effect is None:
            return Answered(led.words(), meaning.language, led.leaf)
        wish = Wanted(led.effect, text.caller, meaning.language, Channel.SMS, now, once, led.order)
        return Answered(self._fulfilled(wish, answers), meaning.language, led.leaf)

    def _led(self, meaning: Meaning, answers: Answers) -> Followed:
        if meaning.wish is Wish.CODE:
            return self._follow(meaning.code, answers)
        words = answers.not_understood if meaning.wish is Wish.UNKNOWN else answers.start
        return Followed(words, _EFFECTS.get(meaning.wish))

    def _follow(self, code: str, answers: Answers) -> Followed:
        if not code.strip("0"):
            return Followed(answers.start)
        try:
            spot = walk(self.prompts.tree, code)
        except NoSuchPath:
            return Followed(answers.not_understood)
        if not spot.node.is_leaf or spot.view is not View.MAIN:
            return Followed(lambda: answers.at(spot))
        return Followed(lambda: answers.at(spot), spot.node.effect, spot.node.id, spot.node.order)

    def _fulfilled(self, wish: Wanted, answers: Answers) -> str:
        if wish.effect is not Effect.NOW:
            reply = self.desk.fulfil(wish)
            return answers.sentence(reply.sentence, **reply.slots)
        running = self.desk.look(answers.language, Channel.SMS)
        return answers.sentence("cannot-look") if running is None else answers.told(running, wish.now)
