"""The carrier's requests about our own calls and texts. Nothing is decided here."""

from flask import Blueprint, Response, current_app
from sqlalchemy.orm import Session

from campaigns import calls, receipts
from campaigns.desk import Desk
from carrier.gate import protect
from carrier.answers import document, no_content
from carrier.reading import read_call_progress, read_key, read_text_progress

bp = Blueprint("campaigns", __name__)
protect(bp)


def _desk() -> Desk:
    desk: Desk = current_app.extensions["desk"]
    return desk


@bp.post("/calls/<token>/answer")
def answer(token: str) -> Response:
    """Somebody took the call."""
    desk = _desk()
    with Session(desk.engine) as session, session.begin():
        words = calls.answer(session, desk.prompts, token, desk.url(""), desk.clock.now())
    return document(words)


@bp.post("/calls/<token>/heard")
def heard(token: str) -> Response:
    """The first playing has ended."""
    desk = _desk()
    with Session(desk.engine) as session, session.begin():
        words = calls.heard(session, desk.prompts, token, desk.url(""), desk.clock.now())
    return document(words)


@bp.post("/calls/<token>/confirm/<int:playing>")
def confirm(token: str, playing: int) -> Response:
    """An institution pressed a key, or none came."""
    desk, key = _desk(), read_key().key
    with Session(desk.engine) as session, session.begin():
        words = calls.confirm(session, desk.prompts, token, desk.url(""), playing, key, desk.clock.now())
    return document(words)


@bp.post("/calls/<token>/status")
def call_status(token: str) -> Response:
    """A call came so far."""
    desk, report = _desk(), read_call_progress()
    if report is not None:
        with Session(desk.engine) as session, session.begin():
            receipts.record(session, token, report, desk.clock.now())
    return no_content()


@bp.post("/texts/<token>/status")
def text_status(token: str) -> Response:
    """A text came so far."""
    desk, report = _desk(), read_text_progress()
    if report is not None:
        with Session(desk.engine) as session, session.begin():
            receipts.record(session, token, report, desk.clock.now())
    return no_content()
