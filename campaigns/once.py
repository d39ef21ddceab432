"""Somebody presses twice, and two processes take one press each: what is made is made once."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from campaigns.desk import Desk
from campaigns.ids import new_id
from campaigns.steps import NotNow
from db.lease import take

_MADE_WITHIN = timedelta(seconds=30)
"""So long a process that died while it made something holds the same back."""


class BeingMade(NotNow):
    """Somebody makes the same at this moment, or pressed twice."""


@contextmanager
def alone(desk: Desk, *what: str) -> Iterator[None]:
    """Make something while nobody else makes the same: else all whom it means would be called twice.

    Raises BeingMade.
    """
    name, me = f"once {hashlib.sha256(repr(what).encode()).hexdigest()[:20]}", new_id()
    if not take(desk.engine, name, me, desk.clock.now(), _MADE_WITHIN):
        raise BeingMade("the same is being made at this moment: wait a few seconds and look")
    try:
        yield
    finally:
        take(desk.engine, name, me, desk.clock.now(), timedelta())
