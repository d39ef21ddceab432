"""`yobikake campaign correct`: what was wrong is made right, once, for those who heard it."""

from pathlib import Path

import click

from app.commands.context import actor, as_option, campaign_id, parts
from app.judged import judged
from app.wiring import Parts
from campaigns import correcting
from campaigns.correcting import Draft

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@campaign_id
@click.argument("file", type=_FILE, required=False)
@click.option("--all-clear", is_flag=True, help="Institutions: say that it is over; needs no FILE.")
@click.option("--skip-bad", is_flag=True, help="Leave out whom the correction cannot be told.")
@as_option
def correct(campaign: str, file: Path | None, name: str | None, *, all_clear: bool, skip_bad: bool) -> None:
    """Draft the correction of a campaign, to those whom it reached; prints its id on the last line."""
    if all_clear == (file is not None):
        raise click.UsageError("give the FILE with the right words, or --all-clear")
    with parts() as built:
        text = file.read_bytes() if file else None
        where = file.name if file else f"all-clear of {campaign}"
        draft = correcting.prepare(built.desk, campaign, text, where)
        click.echo(_make(built, draft, name, where, skip_bad=skip_bad))


def _make(built: Parts, draft: Draft, name: str | None, where: str, *, skip_bad: bool) -> str:
    findings = judged(built, draft.plan, draft.people, where, draft.earlier)
    if findings.must_stop(skip_bad=skip_bad):
        click.echo(findings.as_text(), err=True)
        raise SystemExit(findings.exit_code)
    made = correcting.make(built.desk, draft, actor(built, name), built.clock.now())
    click.echo(f"to {draft.count:,} whom {draft.of} reached; submit it, and somebody else has to approve it")
    return made
