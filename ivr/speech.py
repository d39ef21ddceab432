"""Turns what is said at a place into the carrier's document."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from carrier import twiml
from carrier.speaking import Speaker
from carrier.twiml import Spoken
from ivr.entrance import named
from ivr.sentences import Sentence, sentences
from privacy.number import PhoneNumber
from prompts.library import Prompts
from tree.conversation import Turn, press
from tree.guide import Guide
from tree.place import Place
from tree.scene import Scene
from tree.telling import alike, scene

MADE_AHEAD = 4096
SECONDS_FOR_A_KEY = 8
SECONDS_WHEN_SLOW = 15
RINGING_SECONDS = 25
TALKING_SECONDS = 30 * 60
_STAND = "s-t-a-n-d"
"""Stands in prepared documents where each call's own turns and mistakes go."""


class Speech:
    """Makes the carrier's document of every place; what depends on the place alone is made once."""

    def __init__(self, prompts: Prompts, public_base_url: str, speaker: Speaker) -> None:
        self.prompts = prompts
        self._speaker = speaker
        self._base = public_base_url.rstrip("/")
        self._made: _Made | None = None

    def pressed(self, language: str, node: str, stand: str, key: str) -> "Known":
        """Return where a key leads; what depends on place and key alone is worked out once."""
        return self._now().pressed(language, node, stand, key)

    @property
    def guide(self) -> Guide:
        """Return the tree and the languages that can be heard; recordings that came in may bring some."""
        return self._now().guide

    def document(self, place: Place, outcome: Sequence[Sentence] = ()) -> str:
        """Return the document for a place; with an effect's outcome it is made anew."""
        made = self._now()
        written = self._document(made.guide, place, outcome) if outcome else made.still(alike(place))
        return written.replace(_STAND, place.stand)

    def connection(self, place: Place, number: PhoneNumber, shown: str) -> str:
        """Return the document that puts a caller through to a number, at which `shown` rings, one of ours."""
        words = self.prompts.frame(place.language, "transfer.connecting")
        return twiml.connect(
            self._speaker.speak(place.language, words, slow=place.slow),
            number.e164,
            shown,
            f"{self._address(place)}{place.stand}/transferred",
            ring_seconds=RINGING_SECONDS,
            talk_seconds=TALKING_SECONDS,
        )

    def _now(self) -> "_Made":
        stamp = self._speaker.stamp()
        if self._made is None or self._made.stamp != stamp:
            guide = Guide.of(self.prompts)
            still = lru_cache(maxsize=MADE_AHEAD)(partial(self._document, guide))
            pressed = lru_cache(maxsize=MADE_AHEAD)(partial(self._known, guide))
            self._made = _Made(stamp, guide, still, pressed)
        return self._made

    def _known(self, guide: Guide, language: str, node: str, stand: str, key: str) -> "Known":
        turn = press(guide, named(guide, language, node, stand), key)
        said = scene(guide, turn.place)
        still = said.effect is None and not said.transfers
        return Known(turn, said, self.document(turn.place) if still else None)

    def _document(self, guide: Guide, place: Place, outcome: Sequence[Sentence] = ()) -> str:
        said = scene(guide, place)
        spoken: list[Spoken] = []
        for language, words in sentences(self.prompts, place.language, said, outcome):
            spoken.extend(self._spoken(language, words, slow=place.slow))
        if not said.listens:
            return twiml.speak(spoken)
        timeout = SECONDS_WHEN_SLOW if place.slow else SECONDS_FOR_A_KEY
        return twiml.listen(spoken, f"{self._address(place)}{_STAND}/press", timeout=timeout)

    def _spoken(self, language: str, words: str, *, slow: bool) -> Sequence[Spoken]:
        if not words:
            return (twiml.Pause(),)
        said = self._speaker.speak(language, words, slow=slow)
        return (*said, twiml.Pause()) if slow else said

    def _address(self, place: Place) -> str:
        return f"{self._base}/voice/{place.language}/{place.node}/"


@dataclass(frozen=True, slots=True)
class Known:
    """Where a key led and what is said there; the document too, where it depends on the place alone."""

    turn: Turn
    said: Scene
    document: str | None


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made ahead from the recordings of one stamp."""

    stamp: int
    guide: Guide
    still: Callable[[Place], str]
    pressed: Callable[[str, str, str, str], Known]
