"""What one claim costs with few and with many waiting, on both databases: `python -m bench engine`."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Engine, Table, func, insert, select, text
from sqlalchemy.orm import Session

from bench.town import server
from campaigns import claims, senders
from campaigns.models import Campaign, Delivery
from campaigns.plan import Plan, read_plan
from campaigns.senders import Lane
from db import schema
from db.engine import make_engine, relaxed
from prompts.library import Channel

PLAN = """{name: Claims, audience: resident, source: public directory, channel: voice, warning: isa-bail,
languages: [ja], pace: {per_second: 1000, at_once: 1000}}"""
NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
SIZES, TIMES, AT_ONCE = (10_000, 1_000_000), 300, 10
_D = cast("Table", Delivery.__table__)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _tell("SQLite", [(size, f"sqlite:///{folder}/{size}.sqlite") for size in SIZES])
    with server() as url:
        admin = make_engine(url)
        with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for size in SIZES:
                connection.execute(text(f"CREATE DATABASE waiting{size}"))
        admin.dispose()
        _tell("PostgreSQL", [(size, url.replace("/postgres?", f"/waiting{size}?")) for size in SIZES])


def _tell(name: str, databases: list[tuple[int, str]]) -> None:
    costs = [_cost(url, size) for size, url in databases]
    told = ", ".join(f"{cost * 1000:.2f} ms with {size:,}" for cost, size in zip(costs, SIZES, strict=True))
    print(
        f"engine: a claim of {AT_ONCE} on {name}: {told} waiting: {costs[1] / costs[0]:.2f} times", flush=True
    )


def _cost(url: str, waiting: int) -> float:
    """Return the median seconds of a claim and its commit; what was claimed is given back untimed."""
    engine, plan = make_engine(url), read_plan(PLAN)
    schema.upgrade(engine)
    fill(engine, plan, waiting)
    cost = statistics.median(_claims(engine, plan))
    engine.dispose()
    return cost


def fill(engine: Engine, plan: Plan, waiting: int) -> None:
    """Put deliveries into a running campaign; the database doubles them by itself."""
    row: dict[str, Any] = {
        "campaign_id": "c",
        "state": "waiting",
        "channel": "voice",
        "language": "ja",
        "kind": "mobile",
    }
    row |= {"due_at": NOW, "sealed": bytes(96), "attempts": 0, "put_off": 0}
    copied = [column for column in _D.c if column.name in row]
    with engine.begin() as connection:
        campaign = {"id": "c", "name": "Claims", "state": "running", "plan": plan.as_json()}
        connection.execute(insert(Campaign), {**campaign, "created_at": NOW, "started_at": NOW})
        connection.execute(insert(_D), [row] * 1000)
        while (there := connection.scalar(select(func.count()).select_from(_D)) or 0) < waiting:
            more = select(*copied).limit(waiting - there)
            connection.execute(insert(_D).from_select([column.name for column in copied], more))


def _claims(engine: Engine, plan: Plan) -> Iterator[float]:
    lane = Lane(Channel.VOICE, ("+81450000100",), None)
    for _ in range(TIMES):
        began = time.perf_counter()
        with Session(relaxed(engine)) as session, session.begin():
            campaign = session.get_one(Campaign, "c", with_for_update=True)
            mine = senders.load(session, lane.senders, NOW)
            campaign.next_slot = NOW
            when = {"now": NOW, "ready": NOW}
            taken = claims.claim(session, campaign, plan, lane, mine, worker="w", **when, want=AT_ONCE).taken
        yield time.perf_counter() - began
        with Session(relaxed(engine)) as session, session.begin():
            claims.give_back(session, [claimed.delivery for claimed in taken], NOW)
