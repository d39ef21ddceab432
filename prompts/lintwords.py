"""What the linter looks for in a language: patterns from prompts/lint."""

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prompts import tables
from prompts.faults import Fault, PromptsInvalid

Patterns = tuple[re.Pattern[str], ...]
PART = re.compile(r"<(?<!\(\?<)(?<!\(\?P<)([a-z0-9-]+)>")
"""Where a named part stands in a pattern; not a named group, and no lookbehind."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of words that are refused, and what excuses them.

    `excuse` may stand anywhere in the sentence; `after` replaces the language's own list where it is given.
    """

    words: Patterns
    excuse: Patterns
    after: Patterns


@dataclass(frozen=True, slots=True)
class LintWords:
    """The patterns of one language."""

    digit_words: Patterns
    """For each digit from 0, the words for it."""
    sharp: re.Pattern[str]
    rules: Mapping[str, Rule]
    excused_before: Patterns
    excused_after: Patterns
    advice: Patterns
    """What a warning may simply say: who speaks, hang up, pay nothing, ask the office yourself."""
    but: Patterns
    wanted: Mapping[str, Patterns]
    sentence_end: re.Pattern[str] | None
    """Where sentences end, beside the full stops that all languages share."""


@functools.cache
def load(language: str, folder: Path = tables.HERE / "lint") -> LintWords:
    """Return a language's patterns; raises PromptsInvalid where its file is missing or bad."""
    path = folder / f"{language}.toml"
    raw = _with_parts(tables.read(path), path)
    try:
        return LintWords(
            digit_words=_patterns(raw["digit_words"]),
            sharp=re.compile(raw["sharp"], re.IGNORECASE),
            rules={name: _rule(table, raw["excuses"]["after"]) for name, table in raw["rules"].items()},
            excused_before=_patterns(raw["excuses"]["before"]),
            excused_after=_patterns(raw["excuses"]["after"]),
            advice=_patterns(raw.get("advice", {}).get("words", ())),
            but=_patterns(raw["excuses"]["but"]),
            wanted={name: _patterns(some) for name, some in raw["wanted"].items()},
            sentence_end=re.compile(raw["sentence_end"]) if "sentence_end" in raw else None,
        )
    except KeyError as error:
        raise PromptsInvalid([Fault(tables.shown(path), str(error), "is missing", "add it")]) from None
    except re.error as error:
        raise PromptsInvalid([Fault(tables.shown(path), "pattern", str(error), "mend it")]) from None


def _with_parts(raw: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Return the tables with the pieces from [parts] put in; a piece may use those above it."""
    parts: dict[str, str] = {}

    def piece(found: re.Match[str]) -> str:
        if found[1] not in parts:
            fault = Fault(
                tables.shown(path), f"<{found[1]}>", "is no part", "add it to [parts], above its use"
            )
            raise PromptsInvalid([fault])
        return parts[found[1]]

    def put_in(value: Any) -> Any:
        if isinstance(value, str):
            return PART.sub(piece, value)
        if isinstance(value, list):
            return [put_in(one) for one in value]
        return {key: put_in(one) for key, one in value.items()} if isinstance(value, dict) else value

    for name, text in raw.get("parts", {}).items():
        parts[name] = put_in("".join(text))  # a long piece is written in several strings
    return {key: put_in(value) for key, value in raw.items() if key != "parts"}


def _rule(table: Mapping[str, list[str]], after: list[str]) -> Rule:
    return Rule(
        _patterns(table["words"]), _patterns(table.get("excuse", ())), _patterns(table.get("after", after))
    )


def _patterns(some: Iterable[str]) -> Patterns:
    return tuple(re.compile(one, re.IGNORECASE) for one in some)


def any_of(patterns: Patterns, text: str) -> bool:
    """Tell whether one of the patterns is in the text."""
    return any(pattern.search(text) for pattern in patterns)
