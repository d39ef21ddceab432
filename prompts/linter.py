"""Reads a script as a resident would: what must not be said, what is missing, what to look at again."""

import functools
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from prompts import lintflags, lintnumbers, lintwords
from prompts.languages import normal
from prompts.lintsentences import sentences
from prompts.lintwords import LintWords, Rule, any_of
from prompts.rendering import Audience

REFUSED = {
    "link": "a home is sent no link: swindlers' messages have one",
    "number": "a home is told no number but #9110 and 188, so that a copy with another is told apart",
    "key": "a home is asked for no key: swindlers' recorded voices want one",
    "reply": "a home is asked for no answer",
    "money": "a home is asked for no money",
    "data": "nobody is asked for personal data",
    "contact": "a home is not asked to call back, to wait or to come",
    "visit": "nobody rings or visits a home because of a call of ours: announce nobody",
    "question": "a home is asked no question about itself",
    "person": "a person's name proves nothing and can be borrowed: name the organisation alone",
    "genuine": "no call can prove itself: say what a fake one would ask instead",
    "threat": "we threaten nobody: swindlers do",
    "hurry": "we hurry nobody: swindlers do",
}
MISSING = {
    "who": "say who speaks",
    "date": "say the day, with {date}",
    "hang_up": "say to hang up, to do nothing that is asked, and to look the number up oneself",
    "nobody": "say that nobody will ring or visit because of this",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: the rule, the words, and why they matter."""

    rule: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What must change, what must be added, what somebody should look at."""

    refused: tuple[Finding, ...]
    missing: tuple[Finding, ...]
    flags: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Tell whether the script may go out."""
        return not self.refused and not self.missing


def lint(text: str, language: str, audience: Audience, speakers: Collection[str] = ()) -> Findings:
    """Judge a script sentence by sentence; `speakers` are names by which the organisation may call itself.

    Raises UnknownLanguage.
    """
    return _lint(text, normal(language), audience, frozenset(speakers))


@functools.lru_cache(maxsize=1024)
def _lint(text: str, tag: str, audience: Audience, speakers: frozenset[str]) -> Findings:
    # A page that judges while somebody types asks of the same words in all other languages each time.
    words = lintwords.load(tag)
    plain = _plain(text)
    refused = [
        *lintnumbers.links(plain),
        *lintnumbers.numbers(plain, words, audience is Audience.INSTITUTION),
    ]
    found = [Finding(rule, some, REFUSED[rule]) for rule, some in refused]
    found += _refused(plain, words, audience)
    missing = _missing(plain, words, audience, speakers)
    return Findings(tuple(dict.fromkeys(found)), tuple(missing), _flags(plain, tag, words, audience, found))


def _flags(
    text: str, tag: str, words: LintWords, audience: Audience, refused: Collection[Finding]
) -> tuple[Finding, ...]:
    flags = [Finding(*one) for one in lintflags.everywhere(text, tag)]
    if audience is Audience.RESIDENT:
        known = [finding.words for finding in refused]
        flags += [Finding(*one) for one in lintflags.unclear(text, words, known)]
    return tuple(flags)


def _plain(text: str) -> str:
    """Full-width letters become narrow, digits of all scripts 0 to 9, and what cannot be seen goes."""
    seen = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in seen)


def _refused(text: str, words: LintWords, audience: Audience) -> Iterator[Finding]:
    for sentence in sentences(text, words.sentence_end):
        for name, rule in words.rules.items():
            if name == "key" and audience is Audience.INSTITUTION:
                continue
            found = _unexcused(sentence, rule, words)
            if found:
                yield Finding(name, found, REFUSED[name])


def _unexcused(sentence: str, rule: Rule, words: LintWords) -> str | None:
    if any_of(rule.excuse, sentence):
        return None
    for pattern in rule.words:
        for found in pattern.finditer(sentence):
            if not _excused(sentence, found, rule, words):
                return found[0]
    return None


def _excused(sentence: str, found: re.Match[str], rule: Rule, words: LintWords) -> bool:
    before, after = sentence[: found.start()], sentence[found.start() :]
    for pattern in words.excused_before:
        for excuse in pattern.finditer(before):
            if not any_of(words.but, before[excuse.end() :]):
                return True
    for pattern in rule.after:
        for excuse in pattern.finditer(after):
            if not any_of(words.but, after[: excuse.start()]):
                return True
    return False


def _missing(text: str, words: LintWords, audience: Audience, speakers: Collection[str]) -> Iterator[Finding]:
    have = {name: any_of(patterns, text) for name, patterns in words.wanted.items()}
    have["who"] |= any(_plain(name) in text for name in speakers)
    have["date"] = "{date}" in text
    have["hang_up"] |= audience is Audience.INSTITUTION
    for name, why in MISSING.items():
        if not have.get(name):
            yield Finding(name, "", why)
