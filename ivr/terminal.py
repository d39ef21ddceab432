"""The hotline in the terminal: the same conversation without a carrier and without a database."""

from collections.abc import Callable, Iterable

from ivr.sentences import Sentence, sentences
from prompts.library import Prompts
from tree.conversation import press, start
from tree.guide import Guide
from tree.telling import scene


def play(
    prompts: Prompts, keys: Iterable[str], say: Callable[[str], None], language: str | None = None
) -> None:
    """Hold one conversation: `say` gets each sentence; an empty key is silence, and without keys we hang up.

    `language` is that of the number dialled; without one the caller chooses it by key.
    """
    guide = Guide.of(prompts)
    place = start(guide, language or guide.languages[0], chosen=language is not None)
    pressed = iter(keys)
    while True:
        said = scene(guide, place)
        # Nothing can be looked up or noted here, and the conversation says so.
        nothing: list[Sentence] = [(place.language, prompts.frame(place.language, "cannot-look"))]
        for _, words in sentences(prompts, place.language, said, nothing):
            if words:
                say(words)
        key = next(pressed, None) if said.listens else None
        if key is None:
            return
        place = press(guide, place, key).place
