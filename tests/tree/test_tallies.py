"""Counts of leaves: how many, and never who."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.base import Base
from db.engine import make_engine
from tree.models import HourCount
from tree.tallies import Tally

TEN = datetime(2026, 11, 24, 1, 20, tzinfo=UTC)
ELEVEN = TEN + timedelta(hours=1)


@pytest.fixture
def engine(databases, tmp_path):
    engine = make_engine(databases.upgraded(tmp_path / "line.sqlite"))
    yield engine
    engine.dispose()


def stored(engine):
    with Session(engine) as session:
        rows = session.scalars(select(HourCount)).all()
        return {(row.hour.hour, row.channel, row.language, row.leaf): row.count for row in rows}


def count(tally, times, language="ja", leaf="1-1-2", now=TEN):
    for _ in range(times):
        tally.later(now, "voice", language, leaf)


def test_an_hour_that_is_over_is_stored(engine):
    tally = Tally()
    count(tally, 7)

    written = tally.flush(engine, ELEVEN)

    assert written == 1
    assert stored(engine) == {(1, "voice", "ja", "1-1-2"): 7}


def test_the_hour_that_runs_is_not_stored_yet(engine):
    tally = Tally()
    count(tally, 7)

    assert tally.flush(engine, TEN) == 0
    assert stored(engine) == {}
    assert tally.so_far(TEN) == {("voice", "ja", "1-1-2"): 7}


def test_the_one_vietnamese_caller_of_the_hour_cannot_be_made_out(engine):
    tally = Tally()
    count(tally, 7)
    count(tally, 1, language="vi")
    count(tally, 5, language="en", leaf="2-1")
    count(tally, 2, leaf="2-1")
    count(tally, 2, leaf="2-2")

    tally.flush(engine, ELEVEN)

    assert stored(engine) == {
        (1, "voice", "ja", "1-1-2"): 7,
        (1, "voice", "en", "2-1"): 5,
        (1, "*", "*", "*"): 5,
    }


def test_five_in_four_languages_still_count_for_their_answer(engine):
    tally = Tally()
    for language, times in (("ja", 2), ("en", 1), ("vi", 1), ("zh-Hans", 1)):
        count(tally, times, language=language)

    tally.flush(engine, ELEVEN)

    assert stored(engine) == {(1, "voice", "*", "1-1-2"): 5}


def test_five_by_telephone_and_text_still_count_for_their_answer(engine):
    tally = Tally()
    count(tally, 3)
    for _ in range(3):
        tally.later(TEN, "sms", "vi", "1-1-2")

    tally.flush(engine, ELEVEN)

    assert stored(engine) == {(1, "*", "*", "1-1-2"): 6}


def test_three_callers_of_a_night_wait_for_two_more(engine):
    tally = Tally()
    count(tally, 3)
    tally.flush(engine, ELEVEN)
    assert stored(engine) == {}

    count(tally, 2, leaf="2-1", now=ELEVEN)
    tally.flush(engine, ELEVEN + timedelta(hours=1))

    assert stored(engine) == {(2, "*", "*", "*"): 5}


def test_fewer_than_five_are_told_while_they_are_in_memory_but_not_where_they_led():
    tally = Tally()
    count(tally, 3)

    assert tally.so_far(TEN) == {("*", "*", "*"): 3}


def test_a_small_second_part_of_an_hour_is_added_to_what_is_stored(engine):
    for times in (6, 2):
        tally = Tally()
        count(tally, times)
        tally.flush(engine, TEN, everything=True)

    assert stored(engine) == {(1, "voice", "ja", "1-1-2"): 8}


def test_a_process_that_ends_with_fewer_than_five_stores_none(engine):
    tally = Tally()
    count(tally, 4)

    assert tally.flush(engine, TEN, everything=True) == 0
    assert stored(engine) == {}


def test_it_is_known_how_much_of_a_merged_cell_can_be_one_answer(engine):
    for _ in range(2):
        tally = Tally()
        for leaf in ("1-1-2", "2-1", "2-2"):
            count(tally, 3, leaf=leaf)
        tally.flush(engine, ELEVEN)

    with Session(engine) as session:
        row = session.scalars(select(HourCount)).one()
        assert (row.count, row.of_one) == (18, 8)


def test_beyond_the_bound_all_of_a_merged_cell_can_be_one_answer(engine):
    tally = Tally(max_cells=0)
    count(tally, 50)
    tally.flush(engine, ELEVEN)

    with Session(engine) as session:
        row = session.scalars(select(HourCount)).one()
        assert row.of_one >= row.count == 50


def test_a_request_that_the_carrier_repeats_counts_once():
    tally = Tally()
    for signature in ("a", "a", "b", "c", "d", "e", "e"):
        tally.later(TEN, "voice", "ja", "1-1-2", once=signature)

    assert tally.so_far(TEN) == {("voice", "ja", "1-1-2"): 5}


def test_what_two_processes_counted_adds_up(engine):
    for times in (6, 9):
        tally = Tally()
        count(tally, times)
        tally.flush(engine, ELEVEN)

    assert stored(engine) == {(1, "voice", "ja", "1-1-2"): 15}


def test_nothing_is_lost_when_the_database_is_away(engine):
    tally = Tally()
    count(tally, 7)
    Base.metadata.drop_all(engine, tables=[HourCount.__table__])

    assert tally.flush(engine, ELEVEN) == 0
    Base.metadata.create_all(engine, tables=[HourCount.__table__])
    tally.flush(engine, ELEVEN)

    assert stored(engine) == {(1, "voice", "ja", "1-1-2"): 7}


def test_a_process_that_ends_stores_the_hour_that_runs(engine):
    tally = Tally()
    count(tally, 5)

    tally.flush(engine, TEN, everything=True)

    assert stored(engine) == {(1, "voice", "ja", "1-1-2"): 5}


def test_memory_is_bounded_and_the_sum_stays_right():
    tally = Tally(max_cells=10)
    for number in range(100):
        count(tally, 5, leaf=f"leaf-{number}")

    assert sum(tally.so_far(TEN).values()) == 500
    assert len(tally.so_far(TEN)) == 11


def test_many_threads_count_at_once():
    tally = Tally()
    threads = [threading.Thread(target=count, args=(tally, 500)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert tally.so_far(TEN) == {("voice", "ja", "1-1-2"): 4000}
