"""The conversation as a pure function: a place and a key in, the next place out."""

from dataclasses import dataclass, replace

from prompts.tree import ROOT
from tree.guide import LANGUAGE, SHORT, Guide, over, page_offering
from tree.place import Place, Silence, View


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a key led. `leaf` is the leaf that it newly reached, for the tallies."""

    place: Place
    leaf: str | None = None


def start(guide: Guide, language: str, *, chosen: bool = False) -> Place:
    """Return where a call begins, in the language of the number dialled."""
    return open_at(guide, language, ROOT, chosen=chosen)


def open_at(guide: Guide, language: str, node: str, *, chosen: bool = False) -> Place:
    """Return where a call begins that leads to one node, after the choice of a language (if there is one).

    `chosen` tells that the number dialled has a language of its own; `*` still leads to the others. The
    choice itself needs a voice; a language without one has a single place.
    """
    if language in guide.short:
        if chosen or not guide.voices:
            return Place(language, SHORT)
        language = guide.voices[0]
    if chosen or len(guide.languages) == 1:
        return Place(language, node)
    return Place(language, LANGUAGE if node == ROOT else f"{LANGUAGE}-{node}")


def press(guide: Guide, place: Place, key: str) -> Turn:
    """Return where a key leads; an empty key is silence, and only the first of several counts."""
    if over(place):
        return Turn(place)
    after = _after(guide, place, key[:1])
    leaf = guide.leaf(after)
    reached = leaf is not None and after.node != place.node and not over(after)
    return Turn(after, after.node if reached else None)


def _after(guide: Guide, place: Place, key: str) -> Place:
    if key == "*":
        return _back(guide, place)
    if not key and guide.leaf(place):
        heard_once = place.slow and place.silence is not Silence.NOW and place.view is not View.TRANSFER
        return place.again(silence=Silence.NOW, mistakes=1) if heard_once else place.again(view=View.END)
    known = _keys(guide, place).get(key)
    if known is not None:
        return known
    # Nobody is put through a second time by a wrong key, nor by asking to hear the answer again.
    here = replace(place, view=View.MAIN) if place.view is View.TRANSFER else place
    if key == "0":
        return here.again()
    changes = {} if key else {"silence": Silence.NOW}
    return here.again(mistakes=place.mistakes + 1, **changes)


def _keys(guide: Guide, place: Place) -> dict[str, Place]:
    """Return what each key does here, apart from 0 and *."""
    leaf = guide.leaf(place)
    if leaf is not None:
        return {key: place.again(view=view) for key, view in guide.views(leaf).items()}
    aim = guide.aim(place)
    if aim is not None:
        offered = [_into(guide, place, language, aim) for language in guide.languages_offered(place)]
    elif place.node == SHORT:
        offered = []
    else:
        offered = [place.at(node) for node in guide.tree[place.node].pages[place.page]]
    keys = {str(key): there for key, there in enumerate(offered, start=1)}
    pages = guide.pages(place)
    return {**keys, "9": place.again(page=(place.page + 1) % pages)} if pages > 1 else keys


def _into(guide: Guide, place: Place, language: str, aim: str) -> Place:
    return place.at(SHORT if language in guide.short else aim, language=language)


def _back(guide: Guide, place: Place) -> Place:
    """Return one step back; from the root that is the choice of a language."""
    if place.node == SHORT and guide.voices:
        return place.at(LANGUAGE, language=guide.voices[0])
    if place.view is not View.MAIN:
        return place.at(place.node)
    node = guide.tree.get(place.node)
    if node is None:
        return place.again()  # Nothing comes before the choice of a language.
    if node.parent is None:
        return place.at(LANGUAGE) if len(guide.languages) > 1 else place.again()
    return place.at(node.parent, page=page_offering(guide.tree, node.parent, node.id))
