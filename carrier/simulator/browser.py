"""The telephone in the browser: its page, and what the page asks for."""

import re
from typing import Any, cast

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    jsonify,
    render_template,
    request,
    send_from_directory,
)

from carrier.simulator.network import NobodyThere
from carrier.simulator.phones import Phones
from carrier.simulator.processes import KeyDown
from carrier.simulator.telephone import Telephone

_KEY = re.compile(r"[0-9*#]\Z")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}\Z")

bp = Blueprint("telephone", __name__, url_prefix="/telephone")


def _phones() -> Phones:
    return cast("Phones", current_app.extensions["phones"])


@bp.get("/")
def page() -> str:
    """Show the telephone."""
    phones = _phones()
    words = phones.words
    answered = (number for number, ours in phones.network.numbers.items() if ours.voice_url)
    number = words.get("hotline") or next(answered, "")
    spoken = phones.voice is not None
    return render_template(
        "telephone.html", words=words, word=lambda id: words.get(id, id), number=number, spoken=spoken
    )


@bp.get("/<any('telephone.js','telephone.css'):name>")
def asset(name: str) -> Response:
    """Return the page's own script or style."""
    return send_from_directory(current_app.root_path + "/page", name, max_age=300)


@bp.post("/calls")
def dial() -> tuple[Response, int]:
    """Dial one of our numbers: {"to", and "from" unless it is withheld}."""
    asked = request.get_json(silent=True)
    to, own = (asked.get("to"), asked.get("from")) if isinstance(asked, dict) else (None, None)
    if not isinstance(to, str) or (own and not (isinstance(own, str) and _E164.match(own))):
        abort(400)
    phone = Telephone(_phones().network, own or None)
    try:
        phone.dial(re.sub(r"[\s()-]", "", to), hear=False)
    except NobodyThere:
        abort(404)
    sid = _phones().take(phone)
    return jsonify(_state(sid, phone)), 201


@bp.get("/calls")
def ringing() -> Response:
    """Tell which call rings at the browser's own number, if one does."""
    return jsonify(id=_phones().ringing())


@bp.post("/calls/<sid>/answer")
def answer(sid: str) -> Response:
    """Pick up."""
    return jsonify(_state(sid, _phones().answer(sid)))


@bp.get("/calls/<sid>")
def state(sid: str) -> Response:
    """Tell how the call stands, and what was said from `since` on."""
    return jsonify(_state(sid, _phones().find(sid)))


@bp.post("/calls/<sid>/keys")
def press(sid: str) -> Response:
    """Press keys: {"keys": "12#"}."""
    asked = request.get_json(silent=True)
    keys = asked.get("keys") if isinstance(asked, dict) else None
    if not isinstance(keys, str) or not 1 <= len(keys) <= 32 or not all(_KEY.match(key) for key in keys):
        abort(400)
    phone = _phones().find(sid)
    if phone.call is not None and phone.call.process is not None:
        for key in keys:
            phone.network.signal(phone.call.process, KeyDown(key))
    return jsonify(_state(sid, phone))


@bp.delete("/calls/<sid>")
def hang_up(sid: str) -> Response:
    """End the call."""
    phone = _phones().find(sid)
    if phone.call is not None:
        phone.network.end(phone.call)
    return jsonify(_state(sid, phone))


@bp.get("/calls/<sid>/said/<int:n>.wav")
def said(sid: str, n: int) -> Response:
    """Return what was said as sound; 404 where no engine can speak it, and then the browser does."""
    phones = _phones()
    call = phones.find(sid).call
    one = call.heard[n] if call is not None and n < len(call.heard) else None
    sound = phones.voice(one.text, one.language or "") if one is not None and phones.voice else None
    if sound is None:
        abort(404)
    return Response(sound, mimetype="audio/wav")


def _state(sid: str, phone: Telephone) -> dict[str, Any]:
    call = phone.call
    if call is None:
        abort(404)
    since = request.args.get("since", "0")
    first = int(since) if since.isdecimal() else 0
    with phone.network.lock:
        said = [
            {"n": n, "kind": one.kind, "text": one.text, "language": one.language}
            for n, one in enumerate(call.heard)
            if n >= first
        ]
        shown = "ended" if call.over else "connected" if call.answered_at is not None else "ringing"
        return {"id": sid, "state": shown, "listening": call.listening, "saying": call.saying, "said": said}
