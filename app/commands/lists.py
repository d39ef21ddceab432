"""`yobikake list`: people who asked to be warned and cannot telephone; their numbers on standard input."""

from datetime import datetime

import click

from app.commands.context import actor, as_option, parts
from app.commands.typed import numbers_typed
from campaigns import enrolling
from campaigns.enrolling import Asked, CannotEnrol
from privacy.standing_list import StandingList
from prompts.library import normal


@click.group("list")
def group() -> None:
    """People who asked to be warned: their numbers are sealed until their end date."""


@group.command()
@click.option("--channel", type=click.Choice(["voice", "sms"]), required=True, help="A call, or a text.")
@click.option("--language", metavar="L", required=True, help="The language of the warnings, such as vi.")
@click.option("--area", metavar="AREA", help="One of the line's areas; all areas without it.")
@click.option(
    "--until",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    required=True,
    help="The last day, such as 2027-03-31, at most a year ahead.",
)
@as_option
def add(channel: str, language: str, area: str | None, until: datetime, name: str | None) -> None:
    """Put the numbers on standard input on the list; their owners asked for it."""
    asked = Asked(channel, normal(language), area, until.date())
    with parts() as built:
        who, now = actor(built, name, ask=True), built.clock.now()
        numbers = numbers_typed()
        try:
            done = enrolling.enrol(built.desk, numbers, asked, who, now)
        except CannotEnrol as fault:
            option = f"--{fault.why}: " if fault.why in {"channel", "language", "area", "until"} else ""
            raise click.ClickException(f"{option}{fault}") from None
        for number in numbers:
            click.echo(str(number))
        click.echo(f"{done.count} are on the list until the end of {until:%Y-%m-%d}")
        if done.freed:
            click.echo(f"{done.freed} of them had asked not to be called: that is over")


@group.command()
@click.option("--everybody", is_flag=True, help="Empty the list; no numbers are read.")
@as_option
def withdraw(name: str | None, *, everybody: bool) -> None:
    """Take the numbers on standard input off the list."""
    with parts(words_may_wait=True) as built:
        who, now = actor(built, name, ask=everybody), built.clock.now()
        if everybody:
            click.echo(f"{enrolling.withdraw_all(built.desk, who, now)} were taken off the list")
            return
        numbers = numbers_typed()
        count = enrolling.withdraw(built.desk, numbers, who, now)
        click.echo(f"{count} of {len(numbers)} were on the list and are off it")


@group.command()
def show() -> None:
    """Count who is on the list, by area, language and channel."""
    with parts(words_may_wait=True) as built:
        found = StandingList(built.engine, built.desk.keystore).counts(built.clock.now())
    for one in found:
        click.echo(f"{one.number:>7,}  {one.area or 'all areas'}, {one.language}, {one.channel}")
    click.echo(f"{sum(one.number for one in found):>7,}  in all")
