"""What a text is answered. Every message stands alone: each choice prints its whole path code.

A bare code is answered in the language of the number it is sent to. Where a list is in another language, its
codes therefore carry that language in front (`EN112`), so that the next text need not remember this one.
"""

from collections.abc import Sequence
from datetime import datetime

from prompts.library import Channel, Prompts
from prompts.tree import ROOT
from tree.place import View
from tree.running import MAX_TOLD, RunningWarning, told
from tree.walk import Spot, choices, code_of

MAX_LETTERS = 1_500
_SMS = Channel.SMS


class Answers:
    """The answers to texts in one language, sent to a number whose language is `usual`."""

    def __init__(self, prompts: Prompts, language: str, usual: str) -> None:
        self._prompts = prompts
        self.language = language
        self._prefix = "" if language == usual else language.upper()

    def start(self) -> str:
        """Return the first answer; it is of use even to somebody who never writes again.

        Whoever cannot be helped by telephone in this language learns that here.
        """
        told = self._with_list("text.start")
        return told if self._prompts.is_heard(self.language) else f"{told}\n{self.sentence('web.not-spoken')}"

    def not_understood(self) -> str:
        """Return what to say when a text means nothing to us."""
        return self._with_list("text.not-understood")

    def sentence(self, id: str, **slots: str) -> str:
        """Return one sentence of the frame."""
        return self._prompts.frame(self.language, id, _SMS, **slots)

    def at(self, spot: Spot) -> str:
        """Return what stands at the end of a path: a list of choices, or a leaf."""
        prompts, language, node = self._prompts, self.language, spot.node.id
        if not spot.node.is_leaf:
            return "\n".join((prompts.ask(language, node, _SMS), *self._choices(spot)))
        if spot.view is View.WHY:
            return prompts.why(language, node, _SMS)
        if spot.view is View.NUMBERS:
            return "\n".join(prompts.numbers(language, node, _SMS))
        return prompts.say(language, node, _SMS)

    def told(self, running: Sequence[RunningWarning], now: datetime) -> str:
        """Return what our calls are saying now; as many warnings as one message holds, each whole."""
        texts = [
            told(self._prompts, self.language, running[:most], now, _SMS) for most in range(MAX_TOLD, 0, -1)
        ]
        joined = ("\n".join(words for _, words in text) for text in texts)
        return next((text for text in joined if len(text) <= MAX_LETTERS), self.sentence("cannot-look"))

    def _with_list(self, sentence: str) -> str:
        if not self._prompts.promises.two_way_sms:
            return self.sentence(sentence)
        return "\n".join((self.sentence(sentence), self.at(Spot(self._prompts.tree[ROOT]))))

    def _choices(self, spot: Spot) -> list[str]:
        prompts, language, tree = self._prompts, self.language, self._prompts.tree
        code = self._prefix + code_of(tree, spot.node.id, spot.page)
        lines = [
            prompts.frame(language, "text.choice", _SMS, code=path, label=prompts.label(language, node, _SMS))
            for path, node in choices(tree, spot, code)
        ]
        page = (spot.page + 1) % len(spot.node.pages)
        if page:
            lines.append(self._more(code_of(tree, spot.node.id, page)))
        return [*lines, self.sentence("text.reply")] if prompts.promises.two_way_sms else lines

    def _more(self, code: str) -> str:
        return self._prompts.frame(self.language, "text.more", _SMS, code=self._prefix + code)
