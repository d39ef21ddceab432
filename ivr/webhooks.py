"""The hotline's webhooks: a call arrives, a key is pressed; they decide nothing."""

from flask import Blueprint, Response, current_app, request

from carrier import gate, reading, twiml
from carrier.signature import HEADER
from ivr.effects import outcome
from ivr.entrance import entrance, named
from ivr.speech import Speech
from ivr.transfer import came_back, put_through
from prompts.library import Channel
from tree.desk import Wish
from tree.place import Place
from tree.scene import Scene

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
    known = speech.pressed(language, node, stand, reading.read_digit())
    if known.turn.leaf is not None:
        _count(known.turn.place.language, known.turn.leaf)
    return _answer(known.document or _done(speech, known.turn.place, known.said))


@bp.post("/<language>/<node>/<stand>/transferred")
def transferred(language: str, node: str, stand: str) -> Response:
    """Go on with a caller who was to be put through to a person."""
    speech = _speech()
    talked = reading.read_put_through().talked
    return _answer(came_back(speech, named(speech.guide, language, node, stand), talked=talked))


def _done(speech: Speech, place: Place, said: Scene) -> str:
    """Do what a place does, or put the caller through, and return what is said of it."""
    event, now = reading.read_key(), current_app.extensions["clock"].now()
    if said.effect is None:
        return put_through(speech, place, current_app.extensions.get("transfer"), event.dialled, now)
    wish = Wish(
        effect=said.effect,
        caller=event.caller,
        language=place.language,
        channel=Channel.VOICE,
        now=now,
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
