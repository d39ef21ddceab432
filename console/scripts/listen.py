"""Lets operators hear words before they go out; the words travel in the form alone and are kept nowhere."""

from flask import Response, current_app, request

from console import answers
from console.entrance import guarded
from db.clock import TOKYO
from prompts.audio.listening import Busy, Listening, TooLong
from prompts.faults import UnknownLanguage

bp = guarded("console_listen")

AS_IN_CALLS, MACHINE = "call", "machine"
"""What the answer's header says of the sound (static/listen.js tells it to the listener)."""


@bp.post("/listen")
def listen() -> Response:
    """Give the sound of exactly these words; 404 where nothing here can say them."""
    language, words = _asked()
    listening: Listening = current_app.extensions["listening"]
    today = answers.now().astimezone(TOKYO).date()
    try:
        heard = listening.hear(current_app.extensions["prompts"], language, words, today)
    except Busy:
        return answers.refused("listen-busy", 503)
    except TooLong:
        return answers.refused("listen-long", 413)
    except UnknownLanguage:
        heard = None
    if heard is None:
        return answers.refused("listen-none", 404)
    response = Response(heard.wav, mimetype="audio/wav")
    response.headers["X-Voice"] = AS_IN_CALLS if heard.as_in_calls else MACHINE
    # A browser without script would ask for the sound once more, by GET: it is given a file instead.
    response.headers["Content-Disposition"] = 'attachment; filename="listen.wav"'
    return response


def _asked() -> tuple[str, str]:
    """Return language and words: of the small form, or of one field in a form in which people type."""
    language, _, field = request.form.get("listen", "").partition(" ")
    if language:
        return language, request.form.get(field, "").strip()
    return request.form.get("language", ""), request.form.get("words", "").strip()
