"""A whole campaign in one go, from its file to its close, on an embedded carrier of its own."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from sqlalchemy.orm import Session

from app import settings
from app.commands.context import audience_option, json_option, plan_file
from app.commands.whom import must_be_one, whom
from app.house import Circumstances, House
from app.judged import judged
from app.settings import SettingsInvalid
from campaigns import intake, lifecycle
from campaigns.audience import People
from campaigns.bars import shown
from campaigns.people import Actor, Role
from campaigns.plan import Plan, read_plan
from campaigns.report import Report
from campaigns.reporting import report_on
from campaigns.states import CampaignState

EDITOR, APPROVER = Actor("editor in training", Role.EDITOR), Actor("approver in training", Role.APPROVER)


@click.command("run")
@plan_file
@audience_option
@click.option("--skip-bad", is_flag=True, help="Leave bad rows out instead of refusing the file.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed plays the same way.")
@json_option
def run(file: Path, audience: Path | None, seed: int, *, skip_bad: bool, as_json: bool) -> None:
    """Create, approve, run and close a campaign in virtual time; embedded carrier only."""
    found = settings.read()
    if not found.training:
        raise SettingsInvalid("campaign run: only on the embedded carrier; here use `campaign create`")
    plan = read_plan(file.read_bytes(), file.name)
    must_be_one(plan, audience)
    now = found.clock().now()
    start = plan.next_opening(now) or now
    circumstances = Circumstances(seed=seed, settings=found)
    with (
        House(found.yobikake_data, start, circumstances) as house,
        whom(house.parts.desk, plan, audience, start) as people,
    ):
        findings = judged(house.parts, plan, people, file.name)
        if findings.must_stop(skip_bad=skip_bad):
            click.echo(findings.as_text(), err=True)
            raise SystemExit(findings.exit_code)
        report = _play(house, plan, people)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        Console().print(shown(report))


def _play(house: House, plan: Plan, people: People) -> Report:
    desk, now = house.parts.desk, house.clock.now()
    campaign = intake.create(desk, plan, people, EDITOR, now)
    lifecycle.submit(desk, campaign, EDITOR, now)
    lifecycle.approve(desk, campaign, APPROVER, now, remainder=sys.maxsize)  # The report says who was left.
    lifecycle.start(desk, campaign, APPROVER, now)
    house.drive(lambda: _state(house, campaign) == CampaignState.FINISHED)
    lifecycle.close(desk, campaign, APPROVER, house.clock.now())
    with Session(house.parts.engine) as session:
        return report_on(session, campaign)


def _state(house: House, campaign: str) -> Any:
    with Session(house.parts.engine) as session:
        return lifecycle.find(session, campaign).state
