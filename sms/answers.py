"""What a text is answered. Every message stands alone: each choice prints its whole path code.

A bare code is answered in the language of the number it is sent to. Where a list is in another language, its
codes therefore carry that language in front (`EN112`), so that the next text need not remember this one. No
answer is longer than two messages: a zero behind a code asks for the next part of what that code is answered
(`10` goes on with `1`, `100` with `10`), and zeros alone go on with the first answer.
"""

from prompts.library import Channel, Prompts
from prompts.tree import ROOT
from sms.parts import in_parts
from tree.guide import leaf_views
from tree.place import View
from tree.walk import Spot, choices, code_of

_SMS = Channel.SMS
Parts = tuple[str, ...]
"""One answer, or several of which each names the code of the next."""


class Answers:
    """The answers to texts in one language, sent to a number whose language is `usual`."""

    def __init__(self, prompts: Prompts, language: str, usual: str) -> None:
        self._prompts = prompts
        self.language = language
        self._prefix = "" if language == usual else language.upper()

    def start(self) -> Parts:
        """Return the first answer; its first part is of use even to somebody who never writes again.

        Whoever cannot be helped by telephone in this language learns that here.
        """
        return self._first("text.start")

    def not_understood(self) -> Parts:
        """Return what to say when a text means nothing to us; it goes on as the first answer does."""
        return self._first("text.not-understood")

    def sentence(self, id: str, **slots: str) -> str:
        """Return one sentence of the frame."""
        return self._prompts.frame(self.language, id, _SMS, **slots)

    def at(self, spot: Spot) -> Parts:
        """Return what stands at the end of a path: a list of choices, or a leaf."""
        prompts, language, node = self._prompts, self.language, spot.node.id
        code = code_of(prompts.tree, node, spot.page)
        if not spot.node.is_leaf:
            return self.parts(self._list(spot, code), code, self._next_page(spot), goes_on="text.more")
        code += next((key for key, view in leaf_views(spot.node).items() if view is spot.view), "")
        if spot.view is View.WHY:
            return self.parts(prompts.why(language, node, _SMS), code)
        if spot.view is View.NUMBERS:
            return self.parts("\n".join(prompts.numbers(language, node, _SMS)), code)
        return self.parts(prompts.say(language, node, _SMS), code)

    def parts(self, text: str, code: str, last: str = "", goes_on: str = "text.on") -> Parts:
        """Cut what a code is answered; where nobody can text us it stays whole: nobody could go on."""
        if not self._prompts.promises.two_way_sms:
            return (f"{text}\n{last}" if last else text,)
        return in_parts(text, lambda part: self._more(code + "0" * part, goes_on), last)

    def _first(self, sentence: str) -> Parts:
        """Put a sentence before the first list, of which it shows as much whatever the sentence is."""
        spot, code = Spot(self._prompts.tree[ROOT]), ""
        two_way = self._prompts.promises.two_way_sms
        below = [self.sentence("text.reply"), self._list(spot, code)] if two_way else []
        below += [] if self._prompts.is_heard(self.language) else [self.sentence("web.not-spoken")]
        text, last = "".join(f"\n{line}" for line in below), self._next_page(spot) if two_way else ""
        heads = [self.sentence(id) for id in ("text.start", "text.not-understood")]
        cut = [(head, self.parts(head + text, code, last, goes_on="text.more")) for head in heads]
        head, parts = min(cut, key=lambda one: len(one[1][0]) - len(one[0]))
        return (self.sentence(sentence) + parts[0].removeprefix(head), *parts[1:])

    def _list(self, spot: Spot, code: str) -> str:
        prompts, language = self._prompts, self.language
        offered = (
            self.sentence("text.choice", code=path, label=prompts.label(language, node, _SMS))
            for path, node in choices(prompts.tree, spot, self._prefix + code)
        )
        return "\n".join((prompts.ask(language, spot.node.id, _SMS), *offered))

    def _next_page(self, spot: Spot) -> str:
        page = (spot.page + 1) % len(spot.node.pages)
        return self._more(code_of(self._prompts.tree, spot.node.id, page)) if page else ""

    def _more(self, code: str, sentence: str = "text.more") -> str:
        return self.sentence(sentence, code=self._prefix + code)
