"""Whom a campaign file means: the rows of a table or the people of a standing list, and just one of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from campaigns.audience import People
from campaigns.desk import Desk
from campaigns.listed import from_list
from campaigns.plan import Plan


def must_be_one(plan: Plan, audience: Path | None) -> None:
    """Refuse, by name, a file beside a list, and a campaign with neither."""
    if plan.listed and audience:
        raise click.UsageError(f"--audience: the campaign file says `list: {plan.listed}`: keep one of them")
    if not plan.listed and not audience:
        raise click.UsageError("--audience: give the CSV file, or `list: registered` in the campaign file")


@contextmanager
def whom(desk: Desk, plan: Plan, audience: Path | None, now: datetime) -> Iterator[People]:
    """Open the audience of a plan."""
    must_be_one(plan, audience)
    if audience is None:
        yield from_list(desk, plan, now)
        return
    with audience.open("rb") as rows:
        yield rows
