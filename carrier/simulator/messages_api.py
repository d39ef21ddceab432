"""Messages in the REST API: send, fetch, list, redact or cancel, erase."""

# https://www.twilio.com/docs/messaging/api/message-resource

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, jsonify, request

from carrier.simulator.account import PREFIX, network, protect
from carrier.simulator.forms import text_order, text_status_url, validity
from carrier.simulator.listing import page
from carrier.simulator.records import SETTLED
from carrier.simulator.refusals import ApiError
from carrier.simulator.resources import text_resource
from carrier.simulator.texts import CANCELED, QUEUED, SENT, Text
from carrier.simulator.trouble import troubled

bp = Blueprint("messages", __name__, url_prefix=PREFIX)
protect(bp)

_EXACT: dict[str, Callable[[Text], str]] = {"To": lambda text: text.to, "From": lambda text: text.from_}
_TIMES: dict[str, Callable[[Text], datetime | None]] = {"DateSent": lambda text: text.started_at}


@bp.post("/Messages.json")
def create() -> Response:
    """Queue a text."""
    return troubled(network(), f"text {request.form.get('To')}", _create, order=True)


@bp.get("/Messages.json")
def index() -> Response:
    """List texts, the newest first."""
    return troubled(network(), "texts", _index)


@bp.get("/Messages/<sid>.json")
def fetch(sid: str) -> Response:
    """Show one text."""
    return troubled(network(), f"fetch {sid}", lambda: jsonify(text_resource(_text(sid))))


@bp.post("/Messages/<sid>.json")
def change(sid: str) -> Response:
    """Redact the body of a text that has been sent, or cancel one that has not."""
    return troubled(network(), f"change {sid}", lambda: _change(_text(sid)))


@bp.delete("/Messages/<sid>.json")
def erase(sid: str) -> Response:
    """Erase the record of a text of which nothing was heard for a minute."""
    return troubled(network(), f"erase {sid}", lambda: _erase(_text(sid)))


def _create() -> Response:
    to, from_, body = text_order(request.form, network())
    status_url, valid = text_status_url(request.form), validity(request.form)
    answer = jsonify(text_resource(network().send(to, from_, body, status_url=status_url, valid=valid)))
    answer.status_code = 201
    return answer


def _index() -> Response:
    with network().lock:
        texts = list(network().texts.values())
    path = request.path
    return jsonify(page(reversed(texts), request.args, path, "messages", (text_resource, _EXACT, _TIMES)))


def _change(text: Text) -> Response:
    status, body = request.form.get("Status"), request.form.get("Body")
    with network().lock:
        if status == CANCELED:
            if text.status != QUEUED:
                raise ApiError(409, 20409)
            network().end(text)
        elif body == "" and status is None:
            if not _finished(text):
                raise ApiError(409, 20009)
            text.body = ""
        else:
            raise ApiError(400, 20001)
    return jsonify(text_resource(text))


def _erase(text: Text) -> Response:
    ended = text.ended_at
    if not _finished(text) or ended is None or network().clock.now() - ended < SETTLED:
        raise ApiError(409, 20009)
    network().forget(text.sid)
    return Response(status=204)


def _finished(text: Text) -> bool:
    return text.over or text.status == SENT


def _text(sid: str) -> Text:
    text = network().texts.get(sid)
    if text is None:
        raise ApiError(404, 20404)
    return text
