"""`yobikake incident` and `yobikake radar`: what people told operators, and what rises."""

import json
from collections.abc import Callable
from dataclasses import asdict
from math import inf
from typing import Any

import click

from app.commands.context import actor, as_option, json_option, parts
from campaigns.people import Role
from console import known, signals
from prompts.faults import UnknownSentence
from tree import incidents
from tree.radar import ENOUGH_WEEKS, Rise, S, Trend
from tree.rising import Radar


@click.group()
def incident() -> None:
    """What people told operators: counts by claim and area, and nothing of who told it."""


@incident.command()
@click.option("--claim", metavar="ID", required=True, help="A name from `yobikake prompts list`.")
@click.option("--area", metavar="AREA", default="", help="One of the line's, or of a recent campaign.")
@as_option
def add(claim: str, area: str, name: str | None) -> None:
    """Note one more of a claim that somebody was told."""
    with parts(words_may_wait=True) as built:
        actor(built, name).must_be(Role.EDITOR, "note what people told")
        now, prompts = built.clock.now(), built.prompts
        try:
            warning = known.claim(prompts, claim)
        except UnknownSentence as fault:
            raise click.UsageError(f"--claim: {fault}") from None
        have = known.areas(built.engine, prompts.promises, now)
        if area and area not in have:
            listed = ", ".join(have) or "none"
            raise click.UsageError(f"--area: neither the line nor a recent campaign has this area: {listed}")
        incidents.add(built.engine, warning, area, now)
        click.echo(f"noted: {warning}{f', {area}' if area else ''}")


@click.command()
@json_option
def radar(*, as_json: bool) -> None:
    """Tell which claims rise against the same hours of the last weeks."""
    with parts(words_may_wait=True) as built:
        now = built.clock.now()
        heard = signals.hotline_radar(built.engine, built.prompts, now)
        told = signals.told_radar(built.engine, now)
    if as_json:
        both = {"hotline": _as_json(heard, _claim), "told": _as_json(told, _claim_in_area)}
        click.echo(json.dumps(both, ensure_ascii=False, indent=1))
        return
    for head, lines in (("hotline", _lines(heard, _claim)), ("told", _lines(told, _claim_in_area))):
        click.echo("\n".join([head, *(f"  {line}" for line in lines)]))


def _claim(subject: str) -> dict[str, str]:
    return {"claim": subject}


def _claim_in_area(subject: tuple[str, str]) -> dict[str, str]:
    return {"claim": subject[0], "area": subject[1]}


def _as_json(found: Radar[S], named: Callable[[S], dict[str, str]]) -> dict[str, Any]:
    over = found.over
    claims = [{**asdict(rise), **named(rise.subject)} for rise in found.found]
    for one in claims:
        del one["subject"]
        one["ratio"] = [None if end == inf else end for end in one["ratio"]]
    about = {"since": over.present[0].isoformat(), "hours": over.elapsed, "weeks": over.weeks}
    return {**about, "enough_weeks": over.is_enough, "merged": found.merged, "claims": claims}


def _lines(found: Radar[S], named: Callable[[S], dict[str, str]]) -> list[str]:
    lines = []
    if not found.over.is_enough:
        lines.append(f"not enough weeks: {found.over.weeks:.1f} of {ENOUGH_WEEKS}")
    if found.merged:
        lines.append(f"{found.merged} answers of now are too rare to be told apart")
    return lines + [_line(rise, ", ".join(named(rise.subject).values())) for rise in found.counted]


def _line(rise: Rise[Any], name: str) -> str:
    if rise.trend is Trend.NEW:
        return f"{rise.trend:<8} {rise.count:>5,} now, nothing to compare with yet  {name.rstrip(', ')}"
    low, high = rise.expected
    times = f"{rise.ratio[0]:.2g} to {rise.ratio[1]:.2g} times"
    chance = f"p {rise.p:.2g}, q {rise.q:.2g}"
    figures = f"{rise.count:>5,} now, usually {low:.1f} to {high:.1f}, {times}, {chance}"
    return f"{rise.trend:<8} {figures}  {name.rstrip(', ')}"


commands = (incident, radar)
