"""What the commands about sound begin with: the words of the line, the recordings, and where voices lie."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import click
from sqlalchemy.orm import Session

from app import settings, speaking
from app.line import read_line
from app.speaking import VOICES_FOLDER
from app.wiring import Parts
from campaigns.people import Actor
from db.clock import Clock
from privacy.audit import Audit, Detail, Entry
from prompts.audio.recordings import Recordings
from prompts.audio.sentences import Form, sentences
from prompts.faults import UnknownLanguage
from prompts.library import Prompts, normal

_NEEDED = ("YOBIKAKE_DATA", "LINE", "YOBIKAKE_CLOCK")

language_option = click.option("--language", metavar="L", required=True)
warning_option = click.option("--warning", "warnings", metavar="W", multiple=True, help="This warning too.")


@dataclass(frozen=True, slots=True)
class Sounds:
    """The words of the line and what sounds for them; no database and no carrier is needed."""

    prompts: Prompts
    recordings: Recordings
    voices: Path
    clock: Clock

    def language(self, tag: str) -> str:
        """Return the tag as it is written here; raises UnknownLanguage when it has no complete words."""
        language = normal(tag)
        if language not in self.prompts.languages:
            why = f"no complete words in {language}, or no name and hours of the line in it"
            raise UnknownLanguage(f"{why}; there are {', '.join(self.prompts.languages)}")
        return language

    def everything(self, language: str) -> dict[str, str]:
        """Return every sentence that can be recorded, by name."""
        return dict(sentences(self.prompts, language, Form.FULL))


def sounds() -> Sounds:
    """Read what is needed and nothing else; raises SettingsInvalid, LineInvalid or PromptsInvalid."""
    found = settings.read({name: os.environ[name] for name in _NEEDED if os.environ.get(name)})
    recordings = speaking.recordings_in(found.yobikake_data)
    prompts = speaking.words_of(read_line(found.line), recordings)
    return Sounds(prompts, recordings, found.yobikake_data / VOICES_FOLDER, found.clock())


def note(built: Parts, who: Actor, act: str, subject: str, detail: Detail) -> None:
    """Write into the audit who changed what calls play."""
    with Session(built.engine) as session, session.begin():
        entry = Entry(who.name, who.system_user, act, subject, detail)
        Audit(built.desk.keystore).record(session, entry, built.clock.now())


def refuse(fault: Exception) -> NoReturn:
    """Say in one line why not, and end with exit code 1."""
    click.echo(f"yobikake: {fault}", err=True)
    raise SystemExit(1) from None
