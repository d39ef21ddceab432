"""What an office has before it warns anybody: a directory, a standing list, things that people told it."""

from datetime import timedelta
from io import BytesIO

from sqlalchemy.orm import Session

from app.findings import Findings
from app.house import House
from app.judged import judged
from app.samples import AREAS, directory, volunteers
from campaigns import alerting, bringing, enrolment, institutions, lifecycle, listing
from campaigns.alert_plans import Alert
from campaigns.audience import People
from campaigns.directory import Chosen
from campaigns.people import Actor
from campaigns.plan import Plan
from campaigns.states import CampaignState
from db.clock import TOKYO
from db.engine import reading
from tree import incidents

LIST, CONSENT = "asahi-volunteers", "Form of consent, ward office, 2026-10-01"
DAYS = 180
TOLD = {"isa-bail": (AREAS[0], 4), "police-accomplice": (AREAS[1], 2), "isa-card": (AREAS[2], 1)}
"""What operators noted this morning: how often, and where."""
PATIENCE, WEEK = timedelta(hours=1), timedelta(weeks=1)


def furnish(house: House, seed: int, count: int, editor: Actor, approver: Actor) -> str:
    """Bring in so many institutions and volunteers; return the enrolment call's id, which has ended."""
    desk, now = house.parts.desk, house.clock.now()
    table = institutions.read(BytesIO(directory(seed, count)))
    institutions.bring_in(desk, table, editor, now, replace=False)
    listing.create(desk, LIST, CONSENT, (now.astimezone(TOKYO) + timedelta(days=DAYS)).date(), approver, now)
    bringing.from_file(desk, LIST, BytesIO(volunteers(seed, 4 * count)), "voice", editor, now)
    return _enrol(house, editor, approver)


def tell(house: House) -> None:
    """Note what people told operators."""
    desk, now = house.parts.desk, house.clock.now()
    for claim, (area, times) in TOLD.items():
        for _ in range(times):
            incidents.add(desk.engine, desk.prompts.knowledge.warning(claim), area, now)


def last_week(house: House, editor: Actor, approver: Actor) -> None:
    """Play the warning of last week to its end."""
    desk, now = house.parts.desk, house.clock.now()

    def check(plan: Plan, people: People) -> Findings:
        return judged(house.parts, plan, people, plan.name)

    parts = alerting.draft(desk, Alert("isa-bail", AREAS[0], LIST), None, check, editor, now)
    made = [part.campaign for part in parts if part.campaign]
    for campaign in made:
        lifecycle.approve(desk, campaign, approver, now)
        lifecycle.start(desk, campaign, approver, now)
    house.drive(lambda: all(_is_over(house, campaign) for campaign in made), until=now + PATIENCE)


def _enrol(house: House, editor: Actor, approver: Actor) -> str:
    """Ask the institutions by a call whether they want to be warned: only who agrees is."""
    desk, now = house.parts.desk, house.clock.now()
    campaign = enrolment.submit(desk, Chosen(), editor, now).campaign
    lifecycle.approve(desk, campaign, approver, now)
    lifecycle.start(desk, campaign, approver, now)
    house.drive(lambda: _is_over(house, campaign), until=now + PATIENCE)
    return campaign


def _is_over(house: House, campaign: str) -> bool:
    with Session(reading(house.parts.engine)) as session:
        return lifecycle.find(session, campaign).state == CampaignState.FINISHED
