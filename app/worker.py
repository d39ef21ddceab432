"""The worker process: dispatch in a loop, and what is due now and then by a scheduler's tick."""

import contextlib
import os
import secrets
import signal
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.logs import log
from app.reminding import send_due
from app.wiring import Parts
from campaigns import lifecycle, rung
from campaigns.desk import Desk
from campaigns.dispatch import Dispatcher
from campaigns.people import Actor, Role
from campaigns.repeating import Came, make_due
from campaigns.upkeep import due_to_close, erase_records
from console import sign_ins
from console.delays import Delays
from db.seen import Sign
from db.upkeep import checkpoint
from privacy.retention import Retention, default_jobs

THREADS = 32
"""Requests under way at once: enough for 100 calls a second at 150 ms an answer."""
IDLE_SECONDS = 0.2
TICK_SECONDS = 5
CUT_SECONDS = 2
"""How long the cutting of the database's log waits for readers; the keys are gone in any case."""
CLOCKWORK = Actor("yobikake", Role.ADMINISTRATOR)
"""Who closes campaigns whose hold is over."""


def run(parts: Parts) -> None:
    """Place calls until SIGTERM or SIGINT; requests under way are finished first."""
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    scheduler = BackgroundScheduler(timezone="Asia/Tokyo", daemon=True)
    name = f"{socket.gethostname()[:12]}:{os.getpid()}:{secrets.token_hex(4)}"
    often: dict[str, Any] = {"seconds": TICK_SECONDS, "coalesce": True, "max_instances": 1}
    for job in (tick, recur, remind):
        scheduler.add_job(job, "interval", (parts, name), **often)
    scheduler.start()
    with ThreadPoolExecutor(THREADS) as pool:
        loop(Dispatcher(parts.desk, name, pool), parts.desk, stop)
    scheduler.shutdown(wait=True)


def loop(dispatcher: Dispatcher, desk: Desk, stop: threading.Event) -> None:
    """Step whenever something is due, and at least five times a second of real time."""
    speed = getattr(desk.clock, "speed", 1.0)
    sign = Sign(desk.engine, f"{socket.gethostname()[:20]}-{os.getpid()}", speed)
    while not stop.is_set():
        now = desk.clock.now()
        due: datetime | None = now
        try:
            due = dispatcher.step(now)
            sign.give(now)
        except SQLAlchemyError as trouble:
            log.warning("the database does not answer (%s); trying again", type(trouble).__name__)
        except Exception as trouble:  # One campaign's accident must not keep the others from being called.
            log.error("a round of the worker failed (%s); trying again", _chain(trouble))
        wait = (due - desk.clock.now()).total_seconds() / speed if due else IDLE_SECONDS
        dispatcher.called.wait(min(max(wait, 0.0), IDLE_SECONDS) if due != now else IDLE_SECONDS)
    dispatcher.finish()
    with contextlib.suppress(SQLAlchemyError):  # Then it is taken for dead half a minute later.
        sign.end()


def tick(parts: Parts, _worker: str = "") -> None:
    """Close what is over, have the carrier erase what has ended, destroy what is past its time."""
    now = parts.clock.now()
    try:
        with Session(parts.engine) as session:
            over = due_to_close(session, now)
        for campaign in over:
            lifecycle.close(parts.desk, campaign, CLOCKWORK, now)
        if over and not checkpoint(parts.engine, CUT_SECONDS).clean:
            log.info("sealed rows of closed campaigns stay in the database's log until its readers end")
        retention(parts).run_all(now)
        erase_records(parts.desk, now)
    except Exception as trouble:  # Whatever it was, the next tick tries again.
        log.error("the upkeep failed (%s); the next tick tries again", _chain(trouble))


def recur(parts: Parts, worker: str) -> None:
    """Make the runs of recurring campaigns that are due."""
    try:
        for came in make_due(parts.desk, worker, parts.clock.now()):
            _tell(came)
    except Exception as trouble:  # Whatever it was, the next tick tries again.
        log.error("recurring campaigns were not looked at (%s); the next tick tries again", _chain(trouble))


def _tell(came: Came) -> None:
    if came.missed:
        log.warning("campaign %s: %d of its runs were missed: no worker was there", came.series, came.missed)
    if came.trouble:
        log.error("campaign %s: no run was made: %s", came.series, came.trouble)
    if came.run:
        log.info("campaign %s: its run %s has begun", came.series, came.run)


def remind(parts: Parts, worker: str) -> None:
    """Tell approvers what waits for them."""
    try:
        send_due(parts, worker)
    except Exception as trouble:  # Whatever it was, the next tick tries again.
        log.error("approvers were not told (%s); the next tick tries again", _chain(trouble))


def _chain(trouble: BaseException) -> str:
    """Name an error and its cause by their types alone: texts may hold what was to be stored."""
    cause = f" from {type(trouble.__cause__).__name__}" if trouble.__cause__ else ""
    return f"{type(trouble).__name__}{cause}"


def retention(parts: Parts) -> Retention:
    """Return what is destroyed when its time is over."""
    found = Retention(default_jobs(parts.engine, parts.desk.keystore))
    found.add("own-calls", lambda now: rung.forget(parts.engine, now))
    found.add("sign-ins", lambda now: sign_ins.forget(parts.engine, now))
    found.add("failed-sign-ins", Delays(parts.engine, parts.desk.keystore).forget)
    return found
