"""Where a reader can go with an answer: in person, by telephone, by relay service, to the offices' pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from check import dialling
from check.dialling import Piece
from prompts.library import Channel, Prompts


@dataclass(frozen=True, slots=True)
class Way:
    """A sentence, and the part of the page that it leads to."""

    pieces: tuple[Piece, ...]
    part: str | None = None


def by_call(prompts: Prompts, language: str) -> Way | None:
    """Return how to do what can only be done from the telephone that it is about; by text it can be, too."""
    return (
        None
        if prompts.promises.two_way_sms
        else Way(dialling.pieces(prompts, _say(prompts, language, "web.by-call")))
    )


def ways(prompts: Prompts, language: str, *, visit: bool, telephone: bool, web: bool) -> Iterator[Way]:
    """Yield what makes sense with this answer: a card to show, numbers to dial, pages to read."""
    if visit:
        yield Way((Piece(_say(prompts, language, "web.by-visit")),), "card")
    if telephone:
        yield Way((Piece(_say(prompts, language, "web.by-telephone")),))
        yield from _by_relay(prompts, language)
    if web:
        yield Way((Piece(_say(prompts, language, "web.by-web")),), "official")


def _by_relay(prompts: Prompts, language: str) -> Iterator[Way]:
    """Yield the relay service in the reader's words, else in English or Japanese, marked as such."""
    services = prompts.promises.relay
    likely = (language, "ja", "en") if language.startswith("ja") else (language, "en", "ja")
    spoken = next((one for one in likely if one in services), None)
    if spoken is None:
        return
    before, _, after = prompts.frame(language, "web.by-relay", Channel.WEB, relay="{relay}").partition(
        "{relay}"
    )
    service = Piece(services[spoken], language=None if spoken == language else spoken)
    yield Way(tuple(piece for piece in (Piece(before), service, Piece(after)) if piece.words))


def _say(prompts: Prompts, language: str, id: str) -> str:
    return prompts.frame(language, id, Channel.WEB)
