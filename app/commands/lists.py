"""`yobikake list`: people who asked to be warned, or agreed to it; their numbers on standard input."""

from datetime import datetime
from pathlib import Path

import click

from app.commands.context import actor, as_option, parts
from app.commands.list_acts import commands, told
from app.commands.typed import numbers_typed
from app.commands.whom import table
from app.wiring import Parts
from campaigns import bringing, enrolling
from campaigns.enrolling import Asked
from campaigns.people import Actor
from privacy.number import PhoneNumber
from privacy.standing_list import REGISTERED
from privacy.wanted import Listed
from prompts.library import normal

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_channels = click.Choice(["voice", "sms"])
_list = click.option(
    "--list", "listed", metavar="NAME", default=REGISTERED, help="A list made by name, instead of registered."
)


@click.group("list")
def group() -> None:
    """People who asked to be warned, or agreed to it: their numbers are sealed until their end date."""


for _command in commands:
    group.add_command(_command)


@group.command("import")
@click.argument("listed", metavar="NAME")
@click.argument("file", type=_FILE)
@click.option("--channel", type=_channels, default="voice", show_default=True, help="A call, or a text.")
@click.option("--skip-bad", is_flag=True, help="Leave bad rows out instead of refusing the file.")
@as_option
def import_(listed: str, file: Path, channel: str, name: str | None, *, skip_bad: bool) -> None:
    """Put the people of a CSV file on a list: number, language, area. Who wants no calls is left out."""
    with parts(words_may_wait=True) as built, table(file) as rows:
        found = bringing.look(built.desk, rows, channel)
        for line in found.bad_lines(file.name):
            click.echo(line, err=True)
        if found.bad and not skip_bad:
            raise click.ClickException(
                f"{file.name}: nothing was imported: mend these rows, or add --skip-bad"
            )
        who, now = actor(built, name), built.clock.now()
        with told():
            done = bringing.from_file(built.desk, listed, rows, channel, who, now)
    twice = f"; {found.duplicates:,} stand twice and count once" if found.duplicates else ""
    click.echo(f"{_figures(done)}{twice}")


@group.command()
@_list
@click.option("--channel", type=_channels, required=True, help="A call, or a text.")
@click.option("--language", metavar="L", required=True, help="The language of the warnings, such as vi.")
@click.option("--area", metavar="AREA", help="One of the line's areas; all areas without it.")
@click.option(
    "--until",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The last day, such as 2027-03-31, at most a year ahead; a list made by name has its own.",
)
@as_option
def add(
    listed: str, channel: str, language: str, area: str | None, until: datetime | None, name: str | None
) -> None:
    """Put the numbers on standard input on a list; their owners asked for it."""
    if (until is None) == (listed == REGISTERED):
        raise click.UsageError(
            "--until: give the last day" if until is None else f"--until: {listed} has its own: leave it out"
        )
    with parts() as built:
        who, numbers = actor(built, name, ask=True), numbers_typed()
        with told():
            if until is None:
                alike = [Listed(number, channel, normal(language), area) for number in dict.fromkeys(numbers)]
                said = [_figures(bringing.by_hand(built.desk, listed, alike, who, built.clock.now()))]
            else:
                asked = Asked(channel, normal(language), area, until.date())
                said = _enrolled(built, numbers, asked, who)
        for line in [*map(str, numbers), *said]:
            click.echo(line)


def _enrolled(built: Parts, numbers: list[PhoneNumber], asked: Asked, who: Actor) -> list[str]:
    done = enrolling.enrol(built.desk, numbers, asked, who, built.clock.now())
    said = [f"{done.count} are on the list until the end of {asked.last:%Y-%m-%d}"]
    return [*said, f"{done.freed} of them had asked not to be called: that is over"] if done.freed else said


def _figures(done: bringing.Brought) -> str:
    barred = f"; {done.barred:,} left out, who asked not to be called" if done.barred else ""
    return f"{done.added:,} added, {done.known:,} known{barred}"


@group.command()
@_list
@click.option("--everybody", is_flag=True, help="Empty the list; no numbers are read.")
@as_option
def withdraw(listed: str, name: str | None, *, everybody: bool) -> None:
    """Take the numbers on standard input off a list."""
    with parts(words_may_wait=True) as built, told():
        who, now = actor(built, name, ask=everybody), built.clock.now()
        if everybody:
            count = enrolling.withdraw_all(built.desk, who, now, listed)
            click.echo(f"{count} were taken off the list")
            return
        numbers = numbers_typed()
        count = enrolling.withdraw(built.desk, numbers, who, now, listed)
        click.echo(f"{count} of {len(numbers)} were on the list and are off it")
