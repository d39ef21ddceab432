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
from campaigns.claims import slowed_for
from campaigns.models import Campaign
from campaigns.report_page import as_html
from campaigns.reporting import report_on


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
        facts = {**known, "trouble": found.trouble, "counts": tallies.counts(session, found)}
        facts["put_off"] = tallies.put_off(session, campaign)
        facts["slowed"] = slowed_for(session, built.desk, found, built.clock.now())
        covered = coverage.of_campaign(session, found)
        return facts | ({"coverage": covered.as_json()} if covered else {})


def _line(facts: dict[str, Any]) -> str:
    counted = ", ".join(f"{number:,} {end.replace('_', ' ')}" for end, number in facts["counts"].items())
    trouble = f" ({facts['trouble']})" if facts["trouble"] else ""
    spared = f"; put off by the cap: {facts['put_off']:,}" if facts["put_off"] else ""
    slow = f"; slowed by the carrier to 1/{2 ** facts['slowed']} of the pace" if facts["slowed"] else ""
    return f"{facts['name']}: {facts['state']}{trouble}; {counted or 'nobody to call'}{spared}{slow}"


@click.command("list")
@json_option
def list_(*, as_json: bool) -> None:
    """List all campaigns, the latest first."""
    with parts(words_may_wait=True) as built, Session(built.engine) as session:
        found = session.scalars(select(Campaign).order_by(Campaign.created_at.desc())).all()
        if as_json:
            rows = [{"id": c.id, "name": c.name, "state": c.state, "total": c.total} for c in found]
            click.echo(json.dumps(rows, ensure_ascii=False))
            return
        for c in found:
            click.echo(f"{c.id}  {c.state:<10} {c.total:>7,}  {c.name}")


@click.command()
@campaign_id
@click.option("--format", "form", type=click.Choice(["text", "json", "csv", "html"]), default="text")
def report(campaign: str, form: str) -> None:
    """Report what came of a campaign; made from counts, so it survives the erasure."""
    with parts(words_may_wait=True) as built, Session(built.engine) as session:
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


commands = (status, list_, report)
