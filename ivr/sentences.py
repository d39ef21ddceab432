"""What is said at a place, in the words of a language: sentence by sentence."""

from collections.abc import Sequence

from prompts.library import Prompts
from prompts.shortform import NAME
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
            named = utterance.language if isinstance(utterance, Frame) else None
            tongue = named or language
            heard.append((tongue, _words(prompts, tongue, utterance)))
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
