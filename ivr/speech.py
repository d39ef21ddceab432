"""Turns what is said at a place into sentences, and those into the carrier's document."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from carrier import twiml
from prompts.library import Prompts
from tree.guide import Guide
from tree.place import Place
from tree.scene import (
    Answer,
    Breath,
    Choice,
    Frame,
    LanguageChoice,
    Numbers,
    Outcome,
    Question,
    Reasons,
    Scene,
    Utterance,
)
from tree.telling import scene

MADE_AHEAD = 4096
SECONDS_FOR_A_KEY = 8

Sentence = tuple[str, str]
"""A language and words in it; without words it is a moment of quiet."""


def sentences(
    prompts: Prompts, language: str, said: Scene, outcome: Sequence[Sentence] = ()
) -> list[Sentence]:
    """Return what a caller hears, in order; `outcome` stands where an effect's outcome is said."""
    heard: list[Sentence] = []
    for utterance in said.utterances:
        if isinstance(utterance, Outcome):
            heard.extend(outcome)
        elif isinstance(utterance, LanguageChoice):
            words = prompts.frame(utterance.language, "language.choice", key=utterance.key)
            heard.append((utterance.language, words))
        else:
            heard.append((language, _words(prompts, language, utterance)))
    return heard


def _words(prompts: Prompts, language: str, utterance: Utterance) -> str:
    match utterance:
        case Breath():
            return ""
        case Frame(id=sentence):
            return prompts.frame(language, sentence)
        case Choice(node=node, key=key):
            return prompts.frame(language, "menu.choice", label=prompts.label(language, node), key=key)
        case Question(node=node):
            return prompts.ask(language, node)
        case _:
            return _of_leaf(prompts, language, utterance)


def _of_leaf(prompts: Prompts, language: str, utterance: Utterance) -> str:
    match utterance:
        case Answer(node=node):
            return prompts.say(language, node)
        case Reasons(node=node):
            return prompts.why(language, node)
        case Numbers(node=node):
            return " ".join(prompts.numbers(language, node))
        case _:
            raise TypeError(f"{type(utterance).__name__} is not said in one language")


class Speech:
    """Makes the carrier's document of every place; what depends on the place alone is made once."""

    def __init__(self, prompts: Prompts, public_base_url: str) -> None:
        self.prompts = prompts
        self.guide = Guide.of(prompts)
        self._base = public_base_url.rstrip("/")
        self._still: Callable[[Place], str] = lru_cache(maxsize=MADE_AHEAD)(self._document)

    def document(self, place: Place, outcome: Sequence[Sentence] = ()) -> str:
        """Return the document for a place; with an effect's outcome it is made anew."""
        return self._document(place, outcome) if outcome else self._still(place)

    def _document(self, place: Place, outcome: Sequence[Sentence] = ()) -> str:
        said = scene(self.guide, place)
        heard = sentences(self.prompts, place.language, said, outcome)
        spoken = [twiml.Say(words, language) if words else twiml.Pause() for language, words in heard]
        if not said.listens:
            return twiml.speak(spoken)
        action = f"{self._base}/voice/{place.language}/{place.node}/{place.stand}/press"
        return twiml.listen(spoken, action, timeout=SECONDS_FOR_A_KEY)
