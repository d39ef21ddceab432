"""Tries that failed, by network address, by name or by browser: each makes the next wait twice as long.

Who or what it was stands here only as an HMAC under that day's key, which is destroyed after seven days.
"""

import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from console.models import FailedSignIn
from db.clock import TOKYO
from db.insert import insert_new
from privacy.keystore import KeyStore
from privacy.retention import day_key

LONGEST = 3600
"""Seconds."""
FREE = 4
"""Failures of one address that cost nothing: a whole office may share it."""
KEPT = timedelta(days=1)


def wait(failures: int) -> timedelta:
    """Return how long the next try is not looked at: 2, 4, 8 seconds and so on, up to an hour."""
    return timedelta(seconds=min(2 ** min(failures, 20), LONGEST) if failures > 0 else 0)


@dataclass(frozen=True, slots=True)
class Delays:
    """Counts tries. Each is noted as failed before it is looked at, so that many at once are one try."""

    engine: Engine
    keystore: KeyStore

    def begin(self, what: str, now: datetime, free: int = 0) -> bool:
        """Note a try; False where it comes too early and must not be looked at."""
        handle = self._handle(what, now)
        with Session(self.engine) as session, session.begin():
            new = {"handle": handle, "failures": 0, "locked_until": now}
            session.execute(insert_new(session.get_bind().dialect, FailedSignIn).values(new))
            row = session.get_one(FailedSignIn, handle, with_for_update=True)
            if row.locked_until > now:
                return False
            row.failures += 1
            row.locked_until = now + wait(row.failures - free)
            return True

    def undo(self, what: str, now: datetime) -> None:
        """Take a try back that was right; what failed before still counts."""
        with Session(self.engine) as session, session.begin():
            row = session.get(FailedSignIn, self._handle(what, now), with_for_update=True)
            if row is not None:
                row.failures, row.locked_until = max(row.failures - 1, 0), now

    def forget(self, now: datetime) -> int:
        """Delete what has waited for a day, and return how many rows it was."""
        old = delete(FailedSignIn).where(FailedSignIn.locked_until < now - KEPT)
        with Session(self.engine) as session, session.begin():
            return len(session.execute(old.returning(FailedSignIn.handle)).all())

    def _handle(self, what: str, now: datetime) -> bytes:
        key = self.keystore.create_or_get(day_key(now.astimezone(TOKYO).date()))
        return hmac.digest(key, b"sign-in:" + what.encode(), "sha256")


def network_of(address: str | None) -> str | None:
    """Return what tries of an address are counted by; None for this machine itself, or where it is not known.

    A home has a whole /64 of IPv6. A proxy on this machine stands for everybody: were it counted, whoever
    fails at the door would shut it for all.
    """
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if found.is_loopback:
        return None
    return f"address:{ipaddress.ip_network((found, 64 if found.version == 6 else 32), strict=False)}"
