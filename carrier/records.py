"""Reads the carrier's resources: what of a call or text is ours to know, and nothing else of it."""

import re
from datetime import UTC, datetime
from typing import Any

from carrier import statuses
from carrier.port import Progress, Record, Unavailable
from privacy.number import NotANumber, PhoneNumber

_REFERENCE = re.compile(r"(CA|SM|MM)[0-9a-fA-F]{32}\Z")


def is_call(ref: str) -> bool | None:
    """Tell a call's reference from a text's; None when it is neither."""
    found = _REFERENCE.match(ref)
    return found[1] == "CA" if found else None


def reference_in(made: Any) -> str:
    """Return the reference of what was just made; raises Unavailable when the answer names none."""
    if not isinstance(made.sid, str) or is_call(made.sid) is None:
        raise Unavailable("the carrier's answer names no reference")
    return made.sid


def call_record(call: Any) -> Record:
    """Read a call. A status that we do not know counts as queued: it exists, and nothing more is certain."""
    return Record(
        ref=call.sid,
        progress=statuses.call_progress(call.status) or Progress.QUEUED,
        to=_number(call.to),
        created_at=call.date_created,
        duration=int(call.duration) if str(call.duration).isdecimal() else None,
        listener=statuses.listener(call.answered_by if isinstance(call.answered_by, str) else None),
    )


def text_record(text: Any) -> Record:
    """Read a text, likewise."""
    return Record(
        ref=text.sid,
        progress=statuses.text_progress(text.status) or Progress.QUEUED,
        to=_number(text.to),
        created_at=text.date_created,
        code=text.error_code if isinstance(text.error_code, int) else None,
    )


def once(lists: list[list[Any]], limit: int) -> list[Any]:
    """Put lists together, each resource once; raises Unavailable when one holds more than the limit."""
    if any(len(found) > limit for found in lists):
        raise Unavailable(f"the carrier holds more than {limit} records of that time; ask for more")
    # What moved on between two requests is in both, and the later word counts.
    return list({resource.sid: resource for found in lists for resource in found}.values())


def utc(instant: datetime) -> datetime:
    """Move an instant to UTC, because the library writes `Z` behind whatever hour it is given."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone was given; make it aware")
    return instant.astimezone(UTC)


def _number(text: object) -> PhoneNumber | None:
    try:
        return PhoneNumber.parse(text) if isinstance(text, str) else None
    except NotANumber:
        return None
