"""Monday on paper: what last week did stands on one sheet."""

import io

import pypdfium2
import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.furnishing import last_week, tell
from campaigns.models import Delivery
from campaigns.people import Actor, Role
from db.clock import hour_of
from tree.models import HourCount

pytestmark = pytest.mark.browser

SATO, TANAKA = Actor("sato", Role.EDITOR), Actor("tanaka", Role.APPROVER)
AREAS = ("青葉区", "旭区", "港北区", "戸塚区", "鶴見区")
WARD = "横浜市"
LEAVES = {"1-1-2": 41, "1-4-3": 17, "6-1": 9}


@pytest.fixture
def busy(furnished):
    """A week of eight campaigns: an enrolment, an alert to homes and to institutions, five wards."""
    office = furnished
    tell(office)
    for area in AREAS:
        campaign = office.start(area=WARD + area, count=45)
        with Session(office.parts.engine) as session, session.begin():
            mine = update(Delivery).where(Delivery.campaign_id == campaign)
            session.execute(mine.values(state="done", end="heard"))
            some = mine.where(Delivery.id % 3 == 0)
            session.execute(some.values(end="no_answer"))
    last_week(office, SATO, TANAKA)
    with Session(office.parts.engine) as session, session.begin():
        hour = hour_of(office.clock.now())
        for leaf, count in LEAVES.items():
            session.add(HourCount(hour=hour, channel="voice", language="ja", leaf=leaf, count=count))
    return office


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_week_of_eight_campaigns_fits_on_one_sheet(busy, language):
    tanaka, day = busy.person("tanaka", language), busy.clock.now().date().isoformat()

    page = tanaka.open(f"/report?from={day}&to={day}")
    with pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
        sizes = [[round(side) for side in sheet.get_size()] for sheet in printed]
        text = printed[0].get_textpage().get_text_bounded()

    assert page.locator(".week tr:has(th a)").count() == 8
    assert page.locator(".pictures img").count() == 4
    assert sizes == [[595, 842]]
    assert all(WARD + area in text for area in AREAS)
    assert busy.parts.line.organisation[language] in text
    assert tanaka.axe() == []


def test_nothing_is_shaved_off_at_the_edges_of_the_sheet(busy):
    tanaka, day = busy.person("tanaka"), busy.clock.now().date().isoformat()
    page = tanaka.open(f"/report?from={day}&to={day}")

    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1009})

    edges = page.evaluate(
        "[...document.querySelectorAll('.panel')].map(o => o.getBoundingClientRect().right)"
    )
    assert len(edges) >= 5
    assert max(edges) <= 679
    assert page.evaluate("document.documentElement.scrollWidth") <= 680


def test_a_long_week_goes_on_on_the_next_sheet_and_leaves_no_empty_one(busy):
    for _ in range(20):
        busy.start(area=f"{WARD}{AREAS[0]}", count=1)
    tanaka, day = busy.person("tanaka"), busy.clock.now().date().isoformat()

    page = tanaka.open(f"/report?from={day}&to={day}")
    with pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
        texts = [sheet.get_textpage().get_text_bounded() for sheet in printed]

    assert len(texts) == 2
    assert texts[0].count("bail calls") > 20
