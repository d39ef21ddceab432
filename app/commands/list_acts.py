"""`yobikake list create`, `end`, `show`: lists of people who agreed to be warned, as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import click

from app.commands.context import actor, as_option, parts
from app.wiring import Parts
from campaigns import listing
from campaigns.enrolling import CannotEnrol
from db.clock import TOKYO
from privacy.lists import About
from privacy.named_list import NoSuchList
from privacy.standing_list import REGISTERED, StandingList

_OPTIONS = {"channel", "language", "area", "until", "consent"}


@contextmanager
def told() -> Iterator[None]:
    """Say in one line what cannot be, with the option that is wrong."""
    try:
        yield
    except CannotEnrol as fault:
        option = f"--{fault.why}: " if fault.why in _OPTIONS else ""
        raise click.ClickException(f"{option}{fault}") from None
    except NoSuchList as fault:
        raise click.ClickException(str(fault)) from None


@click.command()
@click.argument("listed", metavar="NAME")
@click.option("--consent", metavar="TEXT", required=True, help="How and when these people agreed to it.")
@click.option(
    "--until",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    required=True,
    help="The last day of the whole list, such as 2027-03-31, at most a year ahead.",
)
@as_option
def create(listed: str, consent: str, until: datetime, name: str | None) -> None:
    """Make a list of people who agreed to be warned; an approver answers for their consent."""
    with parts(words_may_wait=True) as built, told():
        listing.create(built.desk, listed, consent, until.date(), actor(built, name), built.clock.now())
    click.echo(f"{listed}: made, until the end of {until:%Y-%m-%d}")


@click.command()
@click.argument("listed", metavar="NAME")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@as_option
def end(listed: str, name: str | None, *, yes: bool) -> None:
    """Take everybody off a list at once and destroy its keys; nothing brings it back."""
    with parts(words_may_wait=True) as built, told():
        who = actor(built, name, ask=True)
        if not yes and click.prompt("This cannot be undone. Type the name again", err=True) != listed:
            raise click.ClickException(f"{listed}: left as it is")
        count = listing.end(built.desk, listed, who, built.clock.now())
    click.echo(f"{listed}: ended; {count:,} were on it")


@click.command()
@click.argument("listed", metavar="[NAME]", required=False)
def show(listed: str | None) -> None:
    """Count who is on a list, or on each, by area, language and channel; how and until when they agreed."""
    with parts(words_may_wait=True) as built, told():
        named = {about.id: about for about in listing.lists_of(built.desk).all()}
        if listed is not None and listed != REGISTERED and listed not in named:
            have = ", ".join([REGISTERED, *named])
            raise NoSuchList(f"no list is called {listed}: there are {have}")
        for id in [listed] if listed else [REGISTERED, *named]:
            if named:
                click.echo(f"{id}: {_about(named[id]) if id in named else 'who entered by themselves'}")
            _count(built, id)


def _about(about: About) -> str:
    last, made = (at.astimezone(TOKYO) for at in (about.until - timedelta(minutes=1), about.created_at))
    return f"until the end of {last:%Y-%m-%d}; {about.consent}; made by {about.created_by} on {made:%Y-%m-%d}"


def _count(built: Parts, id: str) -> None:
    found = StandingList(built.engine, built.desk.keystore, id).counts(built.clock.now())
    for one in found:
        click.echo(
            f"{one.number:>7,}  {one.area or 'all areas'}, {one.language or 'no language'}, {one.channel}"
        )
    click.echo(f"{sum(one.number for one in found):>7,}  in all")


commands = (create, end, show)
