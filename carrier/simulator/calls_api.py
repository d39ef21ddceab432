"""Calls in the REST API: place, fetch, list, change, erase."""

# https://www.twilio.com/docs/voice/api/call-resource

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, jsonify, request

from carrier.simulator.account import PREFIX, network, protect
from carrier.simulator.calls import CANCELED, COMPLETED, IN_PROGRESS, Call
from carrier.simulator.forms import call_order, next_document
from carrier.simulator.listing import page
from carrier.simulator.processes import Move
from carrier.simulator.records import SETTLED
from carrier.simulator.refusals import ApiError
from carrier.simulator.resources import call_resource, shown_status
from carrier.simulator.trouble import troubled

bp = Blueprint("calls", __name__, url_prefix=PREFIX)
protect(bp)

_EXACT: dict[str, Callable[[Call], str]] = {
    "To": lambda call: call.order.to,
    "From": lambda call: call.order.from_,
    "Status": shown_status,
}
_TIMES: dict[str, Callable[[Call], datetime | None]] = {
    "StartTime": lambda call: call.started_at,
    "EndTime": lambda call: call.ended_at,
}


@bp.post("/Calls.json")
def create() -> Response:
    """Queue a call."""
    return troubled(network(), f"call {request.form.get('To')}", _create, order=True)


@bp.get("/Calls.json")
def index() -> Response:
    """List calls, the newest first."""
    return troubled(network(), "calls", _index)


@bp.get("/Calls/<sid>.json")
def fetch(sid: str) -> Response:
    """Show one call."""
    return troubled(network(), f"fetch {sid}", lambda: jsonify(call_resource(_call(sid))))


@bp.post("/Calls/<sid>.json")
def change(sid: str) -> Response:
    """Cancel a call, hang it up, or move it to another document."""
    return troubled(network(), f"change {sid}", lambda: _change(_call(sid)))


@bp.delete("/Calls/<sid>.json")
def erase(sid: str) -> Response:
    """Erase the record of a call that ended at least a minute ago."""
    return troubled(network(), f"erase {sid}", lambda: _erase(_call(sid)))


def _create() -> Response:
    order = call_order(request.form, network())
    most = network().settings.at_once
    if most is not None and network().live >= most:
        raise ApiError(429, 10004)
    answer = jsonify(call_resource(network().place(order)))
    answer.status_code = 201
    return answer


def _index() -> Response:
    with network().lock:
        calls = list(network().calls.values())
    path = request.path
    return jsonify(page(reversed(calls), request.args, path, "calls", (call_resource, _EXACT, _TIMES)))


def _change(call: Call) -> Response:
    source = next_document(request.form)
    status = request.form.get("Status")
    with network().lock:
        if call.over or (source is not None and call.status != IN_PROGRESS):
            raise ApiError(400, 21220)
        if status == CANCELED and call.status == IN_PROGRESS:
            raise ApiError(400, 21220)
        if status in {CANCELED, COMPLETED}:
            network().end(call)
        elif status is not None:
            raise ApiError(400, 20001)
        elif source is not None and call.process is not None:
            network().signal(call.process, Move(source.url, source.twiml, source.method))
    return jsonify(call_resource(call))


def _erase(call: Call) -> Response:
    ended = call.ended_at
    if not call.over or ended is None or network().clock.now() - ended < SETTLED:
        raise ApiError(409, 20009)
    network().forget(call.sid)
    return Response(status=204)


def _call(sid: str) -> Call:
    call = network().calls.get(sid)
    if call is None:
        raise ApiError(404, 20404)
    return call
