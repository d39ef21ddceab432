"""What was done about the words: from the database, or from the last copy of it where it does not answer."""

import json
import os
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.logs import log
from db.engine import reading
from prompts import acts
from prompts.standing import Act, Done

_COPY = "word-acts.json"


def known_acts(engine: Engine, data: Path) -> tuple[Done, ...]:
    """Return all acts about words. The hotline must start without a database, so a copy is kept beside it."""
    path = data / _COPY
    try:
        with Session(reading(engine)) as session:
            found = tuple(acts.everything(session))
    except SQLAlchemyError as trouble:
        log.warning("acts about words are taken from their copy (%s)", type(trouble).__name__)
        return _read(path)
    _write(path, found)
    return found


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
