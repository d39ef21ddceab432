"""Puts a caller who needs help through to a person, in the hours in which one is there."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import datetime

from ivr.sentences import Sentence
from ivr.speech import Speech
from privacy.number import PhoneNumber
from tree.place import Place, View


@dataclass(frozen=True, slots=True)
class Transfer:
    """The desk's number, when somebody is there, and which numbers are ours.

    The desk sees the number of ours that was dialled, or `usual` where the carrier names none of them, and
    never the caller's.
    """

    number: PhoneNumber
    is_open: Callable[[datetime], bool]
    ours: Container[str]
    usual: str


def put_through(speech: Speech, place: Place, transfer: Transfer | None, dialled: str, now: datetime) -> str:
    """Return the document that connects a caller, or that tells why it cannot be done just now."""
    if transfer is None:
        return speech.document(place, _told(speech, place, "cannot-look"))
    if not transfer.is_open(now):
        return speech.document(place, _told(speech, place, "transfer.closed"))
    shown = dialled if dialled in transfer.ours else transfer.usual
    return speech.connection(place, transfer.number, shown)


def came_back(speech: Speech, place: Place, *, talked: bool) -> str:
    """Return what a caller hears who is with us again: goodbye after a talk, else the offers once more."""
    if talked:
        return speech.document(place.again(view=View.END))
    return speech.document(place, _told(speech, place, "transfer.nobody"))


def _told(speech: Speech, place: Place, sentence: str) -> list[Sentence]:
    """Say why, and the answer once more: whoever needs a person now has to hear whom to call instead."""
    words = [speech.prompts.frame(place.language, sentence)]
    if speech.guide.leaf(place) is not None:
        words.append(speech.prompts.say(place.language, place.node))
    return [(place.language, said) for said in words]
