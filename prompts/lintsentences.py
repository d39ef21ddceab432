"""Splits a script into sentences, in every script that we write."""

import re

_QUOTED = re.compile(r"「[^」]*」|『[^』]*』|“[^”]*”|«[^»]*»|\"[^\"\n]{,200}\"")
_END = re.compile(r"(?<=[。!?।॥။])|(?<=\.)\s|\n")


def sentences(text: str, end: re.Pattern[str] | None = None) -> list[str]:
    """Split a text, also where the language's `end` matches; a full stop inside quotes ends nothing."""
    whole = _QUOTED.sub(lambda quoted: re.sub(r"[。.!?।။]", ",", quoted[0]), text)
    pieces = _END.split(whole)
    if end is not None:
        pieces = [piece for one in pieces for piece in end.split(one)]
    return [one.strip() for one in pieces if one.strip()]
