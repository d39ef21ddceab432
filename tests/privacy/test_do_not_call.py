"""Whoever says do not call me is not called for a year, and we do not know who that is."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db.clock import ManualClock
from privacy.do_not_call import By, DoNotCall
from privacy.keystore import FolderKeyStore
from privacy.models import Refusal
from privacy.number import Caller, PhoneNumber

NUMBER = PhoneNumber.parse("090-1234-5678")
OTHER = PhoneNumber.parse("080-1234-5678")


@pytest.fixture
def wishes(engine: Engine, keystore: FolderKeyStore) -> DoNotCall:
    return DoNotCall(engine, keystore)


def test_a_caller_who_asks_is_on_the_list_by_number(
    wishes: DoNotCall, engine: Engine, clock: ManualClock
) -> None:
    assert wishes.add(Caller(NUMBER), clock.now(), By.HOTLINE)

    with Session(engine) as session:
        assert wishes.contains(session, NUMBER)
        assert not wishes.contains(session, OTHER)


def test_many_are_asked_about_at_once(wishes: DoNotCall, engine: Engine, clock: ManualClock) -> None:
    wishes.add(NUMBER, clock.now(), By.TEXT)
    asked = [wishes.handle(NUMBER), wishes.handle(OTHER)]

    with Session(engine) as session:
        assert wishes.contains_any(session, asked) == {wishes.handle(NUMBER)}
        assert wishes.contains_any(session, []) == set()


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
        assert not wishes.contains(session, NUMBER)


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
