"""How far campaigns are, and what came of them."""

import json
import time
from typing import Any

import click
from rich.console import Console
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.commands.context import campaign_id, json_option, parts
from app.wiring import Parts
from campaigns import coverage, lifecycle, tallies
from campaigns.bars import shown
from campaigns.models import Campaign
from campaigns.report_csv import as_csv
from campaigns.reporting import report_on
from campaigns.senders import slowed_for
from campaigns.series import is_series, next_runs
from console import reports
from console.words import LANGUAGES, load
from db.clock import TOKYO


@click.command()
@campaign_id
@json_option
@click.option("--follow", is_flag=True, help="Print again every second until it has ended.")
def status(campaign: str, *, as_json: bool, follow: bool) -> None:
    """Tell how far a campaign is."""
    with parts(words_may_wait=True) as built:
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
        known |= {"corrects": found.correction_of} if found.correction_of else {}
        facts = {**known, "trouble": found.trouble, "counts": tallies.counts(session, found)}
        facts["put_off"] = tallies.put_off(session, campaign)
        facts["slowed"] = slowed_for(session, built.desk, found, built.clock.now())
        facts |= _series(built, found)
        covered = coverage.of_campaign(session, found)
        return facts | ({"coverage": covered.as_json()} if covered else {})


def _series(built: Parts, campaign: Campaign) -> dict[str, Any]:
    """Return when a recurring campaign runs next, and how many of its runs were missed."""
    if not is_series(campaign):
        return {"series_of": campaign.series_of} if campaign.series_of else {}
    runs = next_runs(campaign, built.desk.policy, built.clock.now())
    told = [run.astimezone(TOKYO).isoformat(timespec="minutes") for run in runs]
    return {"next_runs": told, "missed_runs": campaign.missed_runs}


def _line(facts: dict[str, Any]) -> str:
    counted = ", ".join(f"{number:,} {end.replace('_', ' ')}" for end, number in facts["counts"].items())
    trouble = f" ({facts['trouble']})" if facts["trouble"] else ""
    spared = f"; put off by the cap: {facts['put_off']:,}" if facts["put_off"] else ""
    slow = f"; slowed by the carrier to 1/{2 ** facts['slowed']} of the pace" if facts["slowed"] else ""
    if "next_runs" in facts:
        return f"{facts['name']}: {facts['state']}{trouble}; {_runs(facts)}"
    return f"{facts['name']}: {facts['state']}{trouble}; {counted or 'nobody to call'}{spared}{slow}"


def _runs(facts: dict[str, Any]) -> str:
    following = ", ".join(run[:16].replace("T", " ") for run in facts["next_runs"])
    missed = f"; {facts['missed_runs']:,} missed" if facts["missed_runs"] else ""
    return f"next runs: {following or 'none'}{missed}"


@click.command("list")
@json_option
def list_(*, as_json: bool) -> None:
    """List all campaigns, the latest first."""
    with parts(words_may_wait=True) as built, Session(built.engine) as session:
        found = session.scalars(select(Campaign).order_by(Campaign.created_at.desc())).all()
        if as_json:
            rows = [
                {"id": c.id, "name": c.name, "state": c.state, "total": c.total, **_series(built, c)}
                for c in found
            ]
            click.echo(json.dumps(rows, ensure_ascii=False))
            return
        for c in found:
            again = f"  ({_runs(_series(built, c))})" if is_series(c) else ""
            click.echo(f"{c.id}  {c.state:<10} {c.total:>7,}  {c.name}{again}")


@click.command()
@campaign_id
@click.option("--format", "form", type=click.Choice(["text", "json", "csv", "html"]), default="text")
@click.option(
    "--language", type=click.Choice(LANGUAGES), help="Of csv and html; csv without it is for programs."
)
def report(campaign: str, form: str, language: str | None) -> None:
    """Report what came of a campaign; made from counts, so it survives the erasure."""
    with parts(words_may_wait=True) as built, Session(built.engine) as session:
        found = report_on(session, campaign)
        prompts = built.prompts
    match form:
        case "json":
            click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
        case "csv":
            table = as_csv(found) if language is None else reports.table(found, prompts, load(language))
            click.echo(table, nl=False)
        case "html":
            click.echo(reports.printed(found, prompts, load(language or "en"), language or "en"))
        case _:
            Console().print(shown(found))


commands = (status, list_, report)
