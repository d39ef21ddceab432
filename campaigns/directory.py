"""The directory of institutions: names are open, numbers are sealed under a lasting key of its own."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, Select, delete, select
from sqlalchemy.orm import Session

from campaigns.entries import Entry
from campaigns.ids import new_id
from campaigns.kinds import Kind
from campaigns.models import Institution
from db.alone import alone
from db.engine import reading
from privacy.keystore import KeyGone, KeyStore
from privacy.vault import Destination, handle, open_number, seal_number

KEY = "directory"
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Imported:
    """How many entries came in, were there already, and were taken out because the table lacks them."""

    added: int = 0
    known: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which entries are meant: of one area, of some kinds, or all; `enrolled` as they must be, if asked."""

    area: str | None = None
    kinds: tuple[Kind, ...] = ()
    enrolled: bool | None = None

    def rows(self) -> Select[Institution]:
        """Return the entries in the order of their names."""
        rows = select(Institution).order_by(Institution.name, Institution.id)
        if self.area is not None:
            rows = rows.where(Institution.area == self.area)
        if self.kinds:
            rows = rows.where(Institution.kind.in_(self.kinds))
        if self.enrolled is not None:
            there = Institution.enrolled_at
            rows = rows.where(there.is_not(None) if self.enrolled else there.is_(None))
        return rows


class Directory:
    """The entries. What opens numbers raises KeyGone where there are entries and no key to them."""

    def __init__(self, engine: Engine, keystore: KeyStore) -> None:
        self.engine = engine
        self._keystore = keystore

    def store(
        self, session: Session, entries: Sequence[Entry], language: str, now: datetime, *, replace: bool
    ) -> Imported:
        """Add entries, and describe anew those that are known by number and extension; they stay enrolled.

        `language` is for those that name none. With `replace` all others are removed.
        """
        known = {row.handle: row for row in session.scalars(select(Institution))}
        key = self._key_to_write(has_entries=bool(known))
        given = {handle(key, entry.number, entry.extension): entry for entry in entries}
        for mark, entry in given.items():
            row = known.get(mark)
            if row is None:
                sealed = seal_number(key, entry.number, entry.extension, _binding(mark))
                row = Institution(id=new_id(), handle=mark, sealed=sealed, added_at=now)
                session.add(row)
            row.name, row.kind, row.area, row.hours = entry.name, entry.kind, entry.area, entry.hours
            row.language = entry.language or language
        gone = [row.id for mark, row in known.items() if mark not in given] if replace else []
        added = len(given.keys() - known.keys())
        return Imported(added, len(given) - added, len(self.remove(session, gone)))

    def compare(self, entries: Sequence[Entry]) -> Imported:
        """Return what `store` would do with `replace`, and store nothing."""
        with Session(reading(self.engine)) as session:
            known = set(session.scalars(select(Institution.handle)))
        if not known:
            return Imported(added=len({(entry.number, entry.extension) for entry in entries}))
        key = self._key()
        given = {handle(key, entry.number, entry.extension) for entry in entries}
        return Imported(len(given - known), len(given & known), len(known - given))

    def remove(self, session: Session, ids: Collection[str]) -> list[str]:
        """Take entries out for good; return the ids of those that were there. No key is needed."""
        found, left = list[str](), sorted(set(ids))
        for first in range(0, len(left), _CHUNK):
            gone = delete(Institution).where(Institution.id.in_(left[first : first + _CHUNK]))
            found += session.scalars(gone.returning(Institution.id))
        return found

    def everybody(self, chosen: Chosen) -> Iterator[tuple[Institution, Destination]]:
        """Open the numbers of the entries that are meant, one after the other."""
        with Session(reading(self.engine)) as session:
            found = session.scalars(chosen.rows()).all()
        key = self._key() if found else b""
        for row in found:
            yield row, open_number(key, row.sealed, _binding(row.handle))

    def alone(self) -> AbstractContextManager[Session]:
        """Begin a transaction beside which nobody changes the directory."""
        return alone(self.engine, Institution)

    def _key_to_write(self, *, has_entries: bool) -> bytes:
        # A new key beside old entries would never find them again.
        return self._key() if has_entries else self._keystore.create_or_get(KEY)

    def _key(self) -> bytes:
        try:
            return self._keystore.get(KEY)
        except KeyGone:
            raise KeyGone(
                "the key of the directory is gone, so no institution can be called: bring it back from its "
                "export, or empty the directory with `yobikake institution remove --all` and import it anew"
            ) from None


def _binding(mark: bytes) -> bytes:
    return b"directory/" + mark
