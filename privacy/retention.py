"""What must be forgotten in time: a list of jobs that each room adds to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db.clock import TOKYO
from privacy.do_not_call import DoNotCall
from privacy.keystore import KeyStore
from privacy.lists import Lists

DAYS_KEPT = 7


class RetentionFailed(RuntimeError):
    """Some jobs failed; the others ran. Names the jobs; the first failure is its cause."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to forget; `run` returns how many things it removed."""

    name: str
    run: Callable[[datetime], int]


class Retention:
    """The jobs of all rooms, run one after another."""

    def __init__(self, jobs: list[Job] | None = None) -> None:
        self._jobs = list(jobs or [])

    def add(self, name: str, run: Callable[[datetime], int]) -> None:
        """Add a job; raises ValueError when there is one of that name."""
        if any(job.name == name for job in self._jobs):
            raise ValueError(f"there is a retention job named {name!r} already")
        self._jobs.append(Job(name, run))

    def run_all(self, now: datetime) -> dict[str, int]:
        """Run every job, also after one failed, and return what each removed; raises RetentionFailed."""
        removed: dict[str, int] = {}
        failures: dict[str, Exception] = {}
        for job in self._jobs:
            try:
                removed[job.name] = job.run(now)
            except Exception as failure:  # One room's trouble must not keep another's numbers alive.
                failures[job.name] = failure
        if failures:
            first = next(iter(failures.values()))
            raise RetentionFailed(f"these could not forget: {', '.join(failures)}") from first
        return removed


def default_jobs(engine: Engine, keystore: KeyStore) -> list[Job]:
    """Return this room's jobs: wishes after their year, lists past their end date, keys of days."""
    return [
        Job("do-not-call", lambda now: _expire(engine, DoNotCall(engine, keystore), now)),
        Job("registrations", Lists(engine, keystore).expire),
        Job("day-keys", lambda now: forget_days(keystore, now)),
    ]


def day_key(day: date) -> str:
    """Return the name of a day's key; days are Tokyo's."""
    return f"day/{day.isoformat()}"


def forget_days(keystore: KeyStore, now: datetime) -> int:
    """Destroy the keys of days that began seven days ago or earlier, in Tokyo; return how many.

    Today and the six days before it can still be looked up, and no handle outlives seven days.
    """
    oldest = day_key(now.astimezone(TOKYO).date() - timedelta(days=DAYS_KEPT))
    past = [name for name in keystore.names("day/") if name <= oldest]
    for name in past:
        keystore.destroy(name)
    return len(past)


def _expire(engine: Engine, do_not_call: DoNotCall, now: datetime) -> int:
    with Session(engine) as session, session.begin():
        return do_not_call.expire(session, now)
