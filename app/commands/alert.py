"""`yobikake alert`: from an incident to campaigns that wait for one approval."""

from contextlib import nullcontext
from pathlib import Path

import click

from app.commands.context import actor, as_option, parts
from app.commands.whom import table
from app.findings import Findings
from app.judged import judged
from campaigns import alerting
from campaigns.alert_plans import Alert
from campaigns.alerting import CannotAlert, Part
from campaigns.audience import People
from campaigns.plan import Plan, Source

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--claim", required=True, help="What they say: an id of `yobikake prompts list`.")
@click.option("--area", required=True, help="Where: a municipality or ward, or an area of the line.")
@click.option("--list", "listed", metavar="LIST", help="Homes: the people of this standing list too.")
@click.option("--audience", type=_FILE, help="Homes: these too, as CSV: number, language, area.")
@click.option(
    "--source",
    type=click.Choice([one.value for one in Source]),
    help="Where the numbers of --audience come from.",
)
@click.option("--skip-bad", is_flag=True, help="Leave bad rows out instead of refusing the file.")
@click.option("--again", is_flag=True, help="Although the same warning waits or runs in this area.")
@as_option
def alert(
    claim: str,
    area: str,
    listed: str | None,
    audience: Path | None,
    source: str | None,
    name: str | None,
    *,
    skip_bad: bool,
    again: bool,
) -> None:
    """Draft and submit the warning of an area: its institutions, and homes if a list or file is named."""
    if listed and audience:
        raise click.UsageError("give --list or --audience, not both")
    if bool(audience) != bool(source):
        raise click.UsageError("--source: say where the numbers of --audience come from, and only then")
    meant = Alert(claim, area, listed, Source(source) if source else None)
    with parts() as built, table(audience) if audience else nullcontext() as rows:
        who, now = actor(built, name), built.clock.now()

        def check(plan: Plan, people: People) -> Findings:
            return judged(built, plan, people, f"alert to {plan.audience}s")

        try:
            done = alerting.draft(built.desk, meant, rows, check, who, now, skip_bad=skip_bad, again=again)
        except CannotAlert as stopped:
            for part in stopped.parts:
                _tell(part, err=True)
            codes = [part.found.exit_code for part in stopped.parts if not part.nobody]
            raise SystemExit(max(codes, default=1)) from None
    for part in done:
        _tell(part)
    for part in done:
        if part.campaign:
            click.echo(f"{part.plan.audience} {part.campaign}")


def _tell(part: Part, *, err: bool = False) -> None:
    click.echo(f"{part.plan.name}: {part.nobody or part.plan.audience}", err=err)
    if part.left_out:
        click.echo(f"left out, as their words are refused: {', '.join(part.left_out)}", err=err)
    if not part.nobody:
        click.echo(part.found.as_text(), err=err)


commands = (alert,)
