"""Which institutions a warning has covered, and the re-call of those that have not confirmed it."""

import json

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy.orm import Session

from app.commands.context import actor, as_option, campaign_id, json_option, parts
from app.wiring import Parts
from campaigns import lifecycle, recalling
from campaigns.coverage import WORDS, Coverage, of_campaign, of_directory


@click.command()
@click.argument("campaign", metavar="[ID]", required=False)
@click.option("--names", is_flag=True, help="Name those that have not confirmed.")
@json_option
def coverage(campaign: str | None, *, names: bool, as_json: bool) -> None:
    """Count who confirmed a campaign, or the last warning: by area and kind."""
    with parts(words_may_wait=True) as built:
        found = _found(built, campaign)
    if as_json:
        listed = {"not_confirmed_names": found.not_confirmed} if names else {}
        click.echo(json.dumps(found.as_json() | listed, ensure_ascii=False, indent=1))
        return
    Console().print(_shown(found))
    for name in found.not_confirmed if names else ():
        click.echo(f"not confirmed: {name}")


def _found(built: Parts, campaign: str | None) -> Coverage:
    with Session(built.engine) as session:
        if campaign is None:
            return of_directory(session)
        found = of_campaign(session, lifecycle.find(session, campaign))
    if found is None:
        raise click.ClickException(f"campaign {campaign} went to homes, which are asked for no key")
    return found


def _shown(found: Coverage) -> Table:
    table = Table("", *(word.replace("_", " ") for word in WORDS), box=None)
    for part in ("area", "kind"):
        for value, figures in found.by(part).items():
            table.add_row(f"{part}: {value or 'not known'}", *(f"{figures[word]:,}" for word in WORDS))
    table.add_row("all", *(f"{found.figures[word]:,}" for word in WORDS))
    return table


def last_answers(built: Parts) -> dict[str, str]:
    """Return what came of the last warning to each entry of the directory, by its id."""
    with Session(built.engine) as session:
        return {one.id: one.how.replace("_", " ") for one in of_directory(session).ones if one.id}


@click.command()
@campaign_id
@as_option
def recall(campaign: str, name: str | None) -> None:
    """Make a draft with the same words for the institutions that have not confirmed; prints its id."""
    with parts(words_may_wait=True) as built:
        done = recalling.recall(built.desk, campaign, actor(built, name), built.clock.now())
    if not done.is_new:
        click.echo(f"{campaign}: was re-called before, by this campaign")
    click.echo(done.campaign)
