"""The carrier's requests about our own calls and texts. Nothing is decided here."""

import logging
from collections.abc import Callable

from flask import Blueprint, Response, current_app, request
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from campaigns import listeners, receipts
from campaigns.calls import NOTHING, Says
from campaigns.desk import Desk
from carrier.answers import document, no_content
from carrier.gate import protect
from carrier.reading import read_call_progress, read_key, read_text_progress, read_verdict
from carrier.twiml import Pause, speak
from db.engine import reading, relaxed

PATIENCE = 2.0
"""Seconds for which somebody who has just answered may hear nothing."""
HOLD, MOST_HOLDS = 4, 5
"""Seconds of silence while the database is away, and how often, before a call ends without its words."""
log = logging.getLogger("yobikake")
bp = Blueprint("campaigns", __name__)
_SPOKEN = {f"{bp.name}.{name}" for name in ("answer", "heard", "confirm", "machine")}
protect(bp)


def _desk() -> Desk:
    desk: Desk = current_app.extensions["desk"]
    return desk


def _says(desk: Desk) -> Says:
    found: Says | None = current_app.extensions.get("says")
    if found is None:
        found = current_app.extensions["says"] = Says(desk.prompts, desk.url(""), desk.speaker)
    return found


def _note(desk: Desk, what: Callable[[Session], None]) -> None:
    """Note a step of a call, if the database lets us: nobody must wait for it in silence.

    What is missed here is made up for at the end of the call, by its length.
    """
    try:
        with Session(relaxed(desk.engine).execution_options(patience=PATIENCE)) as session, session.begin():
            what(session)
    except SQLAlchemyError as trouble:
        log.warning("could not note a step of a call (%s)", type(trouble).__name__)


@bp.errorhandler(SQLAlchemyError)
def without_database(trouble: SQLAlchemyError) -> Response:
    """Let a call wait and ask again: the carrier would tell people of an application error, in English.

    A report that cannot be noted is answered with 503; what it said is looked up later.
    """
    log.warning("the database does not answer to the carrier (%s)", type(trouble).__name__)
    if request.endpoint not in _SPOKEN:
        return Response(status=503)
    held = request.args.get("held", 0, type=int)
    again = f"{_desk().url(request.path)}?held={held + 1}"
    return document(speak([Pause(HOLD)], again) if held < MOST_HOLDS else NOTHING)


@bp.post("/calls/<token>/answer")
def answer(token: str) -> Response:
    """Somebody took the call."""
    desk = _desk()
    now = desk.clock.now()
    _note(desk, lambda session: receipts.answered(session, token, now))
    with Session(reading(desk.engine)) as session:
        return document(_says(desk).answer(session, token, now))


@bp.post("/calls/<token>/heard")
def heard(token: str) -> Response:
    """The first playing has ended."""
    desk = _desk()
    now = desk.clock.now()
    _note(desk, lambda session: receipts.mark(session, token, now, heard=True))
    with Session(reading(desk.engine)) as session:
        return document(_says(desk).heard(session, token, now))


@bp.post("/calls/<token>/listener")
def listener(token: str) -> Response:
    """The carrier has found out who answered."""
    desk, verdict = _desk(), read_verdict()
    if verdict is not None:
        listeners.hear(desk, token, verdict, desk.clock.now())
    return no_content()


@bp.post("/calls/<token>/machine")
def machine(token: str) -> Response:
    """A machine records from now on."""
    desk = _desk()
    with Session(reading(desk.engine)) as session:
        return document(_says(desk).machine(session, token, desk.clock.now()))


@bp.post("/calls/<token>/confirm/<int:playing>")
def confirm(token: str, playing: int) -> Response:
    """An institution pressed a key, or none came."""
    desk, key = _desk(), read_key().key
    now = desk.clock.now()
    _note(desk, lambda session: receipts.mark(session, token, now, heard=True, confirmed=bool(key)))
    with Session(reading(desk.engine)) as session:
        return document(_says(desk).confirm(session, token, playing, key, now))


@bp.post("/calls/<token>/status")
def call_status(token: str) -> Response:
    """A call came so far."""
    desk, report = _desk(), read_call_progress()
    if report is not None:
        with Session(relaxed(desk.engine)) as session, session.begin():
            receipts.record(session, token, report, desk.clock.now())
    return no_content()


@bp.post("/texts/<token>/status")
def text_status(token: str) -> Response:
    """A text came so far."""
    desk, report = _desk(), read_text_progress()
    if report is not None:
        with Session(relaxed(desk.engine)) as session, session.begin():
            receipts.record(session, token, report, desk.clock.now())
    return no_content()
