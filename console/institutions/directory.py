"""The directory as its pages show it: names and what came of the last warning, never a number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from campaigns import excel
from campaigns.coverage import Coverage, of_directory
from campaigns.directory import Chosen
from campaigns.models import Campaign, Institution
from campaigns.pinned import plan_of
from campaigns.states import CampaignState as S
from console.words import Words
from db.clock import TOKYO
from db.engine import reading

PAGE = 50
STATES = ("not-enrolled", "not-confirmed")
_LIVE = (S.SUBMITTED, S.APPROVED, S.RUNNING, S.PAUSED, S.STOPPING)
_COLUMNS = ("name", "kind", "area", "language", "hours", "enrolled", "last")


@dataclass(frozen=True, slots=True)
class Entry:
    """An institution, and the best that came of the last warning to it: one of campaigns.coverage.WORDS."""

    row: Institution
    how: str

    @property
    def area(self) -> str:
        """Return its area; empty where none is known."""
        return self.row.area or ""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which entries are looked for; what is empty leaves none out."""

    areas: tuple[str, ...] = ()
    kind: str = ""
    state: str = ""
    words: str = ""

    def means(self, one: Entry) -> bool:
        """Tell whether an entry is one of them."""
        states = {"not-enrolled": one.row.enrolled_at is None, "not-confirmed": one.how != "confirmed"}
        return (
            (not self.areas or one.area in self.areas)
            and self.kind in {"", one.row.kind}
            and states.get(self.state, True)
            and _plain(self.words) in _plain(one.row.name)
        )

    def calls(self, one: Entry) -> bool:
        """Tell whether an enrolment call to what is looked for goes there: it knows one area and kind."""
        return one.area in (self.areas[:1] or (one.area,)) and self.kind in {"", one.row.kind}


def entries(engine: Engine) -> list[Entry]:
    """Return all entries in the order of their names."""
    return with_coverage(engine)[0]


def with_coverage(engine: Engine) -> tuple[list[Entry], Coverage]:
    """Return all entries, and who of them confirmed the last warning."""
    with Session(reading(engine), expire_on_commit=False) as session:
        last = of_directory(session)
        how = {one.id: one.how for one in last.ones}
        return [Entry(row, how[row.id]) for row in session.scalars(Chosen().rows())], last


def count(engine: Engine) -> int:
    """Return how many entries there are."""
    with Session(reading(engine)) as session:
        return session.scalar(select(func.count()).select_from(Institution)) or 0


def one(engine: Engine, id: str) -> Institution | None:
    """Return one entry, None where it is gone."""
    with Session(reading(engine), expire_on_commit=False) as session:
        return session.get(Institution, id)


def enrolling(engine: Engine) -> Campaign | None:
    """Return an enrolment call that is under way or waits, so that nobody makes a second one."""
    with Session(reading(engine), expire_on_commit=False) as session:
        live = session.scalars(select(Campaign).where(Campaign.state.in_(_LIVE)))
        return next((one for one in live if plan_of(one).enrolment), None)


def as_csv(found: Sequence[Entry], say: Words) -> bytes:
    """Return the directory as a table without numbers, which Excel in Japan opens rightly."""
    return excel.table([say(f"institutions.{column}") for column in _COLUMNS], _rows(found, say))


def _rows(found: Sequence[Entry], say: Words) -> Iterator[tuple[object, ...]]:
    for entry in found:
        row = entry.row
        since = row.enrolled_at and f"{row.enrolled_at.astimezone(TOKYO):%Y-%m-%d}"
        kind, how = say(f"report.place.{row.kind}"), say(f"report.how.{entry.how}")
        yield row.name, kind, row.area, row.language, row.hours, since, how


def _plain(words: str) -> str:
    return "".join(words.split()).casefold()
