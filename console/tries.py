"""Asks for passwords and codes: says nothing of who exists, and waits twice as long after each failure."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from campaigns.people import NotAllowed, Role
from console import factor
from console.delays import FREE, Delays, wait
from console.models import Operator
from console.passwords import matches
from privacy.keystore import KeyStore

WRONG = "name or password is wrong, or there were too many tries: wait a moment and try again"


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """Lets people in."""

    engine: Engine
    keystore: KeyStore

    def must_know(self, name: str, password: str, now: datetime, network: str | None = None) -> Role:
        """Return the person's role if the password is right; raises NotAllowed, saying nothing of who exists.

        Each failure doubles the time until the next try is looked at, up to an hour: for the account, for a
        name that nobody has, and for the network that the try came from.
        """
        if network is not None and not self._delays.begin(network, now, FREE):
            raise NotAllowed(WRONG)  # Whoever is there or not: no time is spent on it that callers need.
        stored = self._begin(name, now)
        # No transaction is open here: a comparison takes long on purpose, and SQLite has one writer.
        right = matches(stored, password)
        role = self._note_success(name, stored) if right else None
        if role is None:
            raise NotAllowed(WRONG)
        if network is not None:
            self._delays.undo(network, now)
        return role

    def must_show(self, name: str, code: str, now: datetime, phones: datetime) -> None:
        """Take a code of somebody's second factor; raises NotAllowed. Each code is taken once.

        A wrong one counts as a wrong password does, and a right password forgives none of them: who knows
        the password alone finds the wait as long as before.
        """
        with Session(self.engine) as session, session.begin():
            found = session.get(Operator, name, with_for_update=True)
            right = False
            if found is not None and _enters(found) and _is_free(found, now):
                _note_try(found, now)
                right = factor.take(self.keystore, found, code, phones)
            if found is not None and right:
                found.failures, found.locked_until = 0, None
        if not right:
            raise NotAllowed("that code is wrong, was used before, or came too soon after a failure")

    @property
    def _delays(self) -> Delays:
        return Delays(self.engine, self.keystore)

    def _begin(self, name: str, now: datetime) -> str | None:
        """Return what the password is compared with, or None where this try does not count.

        The try is noted as failed before it is looked at, so that many at once are one try.
        """
        with Session(self.engine) as session, session.begin():
            found = session.get(Operator, name, with_for_update=True)
            if found is not None and not found.disabled_at and found.password is not None:
                if not _is_free(found, now):
                    return None
                _note_try(found, now)
                return found.password
        self._delays.begin(f"name:{name}", now)  # A name that nobody has takes as long to write.
        return None

    def _note_success(self, name: str, stored: str | None) -> Role | None:
        with Session(self.engine) as session, session.begin():
            found = session.get(Operator, name, with_for_update=True)
            if found is None or found.disabled_at or found.password != stored:
                return None  # Disabled, or given a new link, while the password was compared.
            found.failures = found.failures - 1 if found.factor_since else 0
            found.locked_until = None
            return Role(found.role)


def _enters(found: Operator) -> bool:
    # Who was given a new link has nothing yet: a code would let in whoever knew the old password.
    return not found.disabled_at and (found.password or found.subject) is not None


def _is_free(found: Operator, now: datetime) -> bool:
    return found.locked_until is None or found.locked_until <= now


def _note_try(found: Operator, now: datetime) -> None:
    found.failures += 1
    found.locked_until = now + wait(found.failures)
