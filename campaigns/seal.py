"""What an approver answers for, as fingerprints: what was changed after an approval has a name."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Set
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.models import Campaign, Script
from prompts import acts

Seal = Mapping[str, str]
"""A fingerprint (SHA-256, hex) of each part."""


class Changed(Exception):
    """What was approved is no longer what would be sent; it needs a new approval."""


def seal(session: Session, desk: Desk, campaign: Campaign) -> dict[str, str]:
    """Return the fingerprints of all that an approver answers for."""
    scripts = session.scalars(
        select(Script).where(Script.campaign_id == campaign.id).order_by(Script.language)
    ).all()
    parts: dict[str, object] = {
        "plan": campaign.plan,
        "words": [[one.language, one.voice, one.text] for one in scripts],
        "recipients": campaign.audience_digest,
        "line policy": _plain(desk.policy),
        "senders": [list(desk.voices), list(desk.texts)],
        **_reviews(session, {one.language for one in scripts}),
    }
    return {name: _fingerprint(part) for name, part in parts.items()}


def digest(sealed: Seal) -> str:
    """Return one fingerprint of all parts."""
    return _fingerprint(dict(sealed))


def changed(session: Session, desk: Desk, campaign: Campaign) -> list[str]:
    """Return the names of what is not as it was when somebody approved it."""
    now, then = seal(session, desk, campaign), campaign.approved_parts
    if then is None or digest(then) != campaign.approved_digest:
        return ["the approval itself"]  # Given by an earlier version, or written by nobody who may.
    return sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))


def must_be_as_approved(session: Session, desk: Desk, campaign: Campaign) -> None:
    """Raise Changed, naming what differs from what was approved."""
    names = changed(session, desk, campaign)
    if names:
        what = ", ".join(names)
        raise Changed(
            f"campaign {campaign.id} was changed after its approval: {what}: create and submit it anew"
        )


def _reviews(session: Session, languages: Set[str]) -> dict[str, object]:
    """Return who has answered for the words of each language until now; asked anew, not from memory."""
    done = acts.everything(session)
    return {
        f"review of {tag}": [[one.act, one.digest, one.actor] for one in done if one.subject == tag]
        for tag in languages
    }


def _fingerprint(part: object) -> str:
    return hashlib.sha256(json.dumps(part, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(value: object) -> object:
    """Return a value as JSON has it, the same in every process."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, Set):
        return sorted(str(_plain(one)) for one in value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return str(value.value)
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
