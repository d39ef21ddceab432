"""What operators do with the directory of institutions: a table comes in, entries change or are taken out."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.dialled import ORDINARY
from campaigns.directory import Directory, Imported
from campaigns.entries import Entry, read_entries
from campaigns.judging import Bad, Duplicate
from campaigns.kinds import Kind
from campaigns.models import Institution
from campaigns.people import Actor, Role
from privacy.audit import Audit, Detail
from privacy.audit import Entry as Act
from privacy.number import Kind as LineKind


@dataclass(slots=True)
class Table:
    """What a table of institutions holds. It holds numbers and does not print them."""

    entries: list[Entry] = field(default_factory=list, repr=False)
    bad: list[Bad] = field(default_factory=list)
    duplicates: int = 0


def read(file: BinaryIO, dials: Collection[LineKind] = ORDINARY) -> Table:
    """Read a table of institutions, of the kinds of line that are dialled; raises TableInvalid."""
    found = Table()
    for one in read_entries(file, dials):
        match one:
            case Bad():
                found.bad.append(one)
            case Duplicate():
                found.duplicates += 1
            case Entry():
                found.entries.append(one)
    return found


def directory_of(desk: Desk) -> Directory:
    """Return the directory."""
    return Directory(desk.engine, desk.keystore)


def bring_in(desk: Desk, table: Table, actor: Actor, now: datetime, *, replace: bool) -> Imported:
    """Put the good rows of a table into the directory, all or none; the caller decides about bad ones."""
    actor.must_be(Role.EDITOR, "change the directory of institutions")
    directory = directory_of(desk)
    with directory.alone() as session:
        language = desk.prompts.languages[0]
        done = directory.store(session, table.entries, language, now, replace=replace)
        detail: Detail = {"added": done.added, "known": done.known, "removed": done.removed}
        _audit(session, desk, actor, "institution import", detail, now)
    return done


@dataclass(frozen=True, slots=True)
class Described:
    """What an entry says of itself, its number and extension apart: those make it another entry."""

    name: str
    kind: Kind
    area: str | None
    language: str
    hours: str | None


def describe(desk: Desk, id: str, about: Described, actor: Actor, now: datetime) -> bool:
    """Describe an entry anew; return False where it is gone. It stays enrolled, or not."""
    actor.must_be(Role.EDITOR, "change the directory of institutions")
    with directory_of(desk).alone() as session:
        row = session.get(Institution, id)
        if row is None:
            return False
        row.name, row.kind, row.area = about.name, about.kind, about.area
        row.language, row.hours = about.language, about.hours
        _audit(session, desk, actor, "institution change", {"id": id}, now)
    return True


def take_out(desk: Desk, ids: Collection[str] | None, actor: Actor, now: datetime) -> list[str]:
    """Take entries out of the directory, all of them where `ids` is None; return those that were there.

    A campaign that has yet to call one of them will not.
    """
    actor.must_be(Role.EDITOR if ids is not None else Role.APPROVER, "take institutions out of the directory")
    directory = directory_of(desk)
    with directory.alone() as session:
        meant = session.scalars(select(Institution.id)).all() if ids is None else ids
        gone = directory.remove(session, meant)
        _audit(session, desk, actor, "institution remove", {"count": len(gone)}, now)
    return gone


def _audit(session: Session, desk: Desk, actor: Actor, act: str, detail: Detail, now: datetime) -> None:
    entry = Act(actor.name, actor.system_user, act, "directory", detail)
    Audit(desk.keystore).record(session, entry, now)
