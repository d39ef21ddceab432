"""A text comes in: read it, do what it wishes, and say what to answer. Nothing of it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from carrier.events import TextArrived
from prompts.library import Channel, Prompts
from prompts.tree import Effect
from sms.answers import Answers
from sms.keywords import Meaning, Wish, understand
from tree.desk import Came, Desk
from tree.place import View
from tree.running import told
from tree.walk import NoSuchPath, walk

_EFFECTS = {Wish.STOP: Effect.STOP_CALLS, Wish.RESUME: Effect.RESUME_CALLS, Wish.NOW: Effect.NOW}
_DONE = {Effect.STOP_CALLS: "text.stopped", Effect.RESUME_CALLS: "text.resumed"}


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
        prompts = self.prompts
        spoken = self.lines.get(text.dialled)
        usual = spoken if spoken in prompts.languages else prompts.languages[0]
        vocabulary = {language: prompts.keywords(language) for language in prompts.languages}
        meaning = understand(text.words, vocabulary, usual)
        answers = Answers(prompts, meaning.language, usual)
        effect = _EFFECTS.get(meaning.wish)
        if effect is not None:
            return Answered(self._effect(effect, text, meaning.language, answers, now), meaning.language)
        if meaning.wish is Wish.CODE:
            return self._code(meaning, text, answers, now)
        words = answers.not_understood() if meaning.wish is Wish.UNKNOWN else answers.start()
        return Answered(words, meaning.language)

    def _code(self, meaning: Meaning, text: TextArrived, answers: Answers, now: datetime) -> Answered:
        if not meaning.code.strip("0"):
            return Answered(answers.start(), meaning.language)
        try:
            spot = walk(self.prompts.tree, meaning.code)
        except NoSuchPath:
            return Answered(answers.not_understood(), meaning.language)
        leaf = spot.node.id if spot.node.is_leaf and spot.view is View.MAIN else None
        effect = spot.node.effect if leaf else None
        words = (
            answers.at(spot) if effect is None else self._effect(effect, text, meaning.language, answers, now)
        )
        return Answered(words, meaning.language, leaf)

    def _effect(
        self, effect: Effect, text: TextArrived, language: str, answers: Answers, now: datetime
    ) -> str:
        if effect is not Effect.NOW:
            came = self.desk.note(effect, text.caller, now, "text")
            return answers.sentence(_DONE[effect] if came is Came.DONE else "text.cannot")
        running = self.desk.look(language)
        if running is None:
            return answers.sentence("text.cannot")
        return answers.told(told(self.prompts, language, running, now, Channel.SMS))
