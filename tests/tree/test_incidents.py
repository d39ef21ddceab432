"""What people told operators: how often, where, and never who."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import make_engine
from tree import incidents, rising
from tree.incidents import Noted
from tree.models import Incident
from tree.radar import Trend

TEN = datetime(2026, 11, 24, 1, 20, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 23, 15, tzinfo=UTC)
ASAHI, AOBA = "横浜市旭区", "横浜市青葉区"


@pytest.fixture
def engine(databases, tmp_path):
    engine = make_engine(databases.upgraded(tmp_path / "line.sqlite"))
    yield engine
    engine.dispose()


def told(engine, times, area=ASAHI, warning="isa-bail-acquaintance", at=TEN):
    for _ in range(times):
        incidents.add(engine, warning, area, at)


def test_presses_add_up_by_claim_and_area(engine):
    told(engine, 3)
    told(engine, 1, AOBA)
    told(engine, 2, "", "police-banking")

    assert incidents.counts(engine, MIDNIGHT) == [
        Noted("isa-bail-acquaintance", ASAHI, 3),
        Noted("police-banking", "", 2),
        Noted("isa-bail-acquaintance", AOBA, 1),
    ]


def test_yesterdays_are_not_among_todays(engine):
    told(engine, 3, at=MIDNIGHT - timedelta(minutes=1))
    told(engine, 2, at=MIDNIGHT)

    yesterday = MIDNIGHT - timedelta(days=1)
    assert [noted.count for noted in incidents.counts(engine, MIDNIGHT)] == [2]
    assert [noted.count for noted in incidents.counts(engine, yesterday, MIDNIGHT)] == [3]


def test_nothing_is_kept_but_hour_claim_area_and_count(engine):
    told(engine, 1)

    with Session(engine) as session:
        row = session.scalars(select(Incident)).one()
    kept = {column.name: getattr(row, column.name) for column in Incident.__table__.columns}
    assert kept == {
        "hour": TEN.replace(minute=0),
        "warning": "isa-bail-acquaintance",
        "area": ASAHI,
        "count": 1,
    }


def test_a_press_can_be_taken_back_for_ten_minutes(engine):
    told(engine, 2)

    assert incidents.take_back(engine, "isa-bail-acquaintance", ASAHI, TEN, TEN + timedelta(minutes=10))
    assert incidents.counts(engine, MIDNIGHT)[0].count == 1


def test_the_last_one_taken_back_leaves_nothing(engine):
    told(engine, 1)

    incidents.take_back(engine, "isa-bail-acquaintance", ASAHI, TEN, TEN)

    assert incidents.counts(engine, MIDNIGHT) == []
    assert not incidents.take_back(engine, "isa-bail-acquaintance", ASAHI, TEN, TEN)


@pytest.mark.parametrize("after", [timedelta(minutes=10, seconds=1), timedelta(minutes=-1)])
def test_after_ten_minutes_a_press_stays(engine, after):
    told(engine, 1)

    assert not incidents.take_back(engine, "isa-bail-acquaintance", ASAHI, TEN, TEN + after)
    assert incidents.counts(engine, MIDNIGHT)[0].count == 1


def test_operators_who_press_at_once_are_all_counted(engine):
    threads = [threading.Thread(target=told, args=(engine, 25)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert incidents.counts(engine, MIDNIGHT)[0].count == 100


def test_the_radar_shows_the_ward_where_it_rises(engine):
    for day in range(1, 29):
        told(engine, 1, at=TEN - timedelta(days=day))
        told(engine, 1, AOBA, at=TEN - timedelta(days=day))
    told(engine, 7)
    told(engine, 1, AOBA)

    radar = rising.told(engine, TEN, lambda day: day.weekday() >= 5)

    said = {rise.subject[1]: (rise.count, rise.trend) for rise in radar.found}
    assert said == {ASAHI: (7, Trend.RISING), AOBA: (1, Trend.FEW)}


def test_in_its_first_weeks_a_line_has_nothing_to_compare_with(engine):
    told(engine, 1, at=TEN - timedelta(days=7))
    told(engine, 9)

    radar = rising.told(engine, TEN, lambda day: day.weekday() >= 5)

    assert [rise.trend for rise in radar.found] == [Trend.NEW]
