"""`yobikake do-not-call`: who is never called, and wishes that came in a burst and wait for a decision."""

import click
from sqlalchemy.orm import Session

from app.commands.context import actor, as_option, parts
from app.commands.typed import numbers_typed
from campaigns import barring
from campaigns.people import Role
from db.clock import TOKYO


@click.group("do-not-call")
def group() -> None:
    """Numbers that are never called; only their keyed handles are kept."""


@group.command()
@as_option
def add(name: str | None) -> None:
    """Never call the numbers on standard input, for a year or until taken back."""
    _change(name, "add")


@group.command()
@as_option
def remove(name: str | None) -> None:
    """Take it back for the numbers on standard input."""
    _change(name, "remove")


def _change(name: str | None, act: str) -> None:
    with parts(words_may_wait=True) as built:
        who, now = actor(built, name, ask=act == "remove"), built.clock.now()
        who.must_be(Role.EDITOR, "change the do-not-call list")
        numbers = numbers_typed()
        changed = (barring.bar if act == "add" else barring.free)(built.desk, numbers, who, now)
        click.echo(f"{changed} of {len(numbers)} changed")


@group.command()
def held() -> None:
    """Tell how many wishes by hotline and text came in a burst and wait, and since when."""
    with parts(words_may_wait=True) as built, Session(built.engine) as session:
        found = built.desk.do_not_call.held(session)
        if found.since is None:
            click.echo("no wishes are held")
            return
        since = found.since.astimezone(TOKYO)
        click.echo(f"{found.count} wishes are held, the oldest since {since:%Y-%m-%d %H:%M}")
        click.echo("they count a day after they were held; for a week they can be discarded")


@group.command()
@click.option("--yes", is_flag=True, help="Do not ask whether it is meant.")
@as_option
def accept(name: str | None, yes: bool) -> None:
    """Let all wishes that are held count from now on."""
    _decide(name, "accept", sure=yes)


@group.command()
@click.option("--yes", is_flag=True, help="Do not ask whether it is meant.")
@as_option
def discard(name: str | None, yes: bool) -> None:
    """Delete all wishes that are held: whoever meant it has to ask again."""
    _decide(name, "discard", sure=yes)


_MEANS = {
    "accept": "These people are not called any more, also by campaigns that run",
    "discard": "These people may be called; whoever meant it has to ask again",
}


def _decide(name: str | None, act: str, *, sure: bool) -> None:
    with parts(words_may_wait=True) as built:
        who, now = actor(built, name, ask=True), built.clock.now()
        who.must_be(Role.APPROVER, f"{act} wishes that are held")
        if not sure:
            click.confirm(f"{act.capitalize()} all? {_MEANS[act]}", abort=True, err=True)
        decided = (barring.accept if act == "accept" else barring.discard)(built.desk, who, now)
        click.echo(f"{decided} {act}ed")
