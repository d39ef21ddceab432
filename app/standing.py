"""What was done about the words: from the database, or from the last copy of it where it does not answer."""

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.logs import log
from db.engine import reading
from prompts import acts
from prompts.standing import Act, Done
from tree.running import LookFailed

_COPY = "word-acts.json"


Run = Callable[[Callable[[], tuple[Done, ...]]], tuple[Done, ...]]


def known_acts(engine: Engine, data: Path, run: Run = lambda work: work()) -> tuple[Done, ...]:
    """Return all acts about words. The hotline must start without a database, so a copy is kept beside it.

    `run` looks in the database, for so long as it likes.
    """
    path = data / _COPY
    try:
        found = run(lambda: _stored(engine))
    except (SQLAlchemyError, LookFailed) as trouble:
        log.warning("acts about words are taken from their copy (%s)", type(trouble).__name__)
        return _read(path)
    try:
        _write(path, found)
    except OSError as trouble:
        log.warning("acts about words could not be copied (%s)", type(trouble).__name__)
    return found


def _stored(engine: Engine) -> tuple[Done, ...]:
    with Session(reading(engine)) as session:
        return tuple(acts.everything(session))


def _read(path: Path) -> tuple[Done, ...]:
    if not path.is_file():
        return ()
    rows = json.loads(path.read_text("utf-8"))
    return tuple(
        Done(Act(act), subject, digest, actor, datetime.fromisoformat(at))
        for act, subject, digest, actor, at in rows
    )


def _write(path: Path, found: tuple[Done, ...]) -> None:
    rows = [(one.act, one.subject, one.digest, one.actor, one.at.isoformat()) for one in found]
    text = json.dumps(rows, ensure_ascii=False)
    if path.is_file() and path.read_text("utf-8") == text:
        return
    fresh = path.with_name(f"{_COPY}.{os.getpid()}")
    fresh.write_text(text, "utf-8")
    fresh.replace(path)
