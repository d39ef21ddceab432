"""The record of who did what: entries can be added, and a changed, missing or invented one is found."""

import hmac
import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.insert import insert_new
from privacy.keystore import KeyStore
from privacy.models import AuditEntry, AuditHead

_KEY = "audit"
_START = bytes(32)
_BATCH = 1000

Detail = Mapping[str, str | int | bool | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: `actor` is the name given with --as or at login, `subject` what it was done to (an id).

    `detail` holds counts, states and names of settings; never a number, a message or a resident's name.
    """

    actor: str
    system_user: str
    act: str
    subject: str = ""
    detail: Detail = field(default_factory=dict)


class Audit:
    """A chain of HMACs under a lasting key.

    Whoever writes to the database without the key cannot change, drop or add an entry unseen; putting back
    an older copy of all the tables is seen only by comparing the last id with one noted elsewhere.
    """

    def __init__(self, keystore: KeyStore) -> None:
        self._keystore = keystore

    def record(self, session: Session, entry: Entry, now: datetime) -> int:
        """Add an entry in the session's transaction and return its id; other writers wait until it ends."""
        key = self._keystore.create_or_get(_KEY)
        head = self._locked_head(session, key)
        row = AuditEntry(
            id=head.last + 1,
            at=now.astimezone(UTC),
            actor=entry.actor,
            system_user=entry.system_user,
            act=entry.act,
            subject=entry.subject,
            detail=dict(entry.detail),
            previous=head.last_mac,
        )
        row.mac = _mac_of(key, row)
        head.last, head.last_mac = row.id, row.mac
        head.mac = _mac_of_head(key, row.id, row.mac)
        session.add(row)
        session.flush()
        return row.id

    def verify(self, session: Session) -> int | None:
        """Return the id of the first entry that is changed, missing or invented; None when all is well.

        Reads a thousand entries at a time. Raises KeyGone when the audit's key is missing.
        """
        head = session.get(AuditHead, 1)
        if head is None:
            return session.scalar(select(func.min(AuditEntry.id)))
        key = self._keystore.get(_KEY)
        last, mac, sound = self._followed(session, key)
        if not sound:
            return last + 1
        ends_here = (head.last, head.last_mac) == (last, mac)
        if ends_here and hmac.compare_digest(head.mac, _mac_of_head(key, last, mac)):
            return None
        return min(head.last, last) + 1

    def _followed(self, session: Session, key: bytes) -> tuple[int, bytes, bool]:
        """Return id and MAC of the last entry up to which the chain holds, and whether that is its end."""
        rows = select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=_BATCH)
        last, mac = 0, _START
        with closing(session.scalars(rows)) as entries:  # PostgreSQL's cursor stays open otherwise.
            for row in entries:
                follows = row.id == last + 1 and row.previous == mac
                if not follows or not hmac.compare_digest(row.mac, _mac_of(key, row)):
                    return last, mac, False
                last, mac = row.id, row.mac
        return last, mac, True

    def _locked_head(self, session: Session, key: bytes) -> AuditHead:
        start = {"id": 1, "last": 0, "last_mac": _START, "mac": _mac_of_head(key, 0, _START)}
        session.execute(insert_new(session.get_bind().dialect, AuditHead).values(start))
        locked = select(AuditHead).where(AuditHead.id == 1).with_for_update()
        return session.scalars(locked.execution_options(populate_existing=True)).one()


def _mac_of(key: bytes, row: AuditEntry) -> bytes:
    at = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    fields = [row.id, at, row.actor, row.system_user, row.act, row.subject, row.detail, row.previous.hex()]
    return hmac.digest(key, b"entry" + json.dumps(fields, sort_keys=True).encode(), "sha256")


def _mac_of_head(key: bytes, last: int, last_mac: bytes) -> bytes:
    return hmac.digest(key, b"head" + json.dumps([last, last_mac.hex()]).encode(), "sha256")
