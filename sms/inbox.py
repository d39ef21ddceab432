"""A text comes in: read it, do what it wishes, and say what to answer. Nothing of it is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from carrier.events import TextArrived
from prompts.library import Channel, Prompts
from prompts.tree import Effect, Order
from sms.answers import Answers, Parts
from sms.keywords import Meaning, Wish, understand
from tree.desk import Desk
from tree.desk import Wish as Wanted
from tree.guide import leaf_with
from tree.place import View
from tree.walk import NoSuchPath, code_of, walk

_READ_ON = (None, Effect.NOW)
_EFFECTS = {Wish.STOP: Effect.STOP_CALLS, Wish.RESUME: Effect.RESUME_CALLS, Wish.NOW: Effect.NOW}


@dataclass(frozen=True, slots=True)
class Followed:
    """What a text leads to: an effect or words, and the leaf that was reached (for the tallies)."""

    words: Callable[[], Parts]
    effect: Effect | None = None
    leaf: str | None = None
    order: Order | None = None
    code: str = ""
    part: int = 0


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
            return Answered(_part(led, answers), meaning.language, led.leaf)
        wish = Wanted(led.effect, text.caller, meaning.language, Channel.SMS, now, once, led.order)
        return Answered(self._fulfilled(wish, led, answers), meaning.language, led.leaf)

    def _led(self, meaning: Meaning, answers: Answers) -> Followed:
        if meaning.wish is Wish.CODE:
            whole = meaning.code.rstrip("0")
            return _going_on(self._follow(whole, answers), len(meaning.code) - len(whole), answers)
        effect = _EFFECTS.get(meaning.wish)
        if effect is not None:
            leaf = leaf_with(self.prompts.tree, effect)
            code = code_of(self.prompts.tree, leaf) if leaf else ""
            return Followed(answers.start, effect, code=code)
        return Followed(answers.not_understood if meaning.wish is Wish.UNKNOWN else answers.start)

    def _follow(self, code: str, answers: Answers) -> Followed:
        if not code:
            return Followed(answers.start)
        try:
            spot = walk(self.prompts.tree, code)
        except NoSuchPath:
            return Followed(answers.not_understood)
        if not spot.node.is_leaf or spot.view is not View.MAIN:
            return Followed(lambda: answers.at(spot))
        node = spot.node
        return Followed(lambda: answers.at(spot), node.effect, node.id, node.order, code)

    def _fulfilled(self, wish: Wanted, led: Followed, answers: Answers) -> str:
        if wish.effect is not Effect.NOW:
            reply = self.desk.fulfil(wish)
            text = answers.sentence(reply.sentence, **reply.slots)
        else:
            told = self.desk.saying_now(self.prompts, answers.language, wish.now, Channel.SMS)
            text = "\n".join(words for _, words in told)
        parts = answers.parts(text, led.code)
        return parts[min(led.part, len(parts) - 1)]


def _going_on(led: Followed, part: int, answers: Answers) -> Followed:
    """Return the part of an answer that zeros ask for; who reads on has been counted."""
    if not part:
        return led
    if led.effect not in _READ_ON and part > 1:
        return Followed(answers.not_understood)  # Rather a sum of money than the wish to do something again.
    return replace(led, leaf=None, part=part)


def _part(led: Followed, answers: Answers) -> str:
    parts = led.words()
    return parts[led.part] if led.part < len(parts) else answers.not_understood()[0]
