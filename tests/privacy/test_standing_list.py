"""Who asked to be warned stands on a list until the end date, in a form that is of no use to a thief."""

import threading
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db.clock import ManualClock
from privacy.keystore import FolderKeyStore, KeyGone
from privacy.models import Registration
from privacy.number import Caller, PhoneNumber
from privacy.retention import Retention, default_jobs
from privacy.scan import scan
from privacy.standing_list import StandingList, TooMany
from privacy.vault import Unsealable, open_number
from privacy.wanted import Count, Wanted, end_of, months_on, reached

NUMBER, OTHER = PhoneNumber.parse("045-300-0007"), PhoneNumber.parse("090-1234-5678")
DATA, HANDLES = "list/registered/data", "list/registered/handles"


@pytest.fixture
def now(clock: ManualClock) -> datetime:
    return clock.now()


@pytest.fixture
def listed(engine: Engine, keystore: FolderKeyStore) -> StandingList:
    return StandingList(engine, keystore)


@pytest.fixture
def elsewhere(
    engine: Engine, tmp_path: Path, service_key: bytes, keystore: FolderKeyStore, clock: ManualClock
) -> StandingList:
    """The same list as another process has it, with a memory for keys of its own."""
    return StandingList(engine, FolderKeyStore(tmp_path / "keys", service_key, clock))


def wanted(now: datetime, area: str | None = "旭区", days: int = 30, language: str = "ja") -> Wanted:
    return Wanted("voice", language, area, now + timedelta(days=days))


def on(listed: StandingList, now: datetime) -> list[PhoneNumber]:
    return sorted(one.number for one in listed.everybody(now))


def rows(engine: Engine) -> list[Registration]:
    with Session(engine) as session:
        return list(session.scalars(select(Registration)))


def test_a_caller_is_on_the_list_and_can_be_called(listed: StandingList, now: datetime) -> None:
    listed.add(Caller(NUMBER), wanted(now), now, "hotline")

    (one,) = listed.everybody(now)
    assert (one.number, one.channel, one.language, one.area) == (NUMBER, "voice", "ja", "旭区")


def test_a_later_wish_replaces_the_earlier(listed: StandingList, now: datetime) -> None:
    listed.add(NUMBER, wanted(now), now, "hotline")
    listed.add(NUMBER, wanted(now, area=None, language="en"), now, "text")

    assert listed.counts(now) == [Count(None, "en", "voice", 1)]


def test_whoever_leaves_is_gone(listed: StandingList, now: datetime, engine: Engine) -> None:
    listed.add(NUMBER, wanted(now), now, "hotline")
    listed.add(OTHER, wanted(now), now, "hotline")

    assert listed.remove(Caller(NUMBER))
    assert not listed.remove(Caller(NUMBER))
    assert on(listed, now) == [OTHER]


def test_past_the_end_date_nobody_is_on_it_and_then_the_row_is_gone(
    listed: StandingList, now: datetime, engine: Engine, keystore: FolderKeyStore
) -> None:
    listed.add(NUMBER, wanted(now, days=1), now, "hotline")
    listed.add(OTHER, wanted(now, days=2), now, "hotline")
    later = now + timedelta(days=1)

    assert on(listed, later) == [OTHER]
    with Session(engine) as session:
        assert not listed.contains(session, NUMBER, later)
        assert listed.contains(session, OTHER, later)
    assert Retention(default_jobs(engine, keystore)).run_all(later)["registrations"] == 1
    assert len(rows(engine)) == 1


def test_the_keys_go_with_the_last_and_not_before(
    listed: StandingList, now: datetime, keystore: FolderKeyStore
) -> None:
    listed.add(NUMBER, wanted(now, days=1), now, "hotline")
    listed.add(OTHER, wanted(now, days=2), now, "hotline")

    listed.expire(now + timedelta(days=1))
    assert keystore.names("list/") == [DATA, HANDLES]
    listed.expire(now + timedelta(days=2))
    assert keystore.names("list/") == []


def test_a_copy_of_the_database_and_all_of_todays_keys_open_nothing_of_who_left(
    listed: StandingList, now: datetime, keystore: FolderKeyStore, engine: Engine
) -> None:
    listed.add(NUMBER, wanted(now), now, "hotline")
    (copy,) = rows(engine)
    listed.remove(NUMBER)
    listed.expire(now)
    listed.add(OTHER, wanted(now), now, "hotline")

    assert NUMBER.handle_under(keystore.get(HANDLES)) != copy.handle
    with pytest.raises(Unsealable):
        open_number(keystore.get(DATA), copy.sealed, b"list/registered/" + copy.handle)


def test_a_seal_moved_to_another_row_does_not_open(
    listed: StandingList, now: datetime, engine: Engine
) -> None:
    listed.add(NUMBER, wanted(now), now, "hotline")
    listed.add(OTHER, wanted(now), now, "hotline")
    with Session(engine) as session, session.begin():
        one, other = session.scalars(select(Registration))
        one.sealed, other.sealed = other.sealed, one.sealed

    with pytest.raises(Unsealable):
        on(listed, now)


def test_another_process_that_knew_older_keys_uses_the_new_ones(
    listed: StandingList, elsewhere: StandingList, now: datetime
) -> None:
    listed.add(NUMBER, wanted(now), now, "hotline")
    assert on(elsewhere, now) == [NUMBER]
    listed.remove(NUMBER)
    listed.expire(now)
    listed.add(NUMBER, wanted(now), now, "hotline")

    elsewhere.add(OTHER, wanted(now), now, "hotline")

    assert on(listed, now) == [NUMBER, OTHER]
    assert elsewhere.remove(NUMBER)


def test_while_one_process_registers_another_destroys_no_key(
    listed: StandingList, elsewhere: StandingList, now: datetime
) -> None:
    def come_and_go() -> None:
        for _ in range(20):
            listed.add(NUMBER, wanted(now), now, "hotline")
            listed.remove(NUMBER)

    coming = threading.Thread(target=come_and_go)
    coming.start()
    while coming.is_alive():
        elsewhere.expire(now)
    coming.join()
    listed.add(NUMBER, wanted(now), now, "hotline")

    assert on(listed, now) == [NUMBER]


def test_where_the_keys_were_lost_nothing_is_added_that_could_not_be_found(
    listed: StandingList, now: datetime, keystore: FolderKeyStore, engine: Engine
) -> None:
    listed.add(NUMBER, wanted(now), now, "hotline")
    keystore.destroy(DATA)
    keystore.destroy(HANDLES)

    with pytest.raises(KeyGone, match="list withdraw --everybody"):
        listed.add(OTHER, wanted(now), now, "hotline")
    with pytest.raises(KeyGone):
        on(listed, now)
    assert listed.clear() == 1
    listed.add(OTHER, wanted(now), now, "hotline")
    assert on(listed, now) == [OTHER]


def test_no_more_than_so_many_register_within_an_hour_but_whoever_is_on_it_can_renew(
    listed: StandingList, now: datetime
) -> None:
    numbers = [PhoneNumber.parse(f"090-1234-{n:04}") for n in range(4)]
    for number in numbers[:3]:
        listed.add(number, wanted(now), now, "hotline", at_most=3)

    with pytest.raises(TooMany):
        listed.add(numbers[3], wanted(now), now, "text", at_most=3)
    listed.add(numbers[0], wanted(now, area=None), now, "text", at_most=3)
    listed.add(numbers[3], wanted(now), now, "operator")
    hour_later = now + timedelta(hours=1)
    listed.add(OTHER, wanted(now), hour_later, "hotline", at_most=3)
    assert len(on(listed, hour_later)) == 5


def test_nobody_is_counted_by_number_and_no_entry_prints_one(listed: StandingList, now: datetime) -> None:
    listed.add(NUMBER, wanted(now), now, "hotline")
    listed.add(OTHER, wanted(now, area=None), now, "hotline")

    shown = f"{listed.counts(now)} {list(listed.everybody(now))!r}"

    assert [one.area for one in listed.counts(now)] == [None, "旭区"]
    assert not any(part in shown for part in (NUMBER.e164[-7:], OTHER.e164[-8:], "…"))


@pytest.mark.sqlite
def test_the_database_holds_no_number(listed: StandingList, now: datetime, tmp_path: Path) -> None:
    listed.add(NUMBER, wanted(now), now, "hotline")
    listed.add(Caller(OTHER), wanted(now), now, "text")

    assert list(scan([tmp_path], [NUMBER, OTHER])) == []


def test_a_withheld_caller_is_refused(listed: StandingList, now: datetime) -> None:
    with pytest.raises(ValueError, match="withheld"):
        listed.add(Caller(None), wanted(now), now, "hotline")


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2026, 11, 24), 1, date(2026, 12, 24)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_months_are_counted_as_people_do(day: date, months: int, last: date) -> None:
    assert months_on(day, months) == last


def test_a_last_day_is_over_at_midnight_in_japan() -> None:
    assert end_of(date(2026, 12, 24)).isoformat() == "2026-12-25T00:00:00+09:00"


@pytest.mark.parametrize(
    ("number", "by_call", "by_text"),
    [
        ("090-1234-5678", True, True),
        ("045-300-0007", True, False),
        ("050-3123-4567", True, False),
        ("0120-123-456", False, False),
        ("0990-504-123", False, False),
        ("+1 650 253 0000", False, False),
    ],
)
def test_only_lines_that_can_be_warned_at_home_are_taken(number: str, by_call: bool, by_text: bool) -> None:
    kind = PhoneNumber.parse(number).kind

    assert (reached(kind, "voice"), reached(kind, "sms")) == (by_call, by_text)
