"""The sentences of every language, looked up by id and filled for a channel."""

from collections.abc import Mapping
from dataclasses import dataclass

from prompts.areas import readable
from prompts.entries import ABROAD, SHOWN, Contact
from prompts.faults import UnknownLanguage, UnknownSentence
from prompts.knowledge import Knowledge
from prompts.promises import Promises
from prompts.rendering import Channel
from prompts.slots import Slots
from prompts.standing import Standing
from prompts.tree import Node, Tree
from prompts.words import Words


@dataclass(frozen=True)
class Sentences:
    """Words as they are written. Every method raises UnknownLanguage, UnknownSentence or MissingSlot."""

    tree: Tree
    knowledge: Knowledge
    promises: Promises
    languages: tuple[str, ...]
    """Complete and switched on, most used first."""
    words: Mapping[str, Words]
    channels: Mapping[str, frozenset[Channel]]
    """Where each language is complete."""
    standings: Mapping[str, Standing]
    """Who answers for the words of each language."""

    def on(self, channel: Channel) -> tuple[str, ...]:
        """Return the languages that are offered on a channel, most used first."""
        return tuple(language for language in self.languages if channel in self.channels[language])

    def frame(self, language: str, id: str, channel: Channel = Channel.VOICE, **slots: str) -> str:
        """Return a sentence of the frame with its slots filled."""
        return self._slots(language, channel).sentence(self._of(language).frame, id, f"frame {id}", slots)

    def label(self, language: str, node: str, channel: Channel = Channel.VOICE) -> str:
        """Return the name of a choice in a menu; an area of the line is called by its own name."""
        area = self._node(node).area
        if area is not None:
            return self.area(language, area)
        return self._at_node(language, node, "label", channel)

    def ask(self, language: str, node: str, channel: Channel = Channel.VOICE) -> str:
        """Return the question of a menu."""
        return self._at_node(language, node, "ask", channel)

    def area(self, language: str, area: str) -> str:
        """Return the name of one of the line's areas in a language; as it is written where it has none."""
        return self.named(language, area) or area

    def named(self, language: str, area: str) -> str | None:
        """Return an area's name in a language: as the line says it, or as it is written if readable."""
        return self.promises.areas.get(area, {}).get(language) or (area if readable(area, language) else None)

    def numbers(self, language: str, node: str, channel: Channel = Channel.VOICE) -> tuple[str, ...]:
        """Return "name: number" for each number of a leaf's contacts that may be dialled."""
        contacts = (self.knowledge.contacts[id] for id in self._node(node).contacts)
        return tuple(line for one in contacts for line in self._lines(language, one, channel))

    def contact(self, language: str, id: str, channel: Channel = Channel.VOICE) -> str:
        """Return a contact's number alone: spoken digit by digit, or printed."""
        return self._slots(language, channel).contact(id)

    def sources(self, language: str, node: str) -> tuple[str, ...]:
        """Return the titles of the documents on which a leaf stands, each once."""
        leaf, known, titles = self._node(node), self.knowledge, self._of(language).documents
        entries = [known.rules[id] for id in leaf.rules], [known.claims[id] for id in leaf.claims]
        also = [known.procedures[id] for id in leaf.procedures], [known.contacts[id] for id in leaf.contacts]
        return tuple(dict.fromkeys(titles[one.document] for some in (*entries, *also) for one in some))

    def title(self, language: str, warning: str) -> str:
        """Return the short name of a warning."""
        return self._of_warning(language, warning, "title", Channel.WEB)

    def reported(self, language: str, warning: str) -> str:
        """Return in a sentence what swindlers say, as it is told of them."""
        return self._of_warning(language, warning, "heard", Channel.WEB)

    def warning_body(self, language: str, warning: str, channel: Channel = Channel.VOICE) -> str:
        """Return what a warning says between opening and closing."""
        return self._of_warning(language, warning, "sms" if channel is Channel.SMS else "voice", channel)

    def keywords(self, language: str) -> Mapping[str, tuple[str, ...]]:
        """Return the words a person may text, by meaning: help, stop, resume, language, now."""
        return self._of(language).keywords

    def native_name(self, language: str) -> str:
        """Return a language's name in itself."""
        return self._of(language).native_name

    def english_name(self, language: str) -> str:
        """Return a language's name in English."""
        return self._of(language).english_name

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
        said, place = self._of(language).tree, self._node(node)
        lenders = (said[id] for id in (place.id, *place.like) if key in said.get(id, {}))
        words = next(lenders, said.get(place.id, {}))
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
