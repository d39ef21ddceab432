"""Takes a recording in, brings an older one back, or takes all back: calls play it from then on."""

from datetime import datetime
from io import BytesIO

from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.people import Actor
from carrier.voices import speaks
from privacy.audit import Audit, Detail, Entry
from prompts.audio.entry import RECORDED, digest_of
from prompts.audio.recordings import Recordings


class NotOnFile(LookupError):
    """There is no such recording of these words."""


class NeedsRecording(Exception):
    """The carrier has no voice for this language: without a recording nothing would be heard."""


def take(
    desk: Desk, recordings: Recordings, actor: Actor, sentence: tuple[str, str, str], file: BytesIO
) -> str:
    """Keep a recording of a sentence (language, id, words); returns its seconds. Raises NotTaken."""
    from prompts.audio.intake import take_bytes  # noqa: PLC0415 - loads numpy, which most processes never need

    language, id, words = sentence
    taken = take_bytes(file.getvalue(), id, words, language)
    now = desk.clock.now()
    kept = recordings.put(language, words, id, taken.wav, actor.name, now, RECORDED)
    _note(desk, actor, "recording", language, id, now, {"file": kept.file})
    return f"{taken.seconds:.1f}"


def bring_back(
    desk: Desk, recordings: Recordings, actor: Actor, sentence: tuple[str, str, str], file: str
) -> None:
    """Let calls play an older recording of these very words again; raises NotOnFile."""
    language, id, words = sentence
    digest, now = digest_of(language, words), desk.clock.now()
    older = [
        one
        for one in recordings.history(language, id)
        if (one.file, one.digest, one.source) == (file, digest, RECORDED)
    ]
    path = recordings.path(language, file) if older else None
    if path is None:
        raise NotOnFile
    recordings.put(language, words, id, path.read_bytes(), actor.name, now, RECORDED)
    _note(desk, actor, "recording", language, id, now, {"file": file, "older": True})


def take_all_back(desk: Desk, recordings: Recordings, actor: Actor, sentence: tuple[str, str, str]) -> bool:
    """Let the carrier's voice say a sentence again; False where it did. Raises NeedsRecording."""
    language, id, words = sentence
    if not speaks(language):
        raise NeedsRecording
    now = desk.clock.now()
    if not recordings.withdraw(language, words, id, actor.name, now):
        return False
    _note(desk, actor, "recording withdrawn", language, id, now, {})
    return True


def _note(desk: Desk, actor: Actor, act: str, language: str, id: str, now: datetime, detail: Detail) -> None:
    with Session(desk.engine) as session, session.begin():
        entry = Entry(actor.name, actor.system_user, act, f"{language} {id}", detail)
        Audit(desk.keystore).record(session, entry, now)
