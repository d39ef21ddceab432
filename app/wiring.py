"""Builds the parts from the settings: key store, database, words, carrier; each once per process."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from app import speaking
from app.lane import Found, Lane
from app.line import Line, LineInvalid, read_line
from app.logs import log
from app.settings import Settings
from app.standing import known_acts
from campaigns.desk import Desk
from carrier.port import Carrier
from carrier.twilio_carrier import TwilioCarrier
from db import schema
from db.clock import Clock
from db.engine import make_engine
from privacy.do_not_call import DoNotCall
from privacy.keystore import FolderKeyStore
from privacy.service_key import create_service_key, load_service_key
from prompts.audio.recordings import Recordings
from prompts.library import Prompts
from prompts.standing import Done
from tree.running import LookFailed
from tree.tallies import Tally


@dataclass(frozen=True, slots=True)
class Parts:
    """What one process is made of."""

    settings: Settings
    line: Line
    prompts: Prompts
    clock: Clock
    engine: Engine
    desk: Desk
    recordings: Recordings
    acts: tuple[Done, ...] = ()
    """What was done about the words, as it was known at the start."""
    tally: Tally = field(default_factory=Tally)
    lane: Lane = field(default_factory=Lane)
    """Where callers' wishes go, which must not wait long for the database."""

    def close(self) -> None:
        """Give the database's connections back."""
        self.engine.dispose()


def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    upgrade: bool = False,
    database_may_wait: bool = False,
    words_may_wait: bool = False,
) -> Parts:
    """Build everything; `upgrade` brings the database's tables to this version first.

    With `database_may_wait` one that does not answer is no reason not to start: the hotline needs none. With
    `words_may_wait` a live line loads words that nobody has accepted yet, so that somebody can.
    Raises SettingsInvalid, LineInvalid, SchemaTooNew or SchemaTooOld, each saying what to do.
    """
    engine = make_engine(database_url(settings))
    try:
        return _joined(
            settings,
            engine,
            clock or settings.clock(),
            upgrade=upgrade,
            database_may_wait=database_may_wait,
            words_may_wait=words_may_wait,
        )
    except BaseException:
        engine.dispose()  # A connection that nobody gives back would hold its place at a server.
        raise


def _joined(
    settings: Settings,
    engine: Engine,
    clock: Clock,
    *,
    upgrade: bool,
    database_may_wait: bool,
    words_may_wait: bool,
) -> Parts:
    line = read_line(settings.line)
    must_fit(settings, line)
    settings.yobikake_data.mkdir(mode=0o700, parents=True, exist_ok=True)
    keystore = FolderKeyStore(
        settings.keystore or settings.yobikake_data / "keys", service_key(settings), clock
    )
    lane = Lane()
    run = lane.run if database_may_wait else _at_leisure
    try:
        _bring_up_to_date(engine, run, upgrade=upgrade)
    except (SQLAlchemyError, LookFailed, schema.SchemaTooNew, schema.SchemaTooOld) as trouble:
        # Whoever wants an upgrade is told that there is none; a line that only serves goes on without it.
        if not database_may_wait or (upgrade and isinstance(trouble, schema.SchemaTooNew)):
            raise
        log.warning("the database does not answer or has other tables; only what needs it will say so")
    acts = known_acts(engine, settings.yobikake_data, run)
    recordings = speaking.recordings_in(settings.yobikake_data)
    prompts = speaking.words_of(line, recordings, acts, live=not (settings.training or words_may_wait))
    _must_speak(prompts)
    desk = Desk(
        engine=engine,
        carrier=carrier(settings),
        keystore=keystore,
        do_not_call=DoNotCall(engine, keystore, line.policy.opt_outs_an_hour),
        prompts=prompts,
        clock=clock,
        public_base_url=settings.public_base_url,
        voices=settings.voices or (line.displayed.e164,),
        texts=settings.texts or settings.voices or (line.displayed.e164,),
        policy=replace(line.call_policy(), binding=not settings.training),
        sender_pace=settings.pace,
        training=settings.training,
        speaker=speaking.speaker_of(prompts, recordings, settings.public_base_url),
        approvals=line.approvals.ways(),
    )
    return Parts(settings, line, prompts, clock, engine, desk, recordings, acts, lane=lane)


def _bring_up_to_date(engine: Engine, run: Callable[[Callable[[], None]], None], *, upgrade: bool) -> None:
    try:
        run(lambda: schema.check(engine))
    except schema.SchemaTooOld:
        if not upgrade:
            raise
        schema.upgrade(engine)


def _at_leisure(work: Callable[[], Found]) -> Found:
    return work()


def must_fit(settings: Settings, line: Line) -> None:
    """Refuse to go live with the sample, or with a sender that the line does not publish."""
    line.approvals.must_reach(settings.smtp_url)
    if settings.training:
        return
    if line.sample:
        raise LineInvalid("LINE: sample = true: a sample cannot go live; write the line's own file")
    if settings.voices[:1] != (line.displayed.e164,):
        raise LineInvalid(
            "VOICE_FROM: the first is not the line's `displayed` number, which callers are told"
        )
    published = line.numbers()
    for number in (*settings.voices, *(text for text in settings.texts if text.startswith("+81"))):
        if number not in published:
            raise LineInvalid(
                f"VOICE_FROM, SMS_FROM: {number} is no published number of the line's: add it there"
            )


def _must_speak(prompts: Prompts) -> None:
    if not prompts.heard:
        raise LineInvalid(
            f"organisation: nobody can hear {', '.join(prompts.languages)} on the telephone: "
            "add a language with a voice, such as ja or en"
        )


def database_url(settings: Settings) -> str:
    """Return the database's address; a SQLite file in the data folder where none is given."""
    return settings.database_url or f"sqlite:///{(settings.yobikake_data / 'yobikake.sqlite').absolute()}"


def service_key(settings: Settings) -> bytes:
    """Return the key that wraps all others; with the embedded carrier one is made where there is none."""
    if settings.yobikake_service_key or settings.yobikake_service_key_file:
        return load_service_key(settings.yobikake_service_key, settings.yobikake_service_key_file)
    path: Path = settings.yobikake_data / "service.key"
    if not path.exists():
        create_service_key(path)
    return load_service_key(None, path)


def carrier(settings: Settings) -> Carrier:
    """Return the carrier's adapter; the embedded carrier is another address, not another adapter."""
    return TwilioCarrier(
        settings.twilio_account_sid,
        settings.twilio_auth_token,
        base_url=settings.carrier_base_url,
        edge=settings.twilio_edge,
    )
