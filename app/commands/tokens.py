"""Tokens of other systems: they draft alerts and read counts, and can approve nothing."""

from datetime import datetime

import click

from app.commands.context import actor, as_option, parts
from campaigns.people import Role
from console.api import tokens
from console.api.token_pages import until
from db.clock import TOKYO


@click.group("token")
def group() -> None:
    """Which other systems may draft alerts and read counts over HTTP."""


@group.command()
@click.argument("system", metavar="SYSTEM")
@click.option("--scope", "scopes", type=click.Choice(tokens.SCOPES), multiple=True, required=True)
@click.option("--until", "day", metavar="DATE", required=True, help="The last day, such as 2027-03-31.")
@as_option
def add(system: str, scopes: tuple[str, ...], day: str, name: str | None) -> None:
    """Make a token; prints it alone on the last line, and never again."""
    with parts(words_may_wait=True) as built:
        who = actor(built, name, ask=True)
        try:
            id_, token = tokens.add(built.desk, system, scopes, until(day), who, built.clock.now())
        except tokens.TokenInvalid as fault:
            raise click.UsageError(f"{fault.at}: {fault}") from None
        click.echo(f"{system}: token {id_}, until the end of {day}; this is it, and it is not kept:")
        click.echo(token)


@group.command("list")
def list_() -> None:
    """List all tokens: id, system, what each is good for, and until when."""
    with parts(words_may_wait=True) as built:
        for one in tokens.everyone(built.desk):
            state = "" if tokens.is_good(one, built.clock.now()) else "  over"
            click.echo(f"{one.id:<10} {one.name:<24} {','.join(one.scopes)}  until {_day(one.until)}{state}")


@group.command()
@click.argument("token", metavar="ID")
@as_option
def end(token: str, name: str | None) -> None:
    """Let a token in no more."""
    with parts(words_may_wait=True) as built:
        who = actor(built, name)
        who.must_be(Role.ADMINISTRATOR, "end tokens")
        try:
            done = tokens.end(built.desk, token, who, built.clock.now())
        except tokens.NoSuchToken as fault:
            raise click.UsageError(str(fault)) from None
        click.echo(f"{token}: {'ended' if done else 'was ended before'}")


def _day(at: datetime) -> str:
    return f"{at.astimezone(TOKYO):%Y-%m-%d}"
