"""A line, its words, and a made-up language that a test may spoil."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from prompts import completeness, knowledge, library, structure, tables
from prompts.promises import Promises, ResidentVoice

LineMaker = Callable[..., Promises]


@pytest.fixture
def line() -> LineMaker:
    def make(voice: ResidentVoice = ResidentVoice.AREA, **changes: object) -> Promises:
        facts: dict[str, object] = {
            "organisation": {"ja": "よびかけ見本センター", "en": "the Sample Prevention Call Centre"},
            "hours": {"ja": "平日の9時から17時", "en": "Monday to Friday, nine to five"},
            "hotline_number": "045-000-0000",
            "displayed_number": "045-000-0001",
        }
        return Promises(resident_voice=voice, **(facts | changes))  # type: ignore[arg-type]

    return make


@pytest.fixture
def prompts(line: LineMaker) -> library.Prompts:
    return library.load(line())


class Folder:
    """A folder of languages. `write` makes a complete one of bare ids; `spoil` changes one of its files."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, tag: str) -> "Folder":
        known, tree = knowledge.load(), structure.load()
        needed = completeness.needed(tree, known)
        folder = self.path / tag
        folder.mkdir()
        frame = {
            id: " ".join([f"[{id}]", *(f"{{{name}}}" for name in sorted(names))])
            for id, names in needed.frame.items()
        }
        (folder / "frame.toml").write_text(_toml({"frame": frame}))
        for file in ("tree.toml", "warnings.toml", "contacts.toml"):
            nested: dict[str, dict[str, str]] = {}
            for both in needed.ids[file]:
                id, key = both.split(" ")
                nested.setdefault(id, {})[key] = f"[{id} {key}]"
            (folder / file).write_text(_toml(nested))
        (folder / "keywords.toml").write_text(
            "".join(f'{one} = ["{one}"]\n' for one in completeness.KEYWORDS)
        )
        for file in ("language.toml", "short.toml"):
            (folder / file).write_text((tables.HERE / "languages" / "en" / file).read_text())
        return self

    def spoil(self, tag: str, file: str, old: str, new: str) -> "Folder":
        path = self.path / tag / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))
        tomllib.loads(path.read_text())
        return self


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def _toml(nested: dict[str, dict[str, str]]) -> str:
    blocks = []
    for id, table in nested.items():
        lines = [f'"{key}" = "{text}"' for key, text in table.items()]
        blocks.append("\n".join([f'["{id}"]', *lines]))
    return "\n\n".join(blocks) + "\n"
