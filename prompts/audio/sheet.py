"""The recording sheet: what somebody reads aloud, sentence by sentence, and how each file is named."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

import jinja2

from prompts import tables
from prompts.audio.recordings import Recordings
from prompts.rendering import Channel, number
from prompts.spans import seconds
from prompts.speech import Prompts
from prompts.words import Words

_HERE = tables.HERE / "audio"
_KEY = re.compile(r"(?<![0-9.,])[0-9#](?![0-9]|[.,][0-9]|(?![番번号键鍵])\w)")
"""A digit alone is a key to press; other figures in words are amounts and years, and read as such."""
_COLUMNS = ("number", "file", "words", "reading", "seconds", "recorded")


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence to record. `recorded` says whether a call would play a recording of these words."""

    number: int
    file: str
    words: str
    reading: str
    seconds: float
    recorded: bool


def file_name(language: str, id: str) -> str:
    """Return how the recording of a sentence is named, such as `mn-short-rule-money.wav`."""
    return f"{language}-{id}.wav"


def rows(
    prompts: Prompts, language: str, sentences: Mapping[str, str], recordings: Recordings
) -> tuple[Row, ...]:
    """Return the sheet, numbered from 1."""
    words = prompts.words[language]
    return tuple(
        Row(
            place,
            file_name(language, id),
            text,
            reading(words, text),
            round(seconds(text, language), 1),
            recordings.has(language, text),
        )
        for place, (id, text) in enumerate(sentences.items(), 1)
    )


def reading(words: Words, text: str) -> str:
    """Return the text with keys in words: "press 0" is "press zero"."""
    return _KEY.sub(lambda sign: number(words, sign[0], Channel.VOICE), text)


def as_text(rows: tuple[Row, ...]) -> str:
    """Return the sheet for a terminal."""
    lines = []
    for row in rows:
        lines.append(
            f"{row.number:>3} {'recorded' if row.recorded else '-':<9}{row.seconds:>5} s  {row.file}"
        )
        lines.append(f"    {row.words}")
        if row.reading != row.words:
            lines.append(f"    reading: {row.reading}")
    left = sum(not row.recorded for row in rows)
    return "\n".join([*lines, f"{len(rows)} sentences, {left} not recorded"])


def as_csv(rows: tuple[Row, ...]) -> str:
    """Return the sheet as a table for other programs, with a header."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(_COLUMNS)
    for row in rows:
        table.writerow([getattr(row, column) for column in _COLUMNS])
    return out.getvalue().rstrip("\n")


def as_html(prompts: Prompts, language: str, rows: tuple[Row, ...]) -> str:
    """Return the sheet as a page to print, with advice for the speaker in Japanese and English."""
    words = prompts.words[language]
    room = jinja2.Environment(loader=jinja2.FileSystemLoader(_HERE), autoescape=True)
    return room.get_template("sheet.html").render(
        language=language,
        native_name=words.native_name,
        english_name=words.english_name,
        heads=list(tables.read(_HERE / "sheet.toml").items()),
        rows=rows,
    )
