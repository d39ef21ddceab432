"""What no rule can judge, for the approver to look at."""

from collections.abc import Iterator, Sequence

from prompts import lintnames
from prompts.lintsentences import sentences
from prompts.lintwords import LintWords, any_of
from prompts.rendering import slots
from prompts.spans import seconds

LONGEST_SECONDS = 60
_KNOWN_SLOTS = {"date", "area", "organisation"}
_UNCLEAR = "it reports, denies or advises nothing that we know: read it twice"
Flag = tuple[str, str, str]
"""The flag's name, the words, and why they matter."""


def everywhere(text: str, language: str) -> Iterator[Flag]:
    """Yield what is odd in any language: length, slots, names, letters of two scripts."""
    spoken = seconds(text, language)
    if spoken > LONGEST_SECONDS:
        yield "long", f"{spoken:.0f} s", f"people hang up: stay under {LONGEST_SECONDS} s"
    for name in sorted(slots(text) - _KNOWN_SLOTS):
        yield "slot", f"{{{name}}}", "nobody fills this slot"
    for name in dict.fromkeys(lintnames.surnames(text)):
        yield "name", name, "it may be a person's: only the organisation is named"
    for word in dict.fromkeys(lintnames.mixed(text)):
        yield "letters", word, "letters of two scripts in one word hide it from these rules"


def unclear(text: str, words: LintWords, refused: Sequence[str]) -> Iterator[Flag]:
    """Yield sentences that are neither a report, nor a denial, nor the advice and frame of our messages."""
    for sentence in sentences(text, words.sentence_end):
        known = (words.advice, words.excused_before, words.excused_after)
        if not any(any_of(some, sentence) for some in known) and not any(f in sentence for f in refused):
            yield "unclear", sentence, _UNCLEAR
