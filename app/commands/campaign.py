"""The life of a campaign on the command line."""

import json
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import speaking
from app.checking import check_campaign
from app.commands import approving, campaign_figures, campaign_run, corrections, institution_figures
from app.commands.approving import BEFORE
from app.commands.context import actor, as_option, audience_option, campaign_id, json_option, parts, plan_file
from app.commands.whom import must_be_one, table, whom
from app.judged import judged
from app.line import line_at_hand
from app.wiring import Parts
from campaigns import intake, lifecycle
from campaigns.halting import wait
from campaigns.models import Campaign
from campaigns.plan import Plan, PlanInvalid, against, read_plan
from campaigns.series import running_children
from campaigns.states import CampaignState
from db.clock import SystemClock


@click.group("campaign")
def group() -> None:
    """Create, approve, run, stop and report on campaigns."""


for _command in (
    approving.approve,
    *campaign_figures.commands,
    campaign_run.run,
    corrections.correct,
    institution_figures.recall,
):
    group.add_command(_command)


def _plan(file: Path, now: Any) -> Plan:
    plan = read_plan(file.read_bytes(), file.name)
    faults = against(plan, now, file.name)
    if faults:
        raise PlanInvalid(faults)
    return plan


@group.command()
@plan_file
@audience_option
@json_option
def check(file: Path, audience: Path | None, *, as_json: bool) -> None:
    """Tell all that would stop this campaign: its words, its audience line by line, its arithmetic."""
    plan = read_plan(file.read_bytes(), file.name)
    must_be_one(plan, audience)
    if audience is None:
        with parts() as built, whom(built.desk, plan, None, built.clock.now()) as people:
            findings = judged(built, plan, people, file.name)
    else:
        line = line_at_hand()
        prompts, now = speaking.without_settings(line), SystemClock().now()
        with table(audience) as rows:
            findings = check_campaign(plan, rows, now, file.name, prompts, policy=line.call_policy())
    click.echo(
        json.dumps(findings.as_json(), ensure_ascii=False, indent=1) if as_json else findings.as_text()
    )
    raise SystemExit(findings.exit_code)


@group.command()
@plan_file
@audience_option
@click.option("--skip-bad", is_flag=True, help="Leave bad rows out instead of refusing the file.")
@as_option
def create(file: Path, audience: Path | None, name: str | None, *, skip_bad: bool) -> None:
    """Store a draft with its sealed audience; prints its id on the last line."""
    with parts() as built:
        click.echo(_create(built, file, audience, name, skip_bad=skip_bad))


def _create(built: Parts, file: Path, audience: Path | None, name: str | None, *, skip_bad: bool) -> str:
    now = built.clock.now()
    plan = _plan(file, now)
    with whom(built.desk, plan, audience, now) as people:
        findings = judged(built, plan, people, file.name)
        if findings.must_stop(skip_bad=skip_bad):
            click.echo(findings.as_text(), err=True)
            raise SystemExit(findings.exit_code)
        return intake.create(built.desk, plan, people, actor(built, name), now)


def _act(act: Any, *, ask: bool = False, needs_words: bool = True) -> Any:
    @campaign_id
    @as_option
    def command(campaign: str, name: str | None) -> None:
        with parts(words_may_wait=not needs_words) as built:
            done = act(built.desk, campaign, actor(built, name, ask=ask), built.clock.now())
            click.echo(f"{campaign}: {act.__name__}" if done else f"{campaign}: {BEFORE}")

    command.__doc__ = (act.__doc__ or "").splitlines()[0]
    return command


group.command("submit")(_act(lifecycle.submit))
group.command("start")(_act(lifecycle.start, ask=True))
group.command("pause")(_act(lifecycle.pause, needs_words=False))
group.command("resume")(_act(lifecycle.resume, ask=True))
group.command("close")(_act(lifecycle.close, needs_words=False))


@group.command()
@campaign_id
@click.option("--reason", required=True, help="What has to be changed.")
@as_option
def reject(campaign: str, reason: str, name: str | None) -> None:
    """Send a submitted campaign back."""
    with parts(words_may_wait=True) as built:
        done = lifecycle.reject(built.desk, campaign, actor(built, name), reason, built.clock.now())
        click.echo(f"{campaign}: {'rejected' if done else BEFORE}")


@group.command()
@click.argument("campaign", metavar="ID", required=False)
@click.option("--all", "everything", is_flag=True, help="Stop every campaign that runs.")
@as_option
def stop(campaign: str | None, name: str | None, *, everything: bool) -> None:
    """Call nobody further; returns when no call that was begun is left ringing."""
    if (campaign is None) != everything:
        raise click.UsageError("give the ID of one campaign, or --all")
    with parts(words_may_wait=True) as built:  # Nothing may stand in the way of a stop.
        who = actor(built, name, ask=everything)
        ids = _with_runs(built, campaign) if campaign else _running(built)
        # All of them stop before anything is waited for.
        spared = {id_: lifecycle.halt(built.desk, id_, who, built.clock.now()) for id_ in ids}
        for id_ in ids:
            click.echo(wait(built.desk, id_, spared[id_]).as_text())


def _with_runs(built: Parts, campaign: str) -> list[str]:
    """Return the runs of a recurring campaign that are under way, and it itself; all of them stop."""
    with Session(built.engine) as session:
        return [*(run.id for run in running_children(session, campaign)), campaign]


def _running(built: Parts) -> list[str]:
    with Session(built.engine) as session:
        states = (CampaignState.RUNNING, CampaignState.PAUSED)
        return list(session.scalars(select(Campaign.id).where(Campaign.state.in_(states))))
