"""A text comes in: read it, do what it wishes, and say what to answer. Nothing of it is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from carrier.events import TextArrived
from privacy.number import Caller
from prompts.library import Channel, Prompts
from prompts.tree import Effect
from sms.answers import Answers
from sms.keywords import Wish, understand
from tree.desk import Came, Desk
from tree.place import View
from tree.walk import NoSuchPath, walk

_EFFECTS = {Wish.STOP: Effect.STOP_CALLS, Wish.RESUME: Effect.RESUME_CALLS, Wish.NOW: Effect.NOW}
_DONE = {Effect.STOP_CALLS: "text.stopped", Effect.RESUME_CALLS: "text.resumed"}
Followed = tuple[Effect | None, str | None, Callable[[], str]]


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

    def answer(self, text: TextArrived, now: datetime) -> Answered:
        """Answer a text. Done twice, it changes nothing and answers the same."""
        known = self.prompts.on(Channel.SMS)
        spoken = self.lines.get(text.dialled)
        usual = spoken if spoken in known else known[0]
        vocabulary = {language: self.prompts.keywords(language) for language in known}
        meaning = understand(text.words, vocabulary, usual)
        answers = Answers(self.prompts, meaning.language, usual)
        effect, leaf, words = _EFFECTS.get(meaning.wish), None, answers.start
        if meaning.wish is Wish.UNKNOWN:
            words = answers.not_understood
        elif meaning.wish is Wish.CODE:
            effect, leaf, words = self._follow(meaning.code, answers)
        done = words() if effect is None else self._effect(effect, text.caller, answers, now)
        return Answered(done, meaning.language, leaf)

    def _follow(self, code: str, answers: Answers) -> Followed:
        """Return what a code asks for: an effect or words, and the leaf that it reached."""
        if not code.strip("0"):
            return None, None, answers.start
        try:
            spot = walk(self.prompts.tree, code)
        except NoSuchPath:
            return None, None, answers.not_understood
        if not spot.node.is_leaf or spot.view is not View.MAIN:
            return None, None, lambda: answers.at(spot)
        return spot.node.effect, spot.node.id, lambda: answers.at(spot)

    def _effect(self, effect: Effect, caller: Caller, answers: Answers, now: datetime) -> str:
        if effect is not Effect.NOW:
            came = self.desk.note(effect, caller, now, "text")
            return answers.sentence(_DONE[effect] if came is Came.DONE else "text.cannot")
        running = self.desk.look(answers.language, Channel.SMS)
        return answers.sentence("text.cannot") if running is None else answers.told(running, now)
