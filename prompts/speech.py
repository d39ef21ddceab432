"""Every sentence of the service, by language and channel: what all rooms ask for words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from prompts import dates, ourselves, rendering, shortform
from prompts.manners import Manner
from prompts.rendering import Audience, Channel
from prompts.sentences import Sentences

Recorded = Callable[[str, str], bool]
"""Whether these words of a language can be played."""


def nothing_recorded(_language: str, _words: str) -> bool:
    """Tell that there are no recordings."""
    return False


@dataclass(frozen=True)
class Prompts(Sentences):
    """The words of one line. Every method raises UnknownLanguage, UnknownSentence or MissingSlot."""

    short: frozenset[str] = frozenset()
    """Languages without a voice: on the telephone they have their short form alone, as recordings."""
    recorded: Recorded = nothing_recorded

    @property
    def heard(self) -> tuple[str, ...]:
        """Return the languages that can be heard on the telephone just now, most used first."""
        return tuple(language for language in self.languages if self.is_heard(language))

    def is_heard(self, language: str) -> bool:
        """Tell whether a language has a voice, or its whole short form as recordings."""
        if Channel.VOICE not in self.channels.get(language, ()):
            return False
        if language not in self.short:
            return True
        return all(self.recorded(language, words) for words in shortform.units(self, language).values())

    def manner(self, language: str) -> Manner:
        """Return how a language is read aloud."""
        return self._of(language).speech

    def say(self, language: str, node: str, channel: Channel = Channel.VOICE) -> str:
        """Return a leaf's verdict, what to do and one number; for SMS its short form."""
        key = "text" if channel is Channel.SMS else "say"
        instead = ourselves.instead(node, self.promises, channel)
        said = [] if instead else [self._at_node(language, node, key, channel)]
        about_us = instead or ourselves.after(node, self.promises, channel)
        return rendering.join([*said, *(self._promise(language, id, channel) for id in about_us)])

    def why(self, language: str, node: str, channel: Channel = Channel.VOICE) -> str:
        """Return a leaf's reasons."""
        promised = ourselves.reasons(node, self.promises, channel)
        if promised:
            return rendering.join([self._promise(language, id, channel) for id in promised])
        ours = self.tree[node].own_knowledge if node in self.tree else False
        mark = [self.frame(language, "own-knowledge", channel)] if ours else []
        return rendering.join([self._at_node(language, node, "why", channel), *mark])

    def our_promises(self, language: str, channel: Channel = Channel.WEB) -> tuple[str, ...]:
        """Return all that this line promises about its own calls, sentence by sentence."""
        return tuple(self._promise(language, id, channel) for id in ourselves.everything(self.promises))

    def _promise(self, language: str, id: str, channel: Channel) -> str:
        times = ourselves.times(self.promises)
        hours = {name: self.hour(language, at, channel) for name, at in times.items()}
        return self.frame(language, id, channel, **hours)

    def unit(self, language: str, id: str) -> str:
        """Return one sentence of a language's short form, such as `danger`."""
        return shortform.unit(self, language, id)

    def again(self, language: str) -> str:
        """Return what comes between two playings of a call."""
        short = language in self.short
        return self.unit(language, "call-again") if short else self.frame(language, "call.again")

    def warning(
        self, language: str, warning: str, channel: Channel, audience: Audience, area: str | None
    ) -> str:
        """Return the whole message, opening to closing, with `{date}` left in it for `fill_date`."""
        return self.around(language, self.warning_body(language, warning, channel), channel, audience, area)

    def around(
        self,
        language: str,
        body: str,
        channel: Channel,
        audience: Audience,
        area: str | None,
        lead: str = "",
    ) -> str:
        """Put opening and closing, which no message can leave out, around a body; `{date}` stays open.

        An area that the language cannot read is left out. A `lead`, as of a correction, follows the opening.
        For the voice of a short language to homes it is one recording a line, and has no area and no lead.
        """
        if language in self.short and channel is Channel.VOICE and audience is Audience.RESIDENT:
            return shortform.message(self, language, body)
        form = "sms" if channel is Channel.SMS else "call"
        kind = f"{form}.{'institution-' if audience is Audience.INSTITUTION else ''}"
        named = self.named(language, area) if area else None
        place = {"area": named} if named else {}
        opening = f"{kind}opening{'' if place else '-anywhere'}"
        first = self.frame(language, opening, channel, date="{date}", **place)
        rest = [*([lead] if lead else []), body, self.frame(language, f"{kind}closing", channel)]
        return rendering.join([first, *rest])

    def aloud(self, language: str, text: str) -> str:
        """Return a text message as it can be read aloud: the numbers that it may name digit by digit."""
        for printed in sorted(self.promises.named_numbers, key=len, reverse=True):
            text = text.replace(printed, rendering.number(self._of(language), printed, Channel.VOICE))
        return text

    def fill_date(self, language: str, text: str, day: date, channel: Channel) -> str:
        """Put the day into a message that `warning` made, or an operator wrote."""
        return text.replace("{date}", self.day(language, day, channel))

    def day(self, language: str, day: date, channel: Channel) -> str:
        """Return a day in the words of a language; for the voice of a short one a recording a line."""
        if language in self.short and channel is Channel.VOICE:
            return shortform.day(self, language, day)
        return dates.day(self._of(language), day, channel)

    def hour(self, language: str, moment: time, channel: Channel) -> str:
        """Return an hour of the day in the words of a language."""
        return dates.hour(self._of(language), moment, channel)
