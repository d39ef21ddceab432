"""The life of a campaign on the command line."""

import json
import time
from pathlib import Path
from typing import Any, BinaryIO

import click
from rich.console import Console
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.checking import check_campaign
from app.commands import campaign_run
from app.commands.context import actor, as_option, json_option, parts
from app.line import read_line
from app.wiring import Parts
from campaigns import intake, lifecycle, tallies
from campaigns.bars import shown
from campaigns.halting import stop_and_wait
from campaigns.models import Campaign
from campaigns.plan import Plan, PlanInvalid, against, read_plan
from campaigns.report_page import as_html
from campaigns.reporting import report_on
from campaigns.states import CampaignState
from db.clock import SystemClock
from prompts import library

File = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
Audience = click.option(
    "--audience", type=click.File("rb"), required=True, help="CSV: number, language, area."
)
Id = click.argument("campaign", metavar="ID")


@click.group("campaign")
def group() -> None:
    """Create, approve, run, stop and report on campaigns."""


group.add_command(campaign_run.run)


def _plan(file: Path, now: Any) -> Plan:
    plan = read_plan(file.read_bytes(), file.name)
    faults = against(plan, now)
    if faults:
        raise PlanInvalid([f"{file.name}: {fault}" for fault in faults])
    return plan


@group.command()
@File
@Audience
@json_option
def check(file: Path, audience: BinaryIO, *, as_json: bool) -> None:
    """Tell all that would stop this campaign: its words, its audience line by line, its arithmetic."""
    now = SystemClock().now()
    line = read_line(None)
    prompts = library.load(line.promises())
    findings = check_campaign(read_plan(file.read_bytes(), file.name), audience, now, file.name, prompts)
    click.echo(
        json.dumps(findings.as_json(), ensure_ascii=False, indent=1) if as_json else findings.as_text()
    )
    raise SystemExit(findings.exit_code)


@group.command()
@File
@Audience
@click.option("--skip-bad", is_flag=True, help="Leave bad rows out instead of refusing the file.")
@as_option
def create(file: Path, audience: BinaryIO, name: str | None, *, skip_bad: bool) -> None:
    """Store a draft with its sealed audience; prints its id on the last line."""
    with parts() as built:
        click.echo(_create(built, file, audience, name, skip_bad=skip_bad))


def _create(built: Parts, file: Path, audience: BinaryIO, name: str | None, *, skip_bad: bool) -> str:
    now = built.clock.now()
    plan = _plan(file, now)
    findings = check_campaign(plan, audience, now, file.name, built.prompts, built.desk.sender_pace)
    if findings.must_stop(skip_bad=skip_bad):
        click.echo(findings.as_text(), err=True)
        raise SystemExit(findings.exit_code)
    audience.seek(0)
    return intake.create(built.desk, plan, audience, actor(built, name), now)


def _act(act: Any, *, ask: bool = False) -> Any:
    @Id
    @as_option
    def command(campaign: str, name: str | None) -> None:
        with parts() as built:
            done = act(built.desk, campaign, actor(built, name, ask=ask), built.clock.now())
            click.echo(f"{campaign}: {act.__name__}" if done else f"{campaign}: that was done before")

    command.__doc__ = (act.__doc__ or "").splitlines()[0]
    return command


group.command("submit")(_act(lifecycle.submit))
group.command("start")(_act(lifecycle.start, ask=True))
group.command("pause")(_act(lifecycle.pause))
group.command("resume")(_act(lifecycle.resume))
group.command("close")(_act(lifecycle.close))


@group.command()
@Id
@click.option("--start", "and_start", is_flag=True, help="Start it in the same breath.")
@as_option
def approve(campaign: str, name: str | None, *, and_start: bool) -> None:
    """Approve what somebody else submitted, exactly as it stands now."""
    with parts() as built:
        who, now = actor(built, name, ask=True), built.clock.now()
        lifecycle.approve(built.desk, campaign, who, now)
        if and_start:
            lifecycle.start(built.desk, campaign, who, now)
        click.echo(f"{campaign}: {'started' if and_start else 'approved'}")


@group.command()
@Id
@click.option("--reason", required=True, help="What has to be changed.")
@as_option
def reject(campaign: str, reason: str, name: str | None) -> None:
    """Send a submitted campaign back."""
    with parts() as built:
        lifecycle.reject(built.desk, campaign, actor(built, name), reason, built.clock.now())
        click.echo(f"{campaign}: rejected")


@group.command()
@click.argument("campaign", metavar="ID", required=False)
@click.option("--all", "everything", is_flag=True, help="Stop every campaign that runs.")
@as_option
def stop(campaign: str | None, name: str | None, *, everything: bool) -> None:
    """Call nobody further; returns when no call that was begun is left ringing."""
    if (campaign is None) != everything:
        raise click.UsageError("give the ID of one campaign, or --all")
    with parts() as built:
        who = actor(built, name, ask=everything)
        for id_ in [campaign] if campaign else _running(built):
            click.echo(stop_and_wait(built.desk, id_, who).as_text())


def _running(built: Parts) -> list[str]:
    with Session(built.engine) as session:
        states = (CampaignState.RUNNING, CampaignState.PAUSED)
        return list(session.scalars(select(Campaign.id).where(Campaign.state.in_(states))))


@group.command()
@Id
@json_option
@click.option("--follow", is_flag=True, help="Print again every second until it has ended.")
def status(campaign: str, *, as_json: bool, follow: bool) -> None:
    """Tell how far a campaign is."""
    with parts() as built:
        while True:
            facts = _status(built, campaign)
            click.echo(json.dumps(facts, ensure_ascii=False) if as_json else _line(facts))
            if not follow or facts["state"] in {"finished", "closed", "rejected", "expired"}:
                return
            time.sleep(1)


def _status(built: Parts, campaign: str) -> dict[str, Any]:
    with Session(built.engine) as session:
        found = lifecycle.find(session, campaign)
        known = {"id": found.id, "name": found.name, "state": found.state, "total": found.total}
        return {**known, "trouble": found.trouble, "counts": tallies.counts(session, found)}


def _line(facts: dict[str, Any]) -> str:
    counted = ", ".join(f"{number:,} {end.replace('_', ' ')}" for end, number in facts["counts"].items())
    trouble = f" ({facts['trouble']})" if facts["trouble"] else ""
    return f"{facts['name']}: {facts['state']}{trouble}; {counted or 'nobody to call'}"


@group.command("list")
@json_option
def list_(*, as_json: bool) -> None:
    """List all campaigns, the latest first."""
    with parts() as built, Session(built.engine) as session:
        found = session.scalars(select(Campaign).order_by(Campaign.created_at.desc())).all()
        if as_json:
            rows = [{"id": c.id, "name": c.name, "state": c.state, "total": c.total} for c in found]
            click.echo(json.dumps(rows, ensure_ascii=False))
            return
        for c in found:
            click.echo(f"{c.id}  {c.state:<10} {c.total:>7,}  {c.name}")


@group.command()
@Id
@click.option("--format", "form", type=click.Choice(["text", "json", "csv", "html"]), default="text")
def report(campaign: str, form: str) -> None:
    """Report what came of a campaign; made from counts, so it survives the erasure."""
    with parts() as built, Session(built.engine) as session:
        found = report_on(session, campaign)
    match form:
        case "json":
            click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
        case "csv":
            click.echo(found.as_csv(), nl=False)
        case "html":
            click.echo(as_html(found))
        case _:
            Console().print(shown(found))
