"""What stands in a slot that is not the caller's: numbers of contacts, and the facts of the line."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from prompts import rendering
from prompts.entries import Contact
from prompts.faults import UnknownSentence
from prompts.promises import Promises
from prompts.rendering import Channel
from prompts.words import Sentences, Words

OF_THE_LINE = (
    "organisation",
    "hours",
    "hotline_number",
    "displayed_number",
    "emergency_number",
    "consultation_number",
)


@dataclass(frozen=True, slots=True)
class Slots:
    """The values of slots in one language on one channel."""

    words: Words
    promises: Promises
    contacts: Mapping[str, Contact]
    channel: Channel

    def sentence(
        self, table: Sentences, key: str, what: str, given: Mapping[str, str] = MappingProxyType({})
    ) -> str:
        """Return the words of a key with every slot filled; raises UnknownSentence or MissingSlot."""
        text = rendering.pick(table, key, self.channel)
        if text is None:
            raise UnknownSentence(f"{self.words.tag}: no sentence for {what}")
        return rendering.fill(text, lambda name: given[name] if name in given else self.value(name))

    def value(self, name: str) -> str | None:
        """Return what stands in a slot; None when only the caller can know. Raises UnknownSentence."""
        if name.startswith("K-"):
            return self.contact(*name.split(":", 1))
        if name in ("organisation", "hours"):
            return getattr(self.promises, name).get(self.words.tag)  # type: ignore[no-any-return]
        if name in OF_THE_LINE:
            return self.number(getattr(self.promises, name))
        return None

    def contact(self, id: str, kind: str | None = None) -> str:
        """Return a contact's number, or its number of that kind; raises UnknownSentence when it has none."""
        contact = self.contacts.get(id)
        number = contact and rendering.main_number(contact, kind)
        if not number:
            raise UnknownSentence(f"no number for contact {id[:60]!r}")
        return self.number(number)

    def number(self, printed: str) -> str:
        """Return a printed number as this channel says it."""
        return rendering.number(self.words, printed, self.channel)
