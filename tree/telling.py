"""What is said at a place; it depends on the place alone, so it can be made ahead."""

from dataclasses import replace

from prompts.shortform import GOODBYE, OFFER, WHOLE
from prompts.tree import Node
from tree.guide import SHORT, Guide, over
from tree.place import MAX_MISTAKES, MAX_TURNS, Place, Silence, View
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

_OFFERS = {
    View.WHY: Frame("leaf.why"),
    View.NUMBERS: Frame("leaf.numbers"),
    View.TRANSFER: Frame("leaf.transfer"),
}
_WORLD = "en"
"""The language spoken besides the first one while nobody knows the caller's."""


def scene(guide: Guide, place: Place) -> Scene:
    """Return what is said at a place, whether a key is awaited, and the effect that comes before it."""
    if place.node == SHORT:
        return _short(place)
    if over(place):
        return Scene((*_last(guide, place), Frame("goodbye")), listens=False)
    leaf = guide.leaf(place)
    effect = leaf.effect if leaf is not None and place.view is View.MAIN else None
    body = _menu(guide, place) if leaf is None else _leaf(guide, leaf, place.view)
    said = (*_opening(guide, place), *_trouble(guide, place), *body)
    return Scene(said, effect=effect, transfers=place.view is View.TRANSFER)


def alike(place: Place) -> Place:
    """Return a place at which the very same is said, the same one for as many places as can be."""
    turns = place.turns if place.turns >= MAX_TURNS else min(place.turns, 2)
    mistakes = place.mistakes if place.mistakes >= MAX_MISTAKES else min(place.mistakes, 1)
    return replace(place, turns=turns, mistakes=mistakes)


def _short(place: Place) -> Scene:
    """Return the whole short form; after a wrong key or none only the keys are told again."""
    if over(place):
        return Scene((Unit(GOODBYE),), listens=False)
    if place.mistakes:
        return Scene((Unit(OFFER),))
    *advice, offer = (Unit(id) for id in WHOLE)
    return Scene((*advice, Breath(), offer))


def _opening(guide: Guide, place: Place) -> tuple[Utterance, ...]:
    """Danger comes first, before any menu; only at the very beginning."""
    if place.turns:
        return ()
    sample = (Frame("sample-line"),) if guide.sample else ()
    return (Frame("danger"), Breath(), Frame("greeting"), *sample, Breath())


def _last(guide: Guide, place: Place) -> tuple[Utterance, ...]:
    """Return what stays with the caller; whoever pressed a key and heard an answer needs nothing more."""
    answered = place.view is View.END and place.turns > 1
    return () if answered else (*_essential(guide, place), Breath())


def _trouble(guide: Guide, place: Place) -> tuple[Utterance, ...]:
    """After a missing key the essential advice comes at once: a telephone that sends none gets no other."""
    if not place.mistakes:
        return ()
    if place.silence is not Silence.NOW:
        return (Frame("mistake"),)
    return (Frame("silence"), *_essential(guide, place), Breath())


def _essential(guide: Guide, place: Place) -> tuple[Utterance, ...]:
    return _for_all(guide, place, "essential")


def _for_all(guide: Guide, place: Place, sentence: str) -> tuple[Utterance, ...]:
    """Return a sentence; before a language is chosen also in English, which more people know."""
    choosing = guide.aim(place) is not None
    also = choosing and place.language != _WORLD and _WORLD in guide.voices
    return (Frame(sentence), Frame(sentence, _WORLD)) if also else (Frame(sentence),)


def _menu(guide: Guide, place: Place) -> tuple[Utterance, ...]:
    more = _for_all(guide, place, "menu.more") if guide.pages(place) > 1 else ()
    if guide.aim(place) is not None:
        offered = enumerate(guide.languages_offered(place), start=1)
        return (*(LanguageChoice(language, str(key)) for key, language in offered), *more)
    node = guide.tree[place.node]
    choices = (Choice(child, str(key)) for key, child in enumerate(node.pages[place.page], start=1))
    back = (Frame("menu.back"),) if node.parent or len(guide.languages) > 1 else ()
    return (Question(node.id), *choices, *more, Frame("menu.again"), *back)


def _leaf(guide: Guide, leaf: Node, view: View) -> tuple[Utterance, ...]:
    offers = (_OFFERS[other] for other in guide.views(leaf).values() if other is not view)
    return (_said(leaf, view), Breath(), *offers, Frame("leaf.again"))


def _said(leaf: Node, view: View) -> Utterance:
    if view is View.WHY:
        return Reasons(leaf.id)
    if view is View.NUMBERS:
        return Numbers(leaf.id)
    if view is View.TRANSFER:
        return Outcome(None)
    return Answer(leaf.id) if leaf.effect is None else Outcome(leaf.effect)
