"""The words of this installation, for commands that make files of them; neither key nor carrier is asked."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

from app import settings, speaking
from app.line import Line, read_line
from app.settings import Settings
from app.standing import known_acts
from app.wiring import database_url
from db.engine import make_engine
from prompts.library import Prompts
from prompts.standing import Done


@dataclass(frozen=True, slots=True)
class AtHand:
    """What an installation says, and what it was told of itself."""

    settings: Settings
    line: Line
    prompts: Prompts

    @property
    def base_url(self) -> str | None:
        """Return the public address, where somebody has set one."""
        known = "public_base_url" in self.settings.model_fields_set
        return self.settings.public_base_url if known else None


def at_hand() -> AtHand:
    """Return the words of the environment's line; for a live one only those that somebody answers for.

    Without any setting it is the sample. Raises SettingsInvalid, LineInvalid and PromptsInvalid.
    """
    found = settings.read()
    line = read_line(found.line)
    recordings = speaking.recordings_in(found.yobikake_data)
    prompts = speaking.words_of(line, recordings, _acts(found), live=not found.training)
    return AtHand(found, line, prompts)


def _acts(found: Settings) -> tuple[Done, ...]:
    url = make_url(database_url(found))
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
        return ()  # Nothing has been done here yet, and looking would leave an empty database behind.
    engine = make_engine(database_url(found))
    try:
        return known_acts(engine, found.yobikake_data)
    finally:
        engine.dispose()
