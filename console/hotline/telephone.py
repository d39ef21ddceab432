"""The hotline as it is tried in the browser: a place and a key in, what is heard out, and no effect."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ivr.entrance import named
from ivr.sentences import Sentence, sentences
from prompts.library import Prompts
from prompts.spans import seconds
from prompts.tree import ROOT, Effect
from tree.conversation import open_at, press, start
from tree.guide import Guide, leaf_with
from tree.place import Place
from tree.scene import Scene
from tree.telling import scene

KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#")
SILENCE = "silence"
MOST_KEYS = 40
AT_ONCE = 30.0
"""Seconds of speech that are played in one piece."""
CALLED_BACK = "called-back"
"""Stands among the languages for the number that our calls display."""
Instead = Callable[[str, str, Effect | None], Sequence[Sentence]]
"""Tells by language, node and effect (None: the caller is put through) what is heard in its place."""
_KEY = re.compile(r"[0-9*#]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Something heard in one language without a break: its sentences."""

    language: str
    sentences: tuple[str, ...]

    @property
    def words(self) -> str:
        """Return all of it, a sentence a line."""
        return "\n".join(self.sentences)


@dataclass(frozen=True, slots=True)
class Call:
    """A trial call as it stands: what was heard last, and which keys led there."""

    place: Place
    heard: tuple[Piece, ...]
    keys: tuple[str, ...]
    lasts: bool


class Telephone:
    """Plays calls. `instead` tells what is heard where a real call does something."""

    def __init__(self, prompts: Prompts, instead: Instead) -> None:
        self.prompts, self.guide = prompts, Guide.of(prompts)
        self._instead = instead

    def dial(self, language: str) -> Call:
        """Begin a call at the number of a language; at any other the caller chooses one by key."""
        now = leaf_with(self.guide.tree, Effect.NOW)
        first = self.guide.languages[0]
        if language == CALLED_BACK and now:
            return self._call(open_at(self.guide, first, now))
        chosen = language in self.guide.languages
        return self._call(start(self.guide, language if chosen else first, chosen=chosen))

    def at(self, language: str, node: str) -> Call:
        """Begin a call in the midst of the tree, as if its keys had been pressed."""
        known = language if language in self.guide.voices else self.guide.languages[0]
        return self._call(Place(known, node if node in self.guide.tree else ROOT, turns=1))

    def pressed(self, language: str, node: str, stand: str, key: str, keys: str) -> Call:
        """Go on with a call by one key, or by SILENCE; where nothing is known any more it begins anew."""
        place = named(self.guide, language, node, stand)
        sign = key if key in KEYS else ""
        before = tuple(_KEY.findall(keys))[-MOST_KEYS:]
        return self._call(press(self.guide, place, sign).place, (*before, sign) if sign else before)

    def _call(self, place: Place, keys: tuple[str, ...] = ()) -> Call:
        said = scene(self.guide, place)
        heard = sentences(self.prompts, place.language, said, self._outcome(place, said))
        return Call(place, tuple(_pieces(heard)), keys, said.listens)

    def _outcome(self, place: Place, said: Scene) -> Sequence[Sentence]:
        does = said.effect is not None or said.transfers
        return self._instead(place.language, place.node, said.effect) if does else ()


def _pieces(heard: Sequence[Sentence]) -> Iterator[Piece]:
    """Put together what is said in one language, no longer than can be played at once."""
    part: list[str] = []
    tongue, long = "", 0.0
    for language, words in heard:
        lasts = seconds(words, language) if words else 0.0
        if part and (language != tongue or long + lasts > AT_ONCE) and words:
            yield Piece(tongue, tuple(part))
            part, long = [], 0.0
        if words:
            tongue, long = language, long + lasts
            part.append(words)
    if part:
        yield Piece(tongue, tuple(part))
