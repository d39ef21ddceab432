"""Fills the slots of a sentence, and says numbers the way a channel needs them."""

import enum
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from prompts.entries import ABROAD, Contact
from prompts.faults import MissingSlot

if TYPE_CHECKING:
    from prompts.words import Words


class Channel(enum.StrEnum):
    """Where words go: numbers are spoken digit by digit, or printed."""

    VOICE = "voice"
    SMS = "sms"
    WEB = "web"


class Audience(enum.StrEnum):
    """Whom a message is for: homes, which are asked for nothing, or institutions, which confirm by a key."""

    RESIDENT = "resident"
    INSTITUTION = "institution"


_SLOT = re.compile(r"\{([A-Za-z0-9_.:-]+)\}")
_NO_GAP_AFTER = "。！？」、"


def slots(text: str) -> frozenset[str]:
    """Return the names of the slots in a text."""
    return frozenset(_SLOT.findall(text))


def fill(text: str, value: Callable[[str], str | None]) -> str:
    """Put a value into each slot; raises MissingSlot when there is none for one."""

    def put(found: re.Match[str]) -> str:
        filled = value(found[1])
        if filled is None:
            raise MissingSlot(f"nothing was given for {{{found[1]}}}")
        return filled

    return _SLOT.sub(put, text)


def pick(sentences: Mapping[str, str], key: str, channel: Channel) -> str | None:
    """Return the words of a key for a channel: `key_sms` or `key_web` where there are such, else `key`."""
    return sentences.get(f"{key}_{channel}") or sentences.get(key)


def number(words: "Words", printed: str, channel: Channel) -> str:
    """Return a number printed, or for voice its digits one by one in the language's words."""
    if channel is not Channel.VOICE:
        return printed
    said = (
        words.sharp if sign == "#" else words.digits[int(sign)] for sign in printed if sign in "#0123456789"
    )
    return words.digit_separator.join(said)


def main_number(contact: Contact, kind: str | None = None) -> str | None:
    """Return the number to give for a contact: the first that is not only for calls from abroad."""
    wanted = [one.number for one in contact.numbers if (one.kind == kind if kind else one.kind != ABROAD)]
    return wanted[0] if wanted else None


def join(parts: list[str]) -> str:
    """Put sentences one after another, with a space where the language writes one."""
    text = ""
    for part in filter(None, (part.strip() for part in parts)):
        text += part if not text or text[-1] in _NO_GAP_AFTER else f" {part}"
    return text
