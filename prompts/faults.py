"""What is wrong with words or knowledge, and the errors that say so."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend: in which file, at which id, what is wrong, and what to do."""

    file: str
    id: str
    what: str
    do: str

    def __str__(self) -> str:
        return f"{self.file}: {self.id}: {self.what}; {self.do}"


class PromptsInvalid(ValueError):
    """Words or knowledge do not hold together; `faults` names everything that was found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UnknownLanguage(ValueError):
    """The tag names no language of this service."""


class UnknownSentence(LookupError):
    """There is no sentence, contact or warning of that id."""

    def __str__(self) -> str:
        return str(self.args[0])


class MissingSlot(LookupError):
    """A sentence has a slot for which nothing was given."""

    def __str__(self) -> str:
        return str(self.args[0])
