"""The embedded carrier as a process of its own: its numbers, its address, and time that passes by itself."""

import threading
import time
from dataclasses import replace
from pathlib import Path

from app.line import Line, read_line
from app.settings import Settings, SettingsInvalid
from app.speaking import VOICES_FOLDER
from carrier.simulator.faults import Faults, FaultsInvalid, load_faults
from carrier.simulator.network import Network
from carrier.simulator.phones import Voice
from carrier.simulator.realtime import RealTime
from carrier.simulator.rest import create_simulator
from carrier.simulator.server import Server, serve_in_thread
from carrier.simulator.settings import NetworkSettings, OurNumber
from carrier.voices import VOICES
from db.clock import Clock, ScaledClock
from prompts import library
from prompts.audio.preview import Preview
from prompts.library import Channel

PHONE_WORDS = [
    "title",
    "help",
    "dial",
    "hang-up",
    "number",
    "state-idle",
    "state-ringing",
    "state-connected",
    "state-ended",
    "keypad",
    "said",
    "speak-aloud",
]


class Simulation:
    """A running embedded carrier. Use it as a context manager."""

    def __init__(
        self, network: Network, words: dict[str, str], host: str, port: int, voice: Voice | None = None
    ) -> None:
        self._network = network
        # The port first: where it is in use nothing has begun that would have to be ended.
        self._server: Server = serve_in_thread(
            create_simulator(network, words, voice=voice), host=host, port=port
        )
        self._traffic = RealTime(network).start()
        self.base_url = f"http://127.0.0.1:{self._server.port}"

    @classmethod
    def alone(
        cls, settings: Settings, port: int, public_base_url: str | None, speed: float, faults: Path | None
    ) -> "Simulation":
        """Start a carrier that serves the line of these settings; raises SettingsInvalid."""
        line = read_line(settings.line)
        clock: Clock = settings.clock()
        if speed != 1:
            clock = ScaledClock(clock.now(), time.time(), speed)
        plays = network_settings(settings, line, public_base_url or settings.public_base_url)
        plays = replace(plays, calls_per_second=None, faults=_faults(faults))
        voice = practice_voice(settings.yobikake_data)
        return cls(Network(clock, plays), phone_words(line), settings.host, port, voice)

    def __enter__(self) -> "Simulation":
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()
        self._traffic.stop()
        self._network.close()

    def wait(self) -> None:
        """Wait until somebody presses Ctrl-C."""
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


def network_settings(settings: Settings, line: Line, base_url: str) -> NetworkSettings:
    """Return a network that owns the line's numbers and turns to its webhooks."""
    senders = senders_of(settings, line)
    return NetworkSettings(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token,
        numbers=numbers_among(senders, base_url),
        sender_ids=names_among(senders),
    )


def senders_of(settings: Settings | None, line: Line) -> list[str]:
    """Return all numbers and names from which a line calls and texts."""
    own = (*settings.voices, *settings.texts) if settings else ()
    return sorted({*line.numbers(), *own})


def numbers_among(senders: list[str], base_url: str) -> dict[str, OurNumber]:
    """Return the numbers, with the webhooks that answer at them."""
    ours = OurNumber(voice_url=f"{base_url}/voice/inbound", sms_url=f"{base_url}/sms/inbound")
    return dict.fromkeys((sender for sender in senders if sender.startswith("+")), ours)


def names_among(senders: list[str]) -> tuple[str, ...]:
    """Return the senders' names, which only texts may come from."""
    return tuple(sender for sender in senders if not sender.startswith("+"))


def practice_voice(data: Path) -> Voice:
    """Return what reads aloud in the browser's telephone: an installed engine that speaks the locale."""
    preview = Preview(data / VOICES_FOLDER)
    tags = {spoken.locale: tag for tag, spoken in reversed(list(VOICES.items()))}

    def voice(text: str, locale: str) -> bytes | None:
        return preview(text, tags[locale]) if locale in tags else None

    return voice


def phone_words(line: Line, language: str = "ja") -> dict[str, str]:
    """Return the words of the browser's telephone, in each language under its tag."""
    prompts = library.load(line.promises())
    tag = language if language in prompts.languages else prompts.languages[0]
    words = {f"phone.{name}": prompts.frame(tag, f"phone.{name}", Channel.WEB) for name in PHONE_WORDS}
    return {**words, "language": tag, "hotline": line.hotline[0].e164}


def _faults(path: Path | None) -> Faults:
    if path is None:
        return Faults()
    try:
        return load_faults(path)
    except FaultsInvalid as fault:
        raise SettingsInvalid(f"--faults: {fault}") from None
