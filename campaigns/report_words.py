"""The words of a report in English; another language gives its own under the same names."""

from collections.abc import Mapping
from types import MappingProxyType

ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "title": "Report of a warning campaign",
        "campaign": "Campaign",
        "state": "State",
        "area": "Area",
        "everywhere": "no area named",
        "audience": "Audience",
        "channel": "Channel",
        "warning": "Warning",
        "own-words": "own words",
        "approved": "Approved",
        "first-call": "First call",
        "last-call": "Last call",
        "approval-to-first": "From approval to the first call",
        "first-to-last": "From the first to the last call",
        "recipients": "recipients",
        "got-it": "heard or received the warning",
        "acknowledged": "confirmed it by key",
        "attempts": "calls and texts in all",
        "skipped": "rows left out",
        "ends": "What came of it",
        "by-area": "By area",
        "by-language": "By language",
        "by-kind": "By kind of line",
        "by-attempt": "By attempt",
        "by-hour": "By hour (Japan's time)",
        "of": "of",
        "others": "others",
        "none": "not known",
        "legend": "Dark: heard or received the warning. Light: all others.",
        "footer": "This page holds no telephone number.",
        "minutes": "min",
        "hours": "h",
        "seconds": "s",
        "resident": "residents",
        "institution": "institutions",
        "voice": "voice",
        "sms": "SMS",
        "voice-then-sms": "voice, then SMS",
        "auto": "by kind of line",
        "mobile": "mobile",
        "landline": "landline",
        "ip": "IP telephone",
        "toll_free": "toll-free",
        "other": "special number",
        "end.heard": "heard",
        "end.acknowledged": "confirmed by key",
        "end.delivered": "text delivered",
        "end.machine": "answering machine",
        "end.hung_up_early": "hung up early",
        "end.busy": "busy",
        "end.no_answer": "no answer",
        "end.failed": "failed",
        "end.undelivered": "text not delivered",
        "end.no_receipt": "text without receipt",
        "end.not_placed": "not placed",
        "end.cancelled": "cancelled",
        "end.unknown": "not known",
        "end.refused": "asked not to be called",
        "end.expired": "time was up",
        "end.stopped": "stopped before the call",
        "end.waiting": "waiting",
        "end.claimed": "waiting",
        "end.open": "being called",
        "end.placing": "being called",
        "end.placed": "being called",
        "end.ringing": "ringing",
        "end.answered": "listening",
        "end.sent": "text sent",
    }
)


def value_label(part: str, value: str, words: Mapping[str, str] = ENGLISH) -> str:
    """Return how one value of a part is written: kinds of line and languages in words, others as they are."""
    if part in {"kind", "language"}:
        return words.get(value, value)
    return value or words["none"]
