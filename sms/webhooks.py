"""The webhook for texts; it decides nothing."""

from flask import Blueprint, Response, current_app, request

from carrier import twiml
from carrier.gate import protect
from carrier.reading import read_text_arrived
from carrier.signature import HEADER
from sms.inbox import Inbox

bp = Blueprint("sms", __name__, url_prefix="/sms")
protect(bp)


@bp.post("/inbound")
def inbound() -> Response:
    """Answer a text."""
    extensions = current_app.extensions
    inbox = Inbox(extensions["prompts"], extensions["asked"], extensions["line_numbers"])
    now = extensions["clock"].now()
    # The signature is the same when the carrier repeats a request.
    once = request.headers.get(HEADER, "")
    answered = inbox.answer(read_text_arrived(), now, once)
    if answered.leaf is not None:
        extensions["tally"].later(now, "sms", answered.language, answered.leaf, once=once)
    return Response(twiml.reply(answered.text), mimetype=twiml.MIME)
