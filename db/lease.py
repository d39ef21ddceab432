"""What must be done by one worker alone: whoever holds the lease does it, and it passes on by itself."""

from datetime import datetime, timedelta

from sqlalchemy import Engine, or_, update
from sqlalchemy.orm import Session

from db.insert import insert_new
from db.models import Lease

LEASE = timedelta(seconds=5)
"""Longer than a round of the work takes; whoever dies holds the others up for so long at most."""


def take(engine: Engine, name: str, holder: str, now: datetime, lasts: timedelta = LEASE) -> bool:
    """Take or renew a lease, or give it back with nothing of it left; False while another worker has it."""
    mine = {"holder": holder, "until": now + lasts}
    free = or_(Lease.until <= now, Lease.holder == holder)
    with Session(engine) as session, session.begin():
        session.execute(insert_new(session.get_bind().dialect, Lease).values(name=name, **mine))
        taken = update(Lease).where(Lease.name == name, free).values(**mine).returning(Lease.name)
        return session.scalar(taken) is not None
