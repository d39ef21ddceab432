"""`yobikake campaign approve`: one approval for all the campaigns of an alert."""

import click
from sqlalchemy.orm import Session

from app.commands.context import actor, as_option, parts
from app.wiring import Parts
from campaigns import lifecycle
from campaigns.lifecycle import Changed, NotNow
from campaigns.people import Actor, NotAllowed

BEFORE = "that was done before"


@click.command()
@click.argument("campaigns", metavar="ID...", nargs=-1, required=True)
@click.option("--start", "and_start", is_flag=True, help="Start them in the same breath.")
@click.option(
    "--accept-remainder",
    "remainder",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Accept that so many are left over when not_after comes.",
)
@as_option
def approve(campaigns: tuple[str, ...], name: str | None, remainder: int, *, and_start: bool) -> None:
    """Approve what somebody else submitted, exactly as it stands now."""
    with parts() as built:
        who, ids = actor(built, name, ask=True), tuple(dict.fromkeys(campaigns))
        with Session(built.engine) as session:
            for campaign in ids:  # A slip of the pen shows before anything is begun.
                lifecycle.find(session, campaign)
        approved = [_is_approved(built, campaign, who, remainder, and_start=and_start) for campaign in ids]
    if not all(approved):
        raise SystemExit(1)


def _is_approved(built: Parts, campaign: str, who: Actor, remainder: int, *, and_start: bool) -> bool:
    """Approve one; that it is refused must not keep the others of an alert from being started."""
    try:
        _approve(built, campaign, who, remainder, and_start=and_start)
    except (Changed, NotAllowed, NotNow) as fault:
        where = "" if campaign in str(fault) else f"campaign {campaign}: "
        click.echo(f"yobikake: {where}{fault}", err=True)
        return False
    return True


def _approve(built: Parts, campaign: str, who: Actor, remainder: int, *, and_start: bool) -> None:
    now = built.clock.now()
    done = lifecycle.approve(built.desk, campaign, who, now, remainder=remainder)
    with Session(built.engine) as session:
        waits = lifecycle.lacks_second(lifecycle.find(session, campaign))
    if waits:
        click.echo(f"{campaign}: approved by one; an emergency needs a second person's approval")
        return
    if and_start:
        done = lifecycle.start(built.desk, campaign, who, now) or done
    said = "started" if and_start else "approved"
    click.echo(f"{campaign}: {said if done else BEFORE}")
