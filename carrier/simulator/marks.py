"""Reads the marks inside a Say (SSML): which words telephones are told, and how long they take to say."""

# https://www.twilio.com/docs/voice/twiml/say/text-speech#use-ssml

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

Rules = Mapping[str, Mapping[str, Callable[[str], object]]]
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PACES = {"x-slow": 50.0, "slow": 75.0, "medium": 100.0, "fast": 150.0, "x-fast": 200.0}
_RESTS = {"none": 0.0, "x-weak": 0.2, "weak": 0.3, "medium": 0.4, "strong": 0.7, "x-strong": 1.2}
_LONGEST_REST = 10.0
_AFTER_SENTENCE, _AFTER_PARAGRAPH = _RESTS["strong"], _RESTS["x-strong"]


class Spoken(NamedTuple):
    """Words as they are written; how many letters are said at the voice's own pace; seconds of rest."""

    text: str
    letters: float
    rests: float
    marks: frozenset[str]


def _fits(pattern: str) -> Callable[[str], object]:
    return re.compile(rf"(?:{pattern})\Z").match


def _seconds(time: str) -> float | None:
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)(ms|s)", time)
    return None if found is None else float(found[1]) / (1000 if found[2] == "ms" else 1)


def _rest(time: str) -> bool:
    seconds = _seconds(time)
    return seconds is not None and seconds <= _LONGEST_REST


def _pace(rate: str) -> float | None:
    if rate in _PACES:
        return _PACES[rate]
    found = re.fullmatch(r"([0-9]{2,3})%", rate)
    return float(found[1]) if found is not None and 20 <= int(found[1]) <= 200 else None


def _any(value: str) -> object:
    return bool(value.strip())


KNOWN: Rules = {
    "break": {"strength": _fits("|".join(_RESTS)), "time": _rest},
    "emphasis": {"level": _fits("strong|moderate|reduced")},
    "lang": {_XML_LANG: _any},
    "p": {},
    "phoneme": {"alphabet": _any, "ph": _any},
    "prosody": {"rate": _pace, "pitch": _any, "volume": _any},
    "s": {},
    "say-as": {"interpret-as": _any, "role": _any, "format": _any},
    "sub": {"alias": _any},
    "w": {"role": _any},
}
"""Every element that may stand in a Say, with its attributes."""


def fault(say: ET.Element) -> str | None:
    """Return what in a Say is no SSML, or has a value that it cannot have; None where all is well."""
    for inner in say.iter():
        if inner is say:
            continue
        rules = KNOWN.get(inner.tag)
        if rules is None:
            return "contains an element that is no SSML"
        for name, value in inner.attrib.items():
            if name not in rules or not rules[name](value):
                return f"{inner.tag}: attribute {name[-40:]}"
    return None


def bad_rate(say: ET.Element) -> bool:
    """Tell whether a pace is asked for that no voice can keep, for which there is a code of its own."""
    return any(_pace(inner.get("rate", "medium")) is None for inner in say.iter("prosody"))


def read(say: ET.Element) -> Spoken:
    """Return what is said; the Say must be without fault."""
    said = list(_runs(say, 1.0))
    text = " ".join("".join(say.itertext()).split())
    letters = sum(len(" ".join(words.split())) / pace for words, pace, _ in said)
    marks = frozenset(inner.tag for inner in say.iter() if inner is not say)
    return Spoken(text, letters if marks else float(len(text)), sum(rest for *_, rest in said), marks)


def _runs(element: ET.Element, pace: float) -> Iterator[tuple[str, float, float]]:
    """Yield words, how fast they are said, and the rest after them."""
    pace *= (_pace(element.get("rate", "")) or 100.0) / 100 if element.tag == "prosody" else 1.0
    yield (element.get("alias") or element.text or ""), pace, _pause(element)
    for inner in element:
        if element.tag != "sub":
            yield from _runs(inner, pace)
        yield inner.tail or "", pace, 0.0


def _pause(element: ET.Element) -> float:
    if element.tag == "break":
        return _seconds(element.get("time", "")) or _RESTS[element.get("strength", "medium")]
    return {"s": _AFTER_SENTENCE, "p": _AFTER_PARAGRAPH}.get(element.tag, 0.0)
