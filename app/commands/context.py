"""What every command that needs the database begins with."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from app import logs, settings
from app.wiring import Parts, build
from campaigns.people import Actor, NotAllowed, Role
from console import accounts, factor
from console.tries import Doorkeeper
from db.clock import SystemClock

as_option = click.option("--as", "name", metavar="NAME", help="Who acts; the audit keeps it.")
campaign_id = click.argument("campaign", metavar="ID")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
plan_file = click.argument("file", type=_FILE)
audience_option = click.option(
    "--audience",
    type=_FILE,
    help="CSV: number, language, area; an institution has a name too. Not where the file names a list.",
)


@contextmanager
def parts(
    *, upgrade: bool = True, database_may_wait: bool = False, words_may_wait: bool = False
) -> Iterator[Parts]:
    """Build the parts from the environment and give them back.

    A training installation brings its database up to date by itself; a live one waits for `db upgrade`.
    """
    found = settings.read()
    logs.set_up()
    upgrade = upgrade and found.training
    built = build(found, upgrade=upgrade, database_may_wait=database_may_wait, words_may_wait=words_may_wait)
    try:
        yield built
    finally:
        built.close()


def actor(built: Parts, name: str | None, *, ask: bool = False, first_of_all: bool = False) -> Actor:
    """Return who acts. On a training carrier a name is believed; on a live one it must be an operator's.

    `ask` has a live carrier's operator type the password or a code, for acts that ring telephones.
    """
    name = name or getpass.getuser()
    known = accounts.role_of(built.engine, name)
    if first_of_all and accounts.is_empty(built.engine):
        return Actor(name, Role.ADMINISTRATOR, getpass.getuser())  # Somebody has to add the first one.
    if built.settings.training:
        return Actor(name, known or Role.ADMINISTRATOR, getpass.getuser())
    if known is None:
        raise NotAllowed(
            f"{name!r} is no operator here: an administrator adds one with `yobikake operator add`"
        )
    if ask:
        _must_prove(built, name)
    return Actor(name, known, getpass.getuser())


def _must_prove(built: Parts, name: str) -> None:
    """Ask for the password, or for a code where that person has a second factor; raises NotAllowed."""
    has_factor = factor.has_one(built.engine, name)
    asked = f"Password of {name}, or a code" if has_factor else f"Password of {name}"
    typed, now = click.prompt(asked, hide_input=True, err=True), built.clock.now()
    door = Doorkeeper(built.engine, built.desk.keystore)
    if has_factor and factor.looks_like_code(typed):
        door.must_show(name, typed, now, SystemClock().now())
    else:
        door.must_know(name, typed, now)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--json` to a command."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)
