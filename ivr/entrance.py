"""Where a call begins, by the number that was dialled."""

from collections.abc import Mapping

from privacy.number import NotANumber, PhoneNumber
from prompts.promises import Promises
from prompts.tree import ROOT, Effect
from tree.conversation import open_at, start
from tree.guide import Guide, leaf_with
from tree.place import NoSuchPlace, Place


def entrance(guide: Guide, promises: Promises, lines: Mapping[str, str | None], dialled: str) -> Place:
    """Return where a call to one of our numbers begins; one without a language speaks the first.

    Whoever dials the number that our calls display wants to know what those calls are saying now.
    """
    own = lines.get(dialled)
    language = own if own in guide.languages else guide.languages[0]
    now = leaf_with(guide.tree, Effect.NOW)
    calls_back = dialled == _e164(promises.displayed_number) != _e164(promises.hotline_number)
    return open_at(guide, language, now if calls_back and now else ROOT, chosen=language == own)


def named(guide: Guide, language: str, node: str, stand: str) -> Place:
    """Return the place that a URL names; where it names none (any more), the call begins anew."""
    try:
        place = Place.parse(language, node, stand)
    except NoSuchPlace:
        place = None
    if place is not None and guide.knows(place):
        return place
    known = guide.languages
    return start(guide, language if language in known else known[0])


def _e164(printed: str) -> str | None:
    try:
        return PhoneNumber.parse(printed).e164
    except NotANumber:
        return None
