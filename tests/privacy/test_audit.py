"""What was done cannot be undone on paper."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, delete, select, text, update
from sqlalchemy.orm import Session

from db.clock import ManualClock
from privacy.audit import Audit, Entry
from privacy.keystore import FolderKeyStore
from privacy.models import AuditEntry, AuditHead


@pytest.fixture
def audit(keystore: FolderKeyStore) -> Audit:
    return Audit(keystore)


@pytest.fixture
def five_acts(audit: Audit, engine: Engine, clock: ManualClock) -> Engine:
    for act in ("create", "submit", "approve", "start", "stop"):
        clock.sleep(60.25)
        with Session(engine) as session, session.begin():
            audit.record(
                session, Entry("佐藤", "yobikake", act, "c1", {"count": 3, "live": False}), clock.now()
            )
    return engine


def test_an_untouched_record_is_sound(audit: Audit, five_acts: Engine) -> None:
    with Session(five_acts) as session:
        assert audit.verify(session) is None
        assert [row.act for row in session.scalars(select(AuditEntry).order_by(AuditEntry.id))][-1] == "stop"


def test_an_empty_record_is_sound(audit: Audit, engine: Engine) -> None:
    with Session(engine) as session:
        assert audit.verify(session) is None


@pytest.mark.parametrize(
    "forgery",
    [
        {"actor": "tanaka"},
        {"act": "reject"},
        {"subject": "c2"},
        {"system_user": "root"},
        {"detail": {"count": 4, "live": False}},
        {"previous": b"p" * 32},
        {"mac": b"m" * 32},
    ],
)
def test_an_edited_entry_is_found(audit: Audit, five_acts: Engine, forgery: dict[str, object]) -> None:
    with Session(five_acts) as session, session.begin():
        session.execute(update(AuditEntry).where(AuditEntry.id == 3).values(forgery))

    with Session(five_acts) as session:
        assert audit.verify(session) == 3


@pytest.mark.parametrize(("removed", "found"), [(1, 1), (3, 3), (5, 5)])
def test_a_removed_entry_is_found(audit: Audit, five_acts: Engine, removed: int, found: int) -> None:
    with Session(five_acts) as session, session.begin():
        session.execute(delete(AuditEntry).where(AuditEntry.id == removed))

    with Session(five_acts) as session:
        assert audit.verify(session) == found


def test_a_tail_cut_off_together_with_the_head_is_found(audit: Audit, five_acts: Engine) -> None:
    with Session(five_acts) as session, session.begin():
        session.execute(delete(AuditEntry).where(AuditEntry.id > 3))
        last = session.get(AuditEntry, 3)
        session.execute(update(AuditHead).values(last=3, last_mac=last.mac))

    with Session(five_acts) as session:
        assert audit.verify(session) == 4


@pytest.mark.parametrize(
    ("forgery", "found"), [({"last": 4}, 5), ({"last_mac": b"m" * 32}, 6), ({"mac": b"m" * 32}, 6)]
)
def test_an_edited_head_is_found(
    audit: Audit, five_acts: Engine, forgery: dict[str, object], found: int
) -> None:
    with Session(five_acts) as session, session.begin():
        session.execute(update(AuditHead).values(forgery))

    with Session(five_acts) as session:
        assert audit.verify(session) == found


def test_an_entry_of_an_older_copy_does_not_fit_in(
    audit: Audit, five_acts: Engine, clock: ManualClock
) -> None:
    with Session(five_acts) as session:
        audit.record(session, Entry("sato", "yobikake", "close", "c1"), clock.now())
        undone = session.get(AuditEntry, 6)
        older = {
            name: getattr(undone, name) for name in ("actor", "act", "subject", "detail", "previous", "mac")
        }
        session.rollback()
    with Session(five_acts) as session, session.begin():
        audit.record(session, Entry("suzuki", "yobikake", "correct", "c1"), clock.now())
        audit.record(session, Entry("suzuki", "yobikake", "close", "c1"), clock.now())
        session.execute(update(AuditEntry).where(AuditEntry.id == 6).values(older))

    with Session(five_acts) as session:
        assert audit.verify(session) == 7


def test_entries_without_a_head_are_found(audit: Audit, five_acts: Engine) -> None:
    with Session(five_acts) as session, session.begin():
        session.execute(text("DELETE FROM audit_head"))

    with Session(five_acts) as session:
        assert audit.verify(session) == 1


def test_writers_at_the_same_time_make_one_chain(audit: Audit, engine: Engine, clock: ManualClock) -> None:
    def act(number: int) -> int:
        with Session(engine) as session, session.begin():
            return audit.record(session, Entry("system", "yobikake", "tick", str(number)), clock.now())

    with ThreadPoolExecutor(8) as pool:
        ids = sorted(pool.map(act, range(40)))

    assert ids == list(range(1, 41))
    with Session(engine) as session:
        assert audit.verify(session) is None


def test_an_act_that_was_undone_leaves_no_gap(audit: Audit, five_acts: Engine, clock: ManualClock) -> None:
    with Session(five_acts) as session:
        audit.record(session, Entry("sato", "yobikake", "close", "c1"), clock.now())
        session.rollback()

    with Session(five_acts) as session, session.begin():
        assert audit.record(session, Entry("sato", "yobikake", "close", "c1"), clock.now()) == 6
    with Session(five_acts) as session:
        assert audit.verify(session) is None
