"""What is said at a place, as small values; the rooms turn them into speech, text or pages."""

from dataclasses import dataclass

from prompts.tree import Effect


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence of the frame, by its id; in the caller's language where none is named."""

    id: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a language's short form, by its id."""

    id: str


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """ "For English, press 2": said in that language itself."""

    language: str
    key: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a menu asks."""

    node: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a menu and its key."""

    node: str
    key: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A leaf's verdict and what to do."""

    node: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """What a leaf's verdict stands on."""

    node: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """The telephone numbers of a leaf."""

    node: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a leaf's effect, or (None) of being put through; known only when it is said."""

    effect: Effect | None


@dataclass(frozen=True, slots=True)
class Breath:
    """A moment of quiet, so that what was said can sink in before keys are offered."""


Utterance = Breath | Frame | Unit | LanguageChoice | Question | Choice | Answer | Reasons | Numbers | Outcome


@dataclass(frozen=True, slots=True)
class Scene:
    """What is said, whether a key is awaited after it, and what comes first, if anything.

    That is an effect, or (`transfers`) the attempt to put the caller through to a person.
    """

    utterances: tuple[Utterance, ...]
    listens: bool = True
    effect: Effect | None = None
    transfers: bool = False
