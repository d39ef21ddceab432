"""Every sentence of the service, by language and channel: what all rooms ask for words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from prompts import dates, ourselves, rendering
from prompts.entries import ABROAD, SHOWN, Contact
from prompts.faults import UnknownLanguage, UnknownSentence
from prompts.knowledge import Knowledge
from prompts.promises import Promises
from prompts.rendering import Audience, Channel
from prompts.slots import Slots
from prompts.tree import Node, Tree
from prompts.words import Words


@dataclass(frozen=True)
class Prompts:
    """The words of one line. Every method raises UnknownLanguage, UnknownSentence or MissingSlot."""

    tree: Tree
    knowledge: Knowledge
    promises: Promises
    languages: tuple[str, ...]
    """Complete and switched on, most used first."""
    words: Mapping[str, Words]

    def frame(self, language: str, id: str, channel: Channel = Channel.VOICE, **slots: str) -> str:
        """Return a sentence of the frame with its slots filled."""
        return self._slots(language, channel).sentence(self._of(language).frame, id, f"frame {id}", slots)

    def label(self, language: str, node: str, channel: Channel = Channel.VOICE) -> str:
        """Return the name of a choice in a menu."""
        return self._at_node(language, node, "label", channel)

    def ask(self, language: str, node: str, channel: Channel = Channel.VOICE) -> str:
        """Return the question of a menu."""
        return self._at_node(language, node, "ask", channel)

    def say(self, language: str, node: str, channel: Channel = Channel.VOICE) -> str:
        """Return a leaf's verdict, what to do and one number; for SMS its short form."""
        key = "text" if channel is Channel.SMS else "say"
        instead = ourselves.instead(node, self.promises, channel)
        said = [] if instead else [self._at_node(language, node, key, channel)]
        about_us = instead or ourselves.after(node, self.promises, channel)
        return rendering.join([*said, *(self.frame(language, id, channel) for id in about_us)])

    def why(self, language: str, node: str, channel: Channel = Channel.VOICE) -> str:
        """Return a leaf's reasons."""
        return self._at_node(language, node, "why", channel)

    def numbers(self, language: str, node: str, channel: Channel = Channel.VOICE) -> tuple[str, ...]:
        """Return "name: number" for each number of a leaf's contacts that may be dialled."""
        contacts = (self.knowledge.contacts[id] for id in self._node(node).contacts)
        return tuple(line for one in contacts for line in self._lines(language, one, channel))

    def contact(self, language: str, id: str, channel: Channel = Channel.VOICE) -> str:
        """Return a contact's number alone: spoken digit by digit, or printed."""
        return self._slots(language, channel).contact(id)

    def our_promises(self, language: str, channel: Channel = Channel.WEB) -> tuple[str, ...]:
        """Return all that this line promises about its own calls, sentence by sentence."""
        return tuple(self.frame(language, id, channel) for id in ourselves.everything(self.promises))

    def sources(self, language: str, node: str) -> tuple[str, ...]:
        """Return the titles of the documents on which a leaf stands, each once."""
        leaf, known, titles = self._node(node), self.knowledge, self._of(language).documents
        entries = [known.rules[id] for id in leaf.rules], [known.claims[id] for id in leaf.claims]
        also = [known.procedures[id] for id in leaf.procedures], [known.contacts[id] for id in leaf.contacts]
        return tuple(dict.fromkeys(titles[one.document] for some in (*entries, *also) for one in some))

    def title(self, language: str, warning: str) -> str:
        """Return the short name of a warning."""
        return self._of_warning(language, warning, "title", Channel.WEB)

    def heard(self, language: str, warning: str) -> str:
        """Return what the swindlers say, in reported speech."""
        return self._of_warning(language, warning, "heard", Channel.WEB)

    def warning(
        self, language: str, warning: str, channel: Channel, audience: Audience, area: str | None
    ) -> str:
        """Return the whole message, opening to closing, with `{date}` left in it for `fill_date`."""
        form = "sms" if channel is Channel.SMS else "call"
        kind = f"{form}.{'institution-' if audience is Audience.INSTITUTION else ''}"
        place = {"area": area} if area else {}
        opening = f"{kind}opening{'' if area else '-anywhere'}"
        body = self._of_warning(language, warning, "sms" if form == "sms" else "voice", channel)
        first = self.frame(language, opening, channel, date="{date}", **place)
        return rendering.join([first, body, self.frame(language, f"{kind}closing", channel)])

    def fill_date(self, language: str, text: str, day: date, channel: Channel) -> str:
        """Put the day into a message that `warning` made, or an operator wrote."""
        return text.replace("{date}", self.day(language, day, channel))

    def day(self, language: str, day: date, channel: Channel) -> str:
        """Return a day in the words of a language."""
        return dates.day(self._of(language), day, channel)

    def hour(self, language: str, moment: time, channel: Channel) -> str:
        """Return an hour of the day in the words of a language."""
        return dates.hour(self._of(language), moment, channel)

    def keywords(self, language: str) -> Mapping[str, tuple[str, ...]]:
        """Return the words a person may text, by meaning: help, stop, resume, language, now."""
        return self._of(language).keywords

    def native_name(self, language: str) -> str:
        """Return a language's name in itself."""
        return self._of(language).native_name

    def reviewed(self, language: str) -> bool:
        """Tell whether a person has reviewed the words of a language."""
        return self._of(language).review != "machine-drafted"

    def _of(self, language: str) -> Words:
        found = self.words.get(language)
        if found is None:
            raise UnknownLanguage(f"no words in {language[:20]!r}; there are {', '.join(self.languages)}")
        return found

    def _node(self, node: str) -> Node:
        found = self.tree.get(node)
        if found is None:
            raise UnknownSentence(f"no node {node[:40]!r} in the tree")
        return found

    def _slots(self, language: str, channel: Channel) -> Slots:
        return Slots(self._of(language), self.promises, self.knowledge.contacts, channel)

    def _at_node(self, language: str, node: str, key: str, channel: Channel) -> str:
        words = self._of(language).tree.get(self._node(node).id, {})
        return self._slots(language, channel).sentence(words, key, f"{key} at node {node}")

    def _of_warning(self, language: str, warning: str, key: str, channel: Channel) -> str:
        words = self._of(language).warnings.get(self.knowledge.warning(warning), {})
        return self._slots(language, channel).sentence(words, key, f"{key} of warning {warning}")

    def _lines(self, language: str, contact: Contact, channel: Channel) -> list[str]:
        name = self._of(language).names[contact.id]
        slots = self._slots(language, channel)
        return [
            self.frame(
                language,
                "number.abroad" if one.kind == ABROAD else "number.line",
                channel,
                name=name,
                number=slots.number(one.number),
            )
            for one in contact.numbers
            if one.kind != SHOWN
        ]
