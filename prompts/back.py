"""Back-translations into Japanese: what a language's words say, for those who do not read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from prompts import tables
from prompts.digest import of_sentence
from prompts.words import Words

FILE = "back.toml"


@dataclass(frozen=True, slots=True)
class Back:
    """One sentence and what it says in Japanese; `stale` when the sentence has been changed since."""

    id: str
    words: str
    japanese: str
    stale: bool


@dataclass(frozen=True, slots=True)
class Backs:
    """All back-translations of a language, who made them and when."""

    made: str
    on: date
    sentences: tuple[Back, ...]


def load(words: Words, folder: Path = tables.HERE / "languages") -> Backs | None:
    """Return the back-translations of a language; None where nobody has made any. Raises PromptsInvalid."""
    path = folder / words.tag / FILE
    if not path.is_file():
        return None
    raw = tables.read(path)
    said = dict(everything(words))
    found = [
        Back(id, said.get(id, ""), one["ja"], of_sentence(said.get(id, "")) != one["of"])
        for id, one in raw["back"].items()
    ]
    return Backs(raw["made"], raw["on"], tuple(found))


def everything(words: Words) -> Iterator[tuple[str, str]]:
    """Yield every sentence of a language by an id such as `tree 1-1-1 say`."""
    for name in ("tree", "warnings"):
        for id, some in getattr(words, name).items():
            yield from ((f"{name} {id} {key}", text) for key, text in some.items())
    yield from ((f"frame {id}", text) for id, text in words.frame.items())
    if words.short is not None:
        yield from ((f"short {id}", text) for id, text in words.short.hotline.items())
