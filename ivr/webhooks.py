"""The hotline's webhooks: a call arrives, a key is pressed; they decide nothing."""

from flask import Blueprint, Response, current_app, request

from carrier import gate, reading, twiml
from carrier.events import KeyPressed
from carrier.signature import HEADER
from ivr.effects import outcome
from ivr.entrance import entrance
from ivr.speech import Speech
from prompts.library import Channel
from tree.conversation import press, start
from tree.desk import Wish
from tree.place import NoSuchPlace, Place
from tree.telling import scene

bp = Blueprint("ivr", __name__, url_prefix="/voice")
gate.protect(bp)


@bp.post("/inbound")
def inbound() -> Response:
    """Answer a call in the language of the number dialled."""
    speech = _speech()
    call = reading.read_call_arrived()
    lines = current_app.extensions["line_numbers"]
    place = entrance(speech.guide, speech.prompts.promises, lines, call.dialled)
    return _answer(speech.document(place))


@bp.post("/<language>/<node>/<stand>/press")
def pressed(language: str, node: str, stand: str) -> Response:
    """Answer a key, or its absence."""
    speech = _speech()
    event = reading.read_key()
    turn = press(speech.guide, _place(speech, language, node, stand), event.key)
    if turn.leaf is not None:
        _count(turn.place.language, turn.leaf)
    return _answer(_document(speech, turn.place, event))


def _place(speech: Speech, language: str, node: str, stand: str) -> Place:
    """Return the place that the URL names; where it names none (any more), the call begins anew."""
    try:
        place = Place.parse(language, node, stand)
    except NoSuchPlace:
        place = None
    if place is not None and speech.guide.knows(place):
        return place
    known = speech.guide.languages
    return start(speech.guide, language if language in known else known[0])


def _document(speech: Speech, place: Place, event: KeyPressed) -> str:
    effect = scene(speech.guide, place).effect
    if effect is None:
        return speech.document(place)
    wish = Wish(
        effect=effect,
        caller=event.caller,
        language=place.language,
        channel=Channel.VOICE,
        now=current_app.extensions["clock"].now(),
        once=request.headers.get(HEADER, ""),
        order=speech.guide.tree[place.node].order,
    )
    return speech.document(place, outcome(wish, speech.prompts, current_app.extensions["asked"]))


def _count(language: str, leaf: str) -> None:
    # The signature is the same when the carrier repeats a request, and another at every new key.
    once = request.headers.get(HEADER, "")
    now = current_app.extensions["clock"].now()
    current_app.extensions["tally"].later(now, "voice", language, leaf, once=once)


def _speech() -> Speech:
    extensions = current_app.extensions
    if "ivr" not in extensions:
        speaker = extensions["speaker"]
        extensions["ivr"] = Speech(extensions["prompts"], extensions["public_base_url"], speaker)
    speech: Speech = extensions["ivr"]
    return speech


def _answer(document: str) -> Response:
    return Response(document, mimetype=twiml.MIME)
