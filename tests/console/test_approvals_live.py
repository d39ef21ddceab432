"""The tray keeps itself true, and the words that somebody hears lie open before whoever approves."""

import re

import pytest

from campaigns import lifecycle
from campaigns.people import Actor, Role
from console.approvals.case import Case
from console.approvals.sheets import Sheet

SATO, TANAKA = Actor("sato", Role.EDITOR), Actor("tanaka", Role.APPROVER)


@pytest.fixture
def alert(campaign, desk):
    """Hand in the two campaigns of one alert: institutions, and homes."""
    name = "police-banking, 横浜市旭区, Tue 10:00"
    both = campaign(name=name, audience="institution", count=3), campaign(name=f"{name} (homes)")
    for one in both:
        lifecycle.submit(desk, one, SATO, desk.clock.now())
    return both


def kept_alive(page):
    """Return where the page asks for its live part."""
    return next(about["data-live"] for about in page.attributes("div") if "data-live" in about)


def test_what_somebody_else_approved_leaves_the_tray_without_a_press(person, alert, desk):
    sato = person("sato", Role.EDITOR)
    live = kept_alive(sato.read("/approvals"))
    fresh = sato.read(live)
    assert "police-banking" in fresh.text
    assert "X-Done" not in fresh.headers

    for one in alert:
        lifecycle.approve(desk, one, TANAKA, desk.clock.now())

    fresh = sato.read(live)
    assert "Nothing waits for approval." in fresh.text
    assert "X-Done" in fresh.headers  # So that the number beside the room follows.


def test_the_tray_loads_by_itself_without_script(person, campaign):
    campaign("submitted")

    assert 'http-equiv="refresh"' in person("tanaka").read("/approvals").source


def test_only_who_may_decide_is_asked_to(person, campaign):
    campaign("submitted")

    assert "Look at it" in person("sato", Role.APPROVER).read("/approvals").text
    assert "Look at it" in person("ito", Role.EDITOR).read("/approvals").text
    assert "Read and decide" in person("tanaka").read("/approvals").text


def test_the_words_that_somebody_hears_lie_open_and_the_others_folded(person, alert):
    page = person("tanaka").read(f"/approvals/{alert[0]}")

    before, *folded = page.source.split('<details class="unspoken">')
    assert len(folded) == 2
    assert before.count("<details open>") == 1
    assert "English" not in re.sub(r"<header.*?</nav>", "", before, flags=re.DOTALL)
    assert page.text.count("More languages, no recipients here: 1") == 2


def test_who_decides_has_passed_the_words_of_all_its_campaigns(person, alert):
    page = person("tanaka").read(f"/approvals/{alert[0]}")

    decides = page.source.index('id="decide"')
    assert page.source.rindex("<blockquote") < decides
    assert page.source.rindex('class="links"', 0, decides) < decides
    assert "#decide" in page.links


def test_the_words_of_a_series_lie_open_though_nobody_knows_yet_who_hears_them():
    sheets = [Sheet("ja", 0, []), Sheet("en", 0, [])]

    found = Case(None, sheets, None, [])

    assert (list(found.spoken), list(found.unspoken)) == (sheets, [])
