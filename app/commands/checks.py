"""Is this installation in order: the database's tables, and `doctor`."""

import click

from app import settings
from app.commands.context import parts
from app.doctor import examine
from app.wiring import build


@click.group()
def db() -> None:
    """The database's tables."""


@db.command()
def upgrade() -> None:
    """Bring the tables to this version; done before, it changes nothing."""
    from_settings = settings.read()
    built = build(from_settings, upgrade=True, words_may_wait=True)
    built.close()
    click.echo("the database is at this version")


@click.command()
def doctor() -> None:
    """Examine settings, line, database, keys, words and carrier; exit code 1 where something is wrong."""
    with parts(words_may_wait=True) as built:
        found = examine(built)
    for line in found:
        click.echo(f"{'ok  ' if line.well else 'MEND'}  {line.words}")
    raise SystemExit(0 if all(line.well for line in found) else 1)


commands = (db, doctor)
