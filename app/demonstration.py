"""The demonstration: three campaigns and three hotline calls in virtual time, then pages that one can use."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from sqlalchemy.orm import Session

from app.furnishing import WEEK, furnish, last_week, tell
from app.house import Circumstances, House
from app.judged import judged
from app.samples import Sample, make
from app.serving import serve_until_stopped
from campaigns import intake, lifecycle, tallies
from campaigns.bars import shown
from campaigns.people import Actor, Role
from campaigns.plan import read_plan
from campaigns.reporting import report_on
from campaigns.states import CampaignState
from db.clock import TOKYO

MORNING = datetime(2026, 11, 24, 10, tzinfo=TOKYO)
"""A Tuesday at ten."""
EDITOR, APPROVER = Actor("sato", Role.EDITOR), Actor("tanaka", Role.APPROVER)
CALLS = (
    ("A student was told to transfer bail", "en", ("2", "1", "1", "2", "1")),
    ("82歳の方に、警察を名乗る者がネットバンキングの開設を求めた", "ja", ("1", "2", "1", "1")),
    ("自動音声で「電話が止まる、1を押せ」と言われた", "ja", ("1", "4", "1")),
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person who typed the command wants to see."""

    folder: Path
    recipients: int
    speed: float | None
    port: int
    seed: int
    serve: bool


def run(wishes: Wishes) -> None:
    """Show everything once; serve afterwards where that is wished."""
    screen = Console()
    began = time.monotonic()
    given = Circumstances(seed=wishes.seed, port=wishes.port)
    with House(wishes.folder, MORNING - WEEK, given) as house:
        screen.rule("Yobikake: training, on the embedded carrier; nobody outside this machine is called")
        furnish(house, wishes.seed, max(6, wishes.recipients // 20), EDITOR, APPROVER)
        last_week(house, EDITOR, APPROVER)
        house.clock.move_to(MORNING)
        tell(house)
        ids = [
            _prepare(house, sample, screen) for sample in make(wishes.folder, wishes.seed, wishes.recipients)
        ]
        _watch(house, ids, wishes.speed, screen)
        for campaign in ids:
            _report(house, campaign, screen)
        for story, language, keys in CALLS:
            _play(house, story, language, keys, screen)
        screen.print(f"\nAll this took {time.monotonic() - began:.0f} seconds.")
        if wishes.serve:
            serve_until_stopped(house, screen)


def _prepare(house: House, sample: Sample, screen: Console) -> str:
    """Check, create, submit, approve and start one campaign, each by somebody who may."""
    desk, now = house.parts.desk, house.clock.now()
    plan = read_plan(sample.plan.encode(), sample.title)
    with sample.audience.open("rb") as audience:
        findings = judged(house.parts, plan, audience, sample.title)
        screen.print(f"\n[bold]{plan.name}[/bold] ({sample.title}, {sample.audience.name})")
        screen.print(findings.as_text(), highlight=False)
        audience.seek(0)
        campaign = intake.create(desk, plan, audience, EDITOR, now)
    lifecycle.submit(desk, campaign, EDITOR, now)
    lifecycle.approve(desk, campaign, APPROVER, now)
    lifecycle.start(desk, campaign, APPROVER, now)
    return campaign


def _watch(house: House, ids: list[str], speed: float | None, screen: Console) -> None:
    """Drive the house until all campaigns have ended, showing how far each is."""
    bars = Progress(TextColumn("{task.description}"), BarColumn(40), TextColumn("{task.fields[said]}"))
    clock = Progress(TextColumn("{task.description}"))
    hand = clock.add_task("10:00")
    tasks = {campaign: bars.add_task("", total=1, said="") for campaign in ids}
    began, shown = time.monotonic(), 0.0
    with Live(Group(clock, bars), console=screen, refresh_per_second=8):
        while not house.drive(lambda: _all_over(house, ids), until=house.clock.now() + timedelta(seconds=15)):
            passed = (house.clock.now() - MORNING).total_seconds()
            if speed:
                time.sleep(max(0.0, passed / speed - (time.monotonic() - began)))
            if time.monotonic() - shown > 0.1:
                _show(house, tasks, bars, clock, hand)
                shown = time.monotonic()
        _show(house, tasks, bars, clock, hand)


def _show(house: House, tasks: dict[str, TaskID], bars: Progress, clock: Progress, hand: TaskID) -> None:
    clock.update(hand, description=f"Japan's time {house.clock.now().astimezone(TOKYO):%H:%M:%S}")
    with Session(house.parts.engine) as session:
        for campaign, task in tasks.items():
            found = lifecycle.find(session, campaign)
            counts = tallies.counts(session, found)
            open_ = sum(counts.get(state, 0) for state in ("waiting", "claimed", "open"))
            said = ", ".join(f"{n:,} {end.replace('_', ' ')}" for end, n in counts.items())
            bars.update(
                task, description=found.name, total=found.total, completed=found.total - open_, said=said
            )


def _all_over(house: House, ids: list[str]) -> bool:
    with Session(house.parts.engine) as session:
        return all(lifecycle.find(session, id_).state == CampaignState.FINISHED for id_ in ids)


def _report(house: House, campaign: str, screen: Console) -> None:
    with Session(house.parts.engine) as session:
        report = report_on(session, campaign)
    screen.print()
    screen.print(shown(report))


def _play(house: House, story: str, language: str, keys: tuple[str, ...], screen: Console) -> None:
    """Dial the hotline as a resident would, and print what was said and pressed."""
    screen.print()
    screen.rule(f"[bold]{story}[/bold] ({language})", align="left")
    numbers = house.parts.line.hotline
    phone = house.telephone()
    phone.dial(numbers[0].e164)
    said = 0
    for key in (*keys, None):
        lines = phone.heard
        for line in lines[said:]:
            if line.kind != "key":
                screen.print(f"  {line.text}", highlight=False)
        said = len(lines)
        if key is not None:
            screen.print(f"  [bold cyan]> {key}[/bold cyan]")
            phone.press(key)
    phone.hang_up()
