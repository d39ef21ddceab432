"""Whom a campaign file means: the rows of a table, a standing list or the directory, and just one of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import click

from campaigns.addressed import from_directory
from campaigns.audience import People
from campaigns.desk import Desk
from campaigns.encodings import TableInvalid
from campaigns.listed import from_list
from campaigns.plan import Plan


def must_be_one(plan: Plan, audience: Path | None) -> None:
    """Refuse, by name, a file beside a list, and a campaign with neither."""
    named = [f"list: {plan.listed}"] if plan.listed else []
    named += ["institutions"] if plan.institutions else []
    if named and audience:
        raise click.UsageError(f"--audience: the campaign file says `{named[0]}`: keep one of them")
    if not named and not audience:
        raise click.UsageError(
            "--audience: give the CSV file, or `list: registered` or `institutions: {}` in the campaign file"
        )


@contextmanager
def whom(desk: Desk, plan: Plan, audience: Path | None, now: datetime) -> Iterator[People]:
    """Open the audience of a plan."""
    must_be_one(plan, audience)
    if plan.institutions is not None:
        yield from_directory(desk, plan)
        return
    if audience is None:
        yield from_list(desk, plan, now)
        return
    with table(audience) as rows:
        yield rows


@contextmanager
def table(file: Path) -> Iterator[BinaryIO]:
    """Open a CSV file; what is wrong with it as a whole is told with its name."""
    with file.open("rb") as rows:
        try:
            yield rows
        except TableInvalid as fault:
            raise TableInvalid(f"{file.name}: {fault}") from None
