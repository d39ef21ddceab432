"""What must be forgotten is forgotten in time, also when something else goes wrong."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from privacy.do_not_call import By, DoNotCall
from privacy.keystore import FolderKeyStore
from privacy.number import PhoneNumber
from privacy.retention import Retention, RetentionFailed, default_jobs

NIGHT = datetime(2026, 12, 1, 0, 0, 1, tzinfo=UTC)  # 09:00:01 in Tokyo


def test_every_room_adds_what_it_forgets() -> None:
    retention = Retention()
    retention.add("campaigns", lambda now: 3)
    retention.add("tallies", lambda now: now.day)

    assert retention.run_all(NIGHT) == {"campaigns": 3, "tallies": 1}


def test_two_jobs_of_one_name_are_a_mistake() -> None:
    retention = Retention()
    retention.add("campaigns", lambda now: 0)

    with pytest.raises(ValueError, match="campaigns"):
        retention.add("campaigns", lambda now: 0)


def test_one_failing_job_keeps_no_other_from_forgetting() -> None:
    forgotten = []
    retention = Retention()
    retention.add("broken", lambda now: 1 // 0)
    retention.add("sound", lambda now: forgotten.append(now) or 1)

    with pytest.raises(RetentionFailed, match="broken") as failure:
        retention.run_all(NIGHT)

    assert forgotten == [NIGHT]
    assert isinstance(failure.value.__cause__, ZeroDivisionError)


def test_no_key_of_a_day_outlives_its_week(engine: Engine, keystore: FolderKeyStore) -> None:
    for day in ("2026-11-23", "2026-11-24", "2026-11-25", "2026-12-01"):
        keystore.create_or_get(f"day/{day}")
    keystore.create_or_get("audit")

    removed = Retention(default_jobs(engine, keystore)).run_all(NIGHT)

    assert removed["day-keys"] == 2
    assert keystore.names() == ["audit", "day/2026-11-25", "day/2026-12-01"]


def test_days_are_counted_in_tokyo(engine: Engine, keystore: FolderKeyStore) -> None:
    keystore.create_or_get("day/2026-11-24")
    retention = Retention(default_jobs(engine, keystore))

    assert retention.run_all(datetime(2026, 11, 30, 14, 59, tzinfo=UTC))["day-keys"] == 0
    assert retention.run_all(datetime(2026, 11, 30, 15, 0, tzinfo=UTC))["day-keys"] == 1


def test_wishes_are_forgotten_after_their_year(engine: Engine, keystore: FolderKeyStore) -> None:
    DoNotCall(engine, keystore).add(
        PhoneNumber.parse("09012345678"), datetime(2025, 12, 1, tzinfo=UTC), By.HOTLINE
    )

    assert Retention(default_jobs(engine, keystore)).run_all(NIGHT)["do-not-call"] == 1
