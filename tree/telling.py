"""What is said at a place; it depends on the place alone, so it can be made ahead."""

from prompts.shortform import GOODBYE, OFFER, WHOLE
from prompts.tree import Node
from tree.guide import SHORT, Guide, leaf_views, over
from tree.place import Place, View
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

_OFFERS = {View.WHY: Frame("leaf.why"), View.NUMBERS: Frame("leaf.numbers")}


def scene(guide: Guide, place: Place) -> Scene:
    """Return what is said at a place, whether a key is awaited, and the effect that comes before it."""
    if place.node == SHORT:
        return _short(place)
    if place.view is View.END:
        return Scene((Frame("goodbye"),), listens=False)
    if over(place):
        return Scene((Frame("essential"), Frame("goodbye")), listens=False)
    leaf = guide.leaf(place)
    effect = leaf.effect if leaf is not None and place.view is View.MAIN else None
    body = _menu(guide, place) if leaf is None else _leaf(leaf, place.view)
    return Scene((*_opening(guide, place), *_trouble(place), *body), effect=effect)


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


def _trouble(place: Place) -> tuple[Utterance, ...]:
    if not place.mistakes:
        return ()
    return (Frame("silence") if place.silent else Frame("mistake"),)


def _menu(guide: Guide, place: Place) -> tuple[Utterance, ...]:
    more = (Frame("menu.more"),) if guide.pages(place) > 1 else ()
    if guide.aim(place) is not None:
        offered = enumerate(guide.languages_offered(place), start=1)
        return (*(LanguageChoice(language, str(key)) for key, language in offered), *more)
    node = guide.tree[place.node]
    choices = (Choice(child, str(key)) for key, child in enumerate(node.pages[place.page], start=1))
    back = (Frame("menu.back"),) if node.parent or len(guide.languages) > 1 else ()
    return (Question(node.id), *choices, *more, Frame("menu.again"), *back)


def _leaf(leaf: Node, view: View) -> tuple[Utterance, ...]:
    offers = (_OFFERS[other] for other in leaf_views(leaf).values() if other is not view)
    return (_said(leaf, view), Breath(), *offers, Frame("leaf.again"))


def _said(leaf: Node, view: View) -> Utterance:
    if view is View.WHY:
        return Reasons(leaf.id)
    if view is View.NUMBERS:
        return Numbers(leaf.id)
    return Answer(leaf.id) if leaf.effect is None else Outcome(leaf.effect)
