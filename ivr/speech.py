"""Turns what is said at a place into sentences, and those into the carrier's document."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from carrier import twiml
from carrier.speaking import Speaker
from carrier.twiml import Spoken
from prompts.library import Prompts
from prompts.shortform import NAME
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
    Unit,
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
            heard.extend(_choice(prompts, language, utterance))
        else:
            heard.append((language, _words(prompts, language, utterance)))
    return heard


def _choice(prompts: Prompts, language: str, offered: LanguageChoice) -> list[Sentence]:
    """Offer a language in itself; one without a voice by its own name, recorded, and its key in English."""
    words = prompts.frame(offered.language, "language.choice", key=offered.key)
    if offered.language not in prompts.short or prompts.recorded(offered.language, words):
        return [(offered.language, words)]
    tongue = "en" if "en" in prompts.languages and "en" not in prompts.short else language
    name = prompts.english_name(offered.language)
    own = (offered.language, prompts.unit(offered.language, NAME))
    return [own, (tongue, prompts.frame(tongue, "menu.choice", label=name, key=offered.key))]


def _words(prompts: Prompts, language: str, utterance: Utterance) -> str:
    match utterance:
        case Breath():
            return ""
        case Frame(id=sentence):
            return prompts.frame(language, sentence)
        case Unit(id=sentence):
            return prompts.unit(language, sentence)
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

    def __init__(self, prompts: Prompts, public_base_url: str, speaker: Speaker) -> None:
        self.prompts = prompts
        self._speaker = speaker
        self._base = public_base_url.rstrip("/")
        self._made: _Made | None = None

    @property
    def guide(self) -> Guide:
        """Return the tree and the languages that can be heard; recordings that came in may bring some."""
        return self._now().guide

    def document(self, place: Place, outcome: Sequence[Sentence] = ()) -> str:
        """Return the document for a place; with an effect's outcome it is made anew."""
        made = self._now()
        return self._document(made.guide, place, outcome) if outcome else made.still(place)

    def _now(self) -> "_Made":
        stamp = self._speaker.stamp()
        if self._made is None or self._made.stamp != stamp:
            guide = Guide.of(self.prompts)
            still = lru_cache(maxsize=MADE_AHEAD)(partial(self._document, guide))
            self._made = _Made(stamp, guide, still)
        return self._made

    def _document(self, guide: Guide, place: Place, outcome: Sequence[Sentence] = ()) -> str:
        said = scene(guide, place)
        spoken: list[Spoken] = []
        for language, words in sentences(self.prompts, place.language, said, outcome):
            spoken.extend(self._speaker.speak(language, words) if words else [twiml.Pause()])
        if not said.listens:
            return twiml.speak(spoken)
        action = f"{self._base}/voice/{place.language}/{place.node}/{place.stand}/press"
        return twiml.listen(spoken, action, timeout=SECONDS_FOR_A_KEY)


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made ahead from the recordings of one stamp."""

    stamp: int
    guide: Guide
    still: Callable[[Place], str]
