"""Whoever says do not call me is not called for a year, and we do not know who that is."""

import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db.clock import ManualClock
from db.engine import make_engine
from privacy.do_not_call import By, DoNotCall
from privacy.keystore import FolderKeyStore
from privacy.models import Refusal
from privacy.number import Caller, PhoneNumber
from tests.support.stores import Databases

NUMBER = PhoneNumber.parse("090-1234-5678")
OTHER = PhoneNumber.parse("080-1234-5678")
DAY, HOUR = 86_400, 3_600


def homes(count: int, first: int = 0) -> list[PhoneNumber]:
    return [PhoneNumber(f"+8145300{n:04}") for n in range(first, first + count)]


@pytest.fixture
def wishes(engine: Engine, keystore: FolderKeyStore) -> DoNotCall:
    """The list of a line that takes three wishes an hour for nothing unusual."""
    return DoNotCall(engine, keystore, an_hour=3)


@pytest.fixture
def counting(wishes: DoNotCall, engine: Engine, clock: ManualClock) -> Callable[[Iterable[PhoneNumber]], int]:
    """How many of these numbers are not called now."""

    def count(numbers: Iterable[PhoneNumber]) -> int:
        with Session(engine) as session:
            return sum(wishes.contains(session, number, clock.now()) for number in numbers)

    return count


def covered(_session: Session) -> bool:
    return True


def test_a_caller_who_asks_is_on_the_list_by_number(
    wishes: DoNotCall, engine: Engine, clock: ManualClock
) -> None:
    assert wishes.add(Caller(NUMBER), clock.now(), By.HOTLINE)

    with Session(engine) as session:
        assert wishes.contains(session, NUMBER, clock.now())
        assert not wishes.contains(session, OTHER, clock.now())


def test_many_are_asked_about_at_once(wishes: DoNotCall, engine: Engine, clock: ManualClock) -> None:
    wishes.add(NUMBER, clock.now(), By.TEXT)
    asked = [wishes.handle(NUMBER), wishes.handle(OTHER)]

    with Session(engine) as session:
        assert wishes.contains_any(session, asked, clock.now()) == {wishes.handle(NUMBER)}
        assert wishes.contains_any(session, [], clock.now()) == set()


def test_asking_again_is_not_new_and_begins_the_year_anew(
    wishes: DoNotCall, engine: Engine, clock: ManualClock
) -> None:
    asked_first = clock.now()
    wishes.add(NUMBER, asked_first, By.HOTLINE)
    clock.sleep(86400)

    assert not wishes.add(NUMBER, clock.now(), By.TEXT)

    with Session(engine) as session:
        row = session.scalars(select(Refusal)).one()
        assert (row.since, row.until, row.by) == (asked_first, clock.now() + timedelta(days=365), "hotline")


def test_the_wish_can_be_taken_back(wishes: DoNotCall, engine: Engine, clock: ManualClock) -> None:
    wishes.add(NUMBER, clock.now(), By.OPERATOR)

    assert wishes.remove(Caller(NUMBER))
    assert not wishes.remove(NUMBER)
    with Session(engine) as session:
        assert not wishes.contains(session, NUMBER, clock.now())


def test_after_a_year_the_row_is_gone(wishes: DoNotCall, engine: Engine, clock: ManualClock) -> None:
    wishes.add(NUMBER, clock.now(), By.HOTLINE)
    year_over = clock.now() + timedelta(days=365)

    with Session(engine) as session, session.begin():
        assert wishes.expire(session, year_over - timedelta(seconds=1)) == 0
        assert wishes.expire(session, year_over) == 1


def test_a_withheld_caller_or_an_unknown_way_is_refused(wishes: DoNotCall, clock: ManualClock) -> None:
    with pytest.raises(ValueError, match="withheld"):
        wishes.add(Caller(None), clock.now(), By.HOTLINE)
    with pytest.raises(ValueError, match="rumour"):
        wishes.add(NUMBER, clock.now(), "rumour")


def test_before_a_wave_a_wish_by_telephone_counts_after_a_day(
    wishes: DoNotCall, clock: ManualClock, counting
) -> None:
    wishes.add(Caller(NUMBER), clock.now(), By.HOTLINE, covered)

    clock.sleep(DAY - 1)
    assert counting([NUMBER]) == 0

    clock.sleep(1)
    assert counting([NUMBER]) == 1


def test_an_operators_word_counts_at_once_also_for_a_wish_that_waits(
    wishes: DoNotCall, clock: ManualClock, counting
) -> None:
    wishes.add(NUMBER, clock.now(), By.OPERATOR, covered)
    wishes.add(Caller(OTHER), clock.now(), By.TEXT, covered)
    assert counting([NUMBER, OTHER]) == 1

    wishes.add(OTHER, clock.now(), By.OPERATOR)

    assert counting([NUMBER, OTHER]) == 2


def test_who_asks_again_waits_no_longer_for_it(wishes: DoNotCall, clock: ManualClock, counting) -> None:
    wishes.add(Caller(NUMBER), clock.now(), By.HOTLINE, covered)
    clock.sleep(DAY - HOUR)

    wishes.add(Caller(NUMBER), clock.now(), By.HOTLINE, covered)

    clock.sleep(HOUR)
    assert counting([NUMBER]) == 1


def test_who_was_called_meanwhile_and_asks_again_is_obeyed_at_once(
    wishes: DoNotCall, clock: ManualClock, counting
) -> None:
    wishes.add(Caller(NUMBER), clock.now(), By.HOTLINE, covered)

    wishes.add(Caller(NUMBER), clock.now(), By.HOTLINE)

    assert counting([NUMBER]) == 1


def test_a_wish_that_counts_is_not_undone_by_asking_again_before_a_wave(
    wishes: DoNotCall, clock: ManualClock, counting
) -> None:
    wishes.add(Caller(NUMBER), clock.now(), By.HOTLINE)

    wishes.add(Caller(NUMBER), clock.now(), By.HOTLINE, covered)

    assert counting([NUMBER]) == 1


def test_a_burst_is_held_all_of_it_and_raises_one_alarm(
    wishes: DoNotCall, engine: Engine, clock: ManualClock, counting, caplog: pytest.LogCaptureFixture
) -> None:
    began = clock.now()
    for number in homes(3):
        wishes.add(Caller(number), clock.now(), By.HOTLINE)
        clock.sleep(60)
    assert counting(homes(5)) == 3

    for number in homes(2, first=3):
        wishes.add(Caller(number), clock.now(), By.TEXT)

    assert counting(homes(5)) == 0
    with Session(engine) as session:
        held = wishes.held(session)
        assert (held.count, held.since) == (5, began)
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "300" not in caplog.text


def test_what_nobody_decides_counts_after_a_day_and_can_be_undone_for_a_week(
    wishes: DoNotCall, engine: Engine, clock: ManualClock, counting
) -> None:
    for number in homes(4):
        wishes.add(Caller(number), clock.now(), By.HOTLINE)

    clock.sleep(DAY)
    assert counting(homes(4)) == 4
    clock.sleep(5 * DAY)
    with Session(engine) as session, session.begin():
        wishes.expire(session, clock.now())
        assert wishes.held(session).count == 4

    clock.sleep(DAY)
    with Session(engine) as session, session.begin():
        wishes.expire(session, clock.now())
        assert wishes.held(session).count == 0
        assert wishes.discard(session) == 0


def test_one_person_who_asks_many_times_is_no_burst(wishes: DoNotCall, clock: ManualClock, counting) -> None:
    for _ in range(10):
        wishes.add(Caller(NUMBER), clock.now(), By.HOTLINE)

    assert counting([NUMBER]) == 1


def test_as_many_over_more_than_an_hour_are_no_burst(wishes: DoNotCall, clock: ManualClock, counting) -> None:
    for number in homes(6):
        wishes.add(Caller(number), clock.now(), By.HOTLINE)
        clock.sleep(HOUR / 3)

    assert counting(homes(6)) == 6


def test_wishes_that_our_own_calls_explain_are_no_burst(
    engine: Engine, keystore: FolderKeyStore, clock: ManualClock, counting
) -> None:
    since: list[datetime] = []

    def two(_session: Session, instant: datetime) -> int:
        since.append(instant)
        return 2

    after_a_wave = DoNotCall(engine, keystore, an_hour=3, expected=two)
    for number in homes(5):
        after_a_wave.add(Caller(number), clock.now(), By.HOTLINE)
    assert counting(homes(5)) == 5

    after_a_wave.add(Caller(NUMBER), clock.now(), By.HOTLINE)
    assert counting([NUMBER, *homes(5)]) == 0
    assert set(since) == {clock.now() - timedelta(hours=1)}


def test_a_burst_touches_neither_older_wishes_nor_those_of_operators(
    wishes: DoNotCall, clock: ManualClock, counting
) -> None:
    wishes.add(Caller(NUMBER), clock.now(), By.HOTLINE)
    clock.sleep(HOUR)
    wishes.add(OTHER, clock.now(), By.OPERATOR)

    for number in [NUMBER, OTHER, *homes(4)]:
        wishes.add(Caller(number), clock.now(), By.HOTLINE)

    assert counting([NUMBER, OTHER]) == 2
    assert counting(homes(4)) == 0


def test_a_held_wish_that_comes_again_stays_held(wishes: DoNotCall, clock: ManualClock, counting) -> None:
    for number in homes(4):
        wishes.add(Caller(number), clock.now(), By.HOTLINE)
    clock.sleep(2 * HOUR)

    for number in homes(4):
        wishes.add(Caller(number), clock.now(), By.HOTLINE)

    assert counting(homes(4)) == 0
    clock.sleep(3 * DAY - 2 * HOUR)
    assert counting(homes(4)) == 4


def test_an_operator_accepts_and_the_next_burst_does_not_hold_them_again(
    wishes: DoNotCall, engine: Engine, clock: ManualClock, counting
) -> None:
    for number in homes(4):
        wishes.add(Caller(number), clock.now(), By.HOTLINE)
    with Session(engine) as session, session.begin():
        assert wishes.accept(session, clock.now()) == 4

    for number in homes(4, first=4):
        wishes.add(Caller(number), clock.now(), By.HOTLINE)

    assert counting(homes(4)) == 4
    assert counting(homes(4, first=4)) == 0


def test_an_operator_discards_what_was_held_and_nothing_else(
    wishes: DoNotCall, engine: Engine, clock: ManualClock, counting
) -> None:
    wishes.add(NUMBER, clock.now(), By.OPERATOR)
    for number in homes(4):
        wishes.add(Caller(number), clock.now(), By.HOTLINE)

    with Session(engine) as session, session.begin():
        assert wishes.discard(session) == 4
        assert wishes.held(session).count == 0

    clock.sleep(3 * DAY)
    assert counting([NUMBER, *homes(4)]) == 1


def test_whom_an_operator_knows_is_not_held_with_the_others(
    wishes: DoNotCall, clock: ManualClock, counting
) -> None:
    for number in homes(4):
        wishes.add(Caller(number), clock.now(), By.HOTLINE)

    wishes.add(homes(1)[0], clock.now(), By.OPERATOR)
    for number in homes(4, first=4):
        wishes.add(Caller(number), clock.now(), By.HOTLINE)

    assert counting(homes(8)) == counting(homes(1)) == 1


def test_who_takes_it_back_takes_back_a_held_one_too(
    wishes: DoNotCall, engine: Engine, clock: ManualClock, counting
) -> None:
    for number in homes(4):
        wishes.add(Caller(number), clock.now(), By.HOTLINE)

    assert wishes.remove(Caller(homes(1)[0]))

    clock.sleep(3 * DAY)
    assert counting(homes(4)) == 3


WAYS = st.sampled_from([(By.HOTLINE, True), (By.HOTLINE, False), (By.TEXT, False), (By.OPERATOR, False)])


@given(st.lists(st.tuples(st.integers(0, 5), WAYS, st.integers(0, 2 * DAY)), max_size=25))
@settings(max_examples=60, deadline=None)
def test_whatever_comes_in_between_every_wish_counts_in_the_end(
    database_maker: Callable[[], Databases],
    tmp_path_factory: pytest.TempPathFactory,
    asked: list[tuple[int, tuple[By, bool], int]],
) -> None:
    """At the latest three days after the hour of its burst."""
    folder, clock = tmp_path_factory.mktemp("line"), ManualClock(datetime(2026, 11, 24, tzinfo=UTC))
    databases = database_maker()
    engine = make_engine(databases.upgraded(folder / "line.db"))
    wishes = DoNotCall(engine, FolderKeyStore(folder / "keys", bytes(32), clock), an_hour=3)
    first: dict[PhoneNumber, datetime] = {}
    for who, (by, is_covered), later in asked:
        number = homes(6)[who]
        first.setdefault(number, clock.now())
        wishes.add(number, clock.now(), by, lambda _, answer=is_covered: answer)
        clock.sleep(later)
        with Session(engine) as session:
            for one, since in first.items():
                if clock.now() >= since + timedelta(days=3, hours=1):
                    assert wishes.contains(session, one, clock.now())
    engine.dispose()
    databases.clear()
