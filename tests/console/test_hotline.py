"""The hotline's pages: the tree drawn, each of its choices, and the counts over days."""

import csv
import io
import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy.orm import Session

from campaigns.people import Role
from console.hotline.branches import branches
from console.hotline.counting import counts
from console.hotline.days import Days, days
from console.hotline.drawing import HEIGHT, drawn
from console.hotline.lettering import wrapped
from db.clock import hour_of
from tree.models import HourCount

BAIL = "isa-bail-acquaintance"
MONTH = 28
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def reached(desk, clock):
    """Note that an answer was reached so many times, some hours or days ago."""

    def note(leaf, count, hours=1, days=0, language="ja"):
        with Session(desk.engine) as session, session.begin():
            hour = hour_of(clock.now()) - timedelta(hours=hours, days=days)
            session.add(HourCount(hour=hour, channel="voice", language=language, leaf=leaf, count=count))

    return note


@pytest.fixture
def calls_now(app, clock):
    """Let so many callers reach an answer just now; nothing of it is stored yet."""

    def call(leaf, times):
        for _ in range(times):
            app.extensions["tally"].later(clock.now(), "voice", "ja", leaf)

    return call


@pytest.fixture
def tree(prompts):
    return branches(prompts, "en", {"1-1-2": 100, "1-3": 25, "2-1": 4})


def widths(page):
    drawn_as = [about for about in page.attributes("path") if "branch" in about.get("class", "").split()]
    return [(about["class"].split()[1], float(about["stroke-width"])) for about in drawn_as]


def test_the_tree_is_drawn_with_its_busiest_branch_open_and_counts_of_today(person, reached, calls_now):
    reached("2-1", 40)
    calls_now("2-1", 7)
    reached("1-1-2", 9, hours=2)

    page = person("tanaka").read("/hotline")

    assert "Answers today: 56. Since 10:00: 7; in the hour before (from 09:00): 40." in page.text
    assert 'id="node-21"' in page.source  # The police are the busiest, so what comes after them is seen.
    assert 'id="node-11"' not in page.source
    assert "/hotline?open=#tree" in page.links  # And it can be folded.
    assert max(width for _, width in widths(page)) == 16


def test_today_is_told_by_the_strength_of_its_answers_too(person, reached):
    reached("1-1-2", 40)
    reached("1-3", 9)
    reached("gone-from-the-tree", 5)

    text = person("tanaka").read("/hotline").text

    assert "A scam: the agency itself says so 40 A strong sign of fraud 9 Nobody can tell from here 0" in text


def test_a_month_is_drawn_beside_each_claim_that_was_asked_about(person, reached):
    for back in range(1, MONTH):
        reached("1-1-2", 6, days=back)

    page = person("tanaka").read("/hotline")

    spark = page.source.split('<svg class="spark"')[1].split("</svg>")[0]
    assert spark.count("<rect") == MONTH - 1


def test_a_menu_is_opened_and_shut_by_its_address(person):
    tanaka = person("tanaka")

    page = tanaka.read("/hotline?open=1&open=1-1")

    spots = page.source.count('<rect class="spot')
    assert "/hotline?open=1#tree" in page.links  # Shuts 1-1.
    assert "/hotline?open=1&open=1-1&open=2#tree" in page.links
    assert tanaka.read("/hotline?open=").source.count('<rect class="spot') == 12 < spots


def test_answers_of_yesterday_are_not_in_todays_picture(person, reached):
    reached("1-1-2", 40, hours=11)

    page = person("tanaka").read("/hotline")

    assert "Answers today: 0." in page.text
    assert {width for _, width in widths(page)} == {1.0}


def test_the_picture_stays_alive(person, calls_now):
    tanaka = person("tanaka")
    address = next(
        about["data-live"] for about in tanaka.read("/hotline").attributes("div") if "data-live" in about
    )
    calls_now("1-1-2", 6)

    answer = tanaka.client.get(address, headers=ENGLISH)

    assert "Answers today: 6." in answer.get_data(as_text=True)
    assert answer.headers["X-Made"] == "10:00:00"


def test_strength_is_told_by_shape_and_words_and_not_by_colour_alone(person, prompts):
    page = person("tanaka").read("/hotline?open=1&open=1-1")

    says = prompts.frame("en", "verdict.certain", "web")
    link = page.source.split('id="node-112"')[1].split("</a>")[0]
    assert says in link
    assert 'class="mark full"' in link


def test_no_choice_stands_on_another_however_much_is_open(prompts, tree):
    menus = {id for id, node in prompts.tree.items() if not node.is_leaf}

    picture = drawn(tree, frozenset(menus))

    for column in {spot.x for spot in picture.spots}:
        heights = sorted(spot.y for spot in picture.spots if spot.x == column)
        assert all(below - above >= HEIGHT for above, below in pairwise(heights))
    assert len(picture.spots) >= len(prompts.tree) - 1
    assert {spot.branch.code for spot in picture.spots} >= {"112", "1911"}


def test_the_more_went_a_way_the_broader_it_is(tree):
    edges = {edge.branch.id: edge.width for edge in drawn(tree, frozenset({"1", "1-1"})).edges}

    assert edges["1"] > edges["1-1"] > edges["1-3"] > edges["2"] > edges["3"]


@pytest.mark.parametrize("room", [8, 17, 22])
def test_a_label_keeps_its_words_or_says_that_some_are_missing(room):
    label = "Money sent or internet banking, for an investigation"

    lines = wrapped(label, room)

    assert len(lines) <= 3
    assert label.startswith(" ".join(lines).rstrip("…").rstrip()) or lines[-1].endswith("…")
    assert wrapped("警察の、詐欺防止コールセンター", 17) == ("警察の、詐欺防止コ", "ールセンター")


def test_an_answers_page_shows_its_words_in_a_language_and_the_keys_that_lead_there(person, prompts):
    page = person("tanaka").read("/hotline/1-6-1?words=vi")

    assert prompts.say("vi", "1-6-1").replace("'", "&#39;") in page.source
    assert prompts.why("vi", "1-6-1").replace("'", "&#39;") in page.source
    assert "Keys from the first page on: 1 9 1 1" in page.text
    assert {"/hotline/1", "/hotline/1-6"} <= set(page.links)


def test_an_answers_page_names_rule_claim_and_law_with_document_place_and_day(person):
    text = person("tanaka").read("/hotline/1-1-2").text

    assert "Rule: never Staff of immigration never demand money" in text
    assert re.search(r"page .* · opening, second paragraph · no date on it · compared on 22 November", text)
    assert "Claim: Bail for a friend in immigration custody" in text
    assert "Law not spoken: not yet confirmed as in force" in text
    assert "Article 54, paragraph (2) · dated 24 February 2021" in text


def test_a_questions_page_leads_to_its_choices(person, reached):
    reached("1-1-2", 40)

    page = person("tanaka").read("/hotline/1-1")

    assert {f"/hotline/1-1-{number}" for number in range(1, 5)} <= set(page.links)
    assert "A scam: the agency itself says so 40 today" in page.text


@pytest.mark.parametrize("path", ["/hotline/root", "/hotline/1-1-99", "/hotline/claims/none"])
def test_what_is_not_there_is_said_in_words(person, path):
    page = person("tanaka").read(path)

    assert page.status == 404
    assert "There is no such choice" in page.text


def test_an_answers_page_tells_how_often_by_hour_and_day(person, reached, calls_now):
    reached("1-1-2", 40, hours=3)
    reached("1-1-2", 11, days=2)
    calls_now("1-1-2", 6)

    text = person("tanaka").read("/hotline/1-1-2").text

    assert "From 23 November, 11:00 to 10:00; most in one hour: 40, at 07:00." in text
    assert "From 27 October to 24 November; most on 24 November: 46; today so far: 46." in text


def test_what_is_usual_is_the_middle_half_of_days_of_the_same_kind(app, desk, clock, reached, prompts):
    for back in range(1, MONTH + 1):
        weekend = (clock.now() - timedelta(days=back)).weekday() >= 5
        reached("1-1-2", 6 if weekend else 20, days=back)
    reached("1-1-2", 90)

    found = days(desk.engine, app.extensions["tally"], prompts.tree, clock.now())
    usual = dict(zip(found.days, found.usual(found.of_claim(BAIL)), strict=True))

    today, sunday = found.days[-1], found.days[-3]
    assert found.of_claim(BAIL)[-1] == 90
    assert usual[today] == (20, 20)
    assert usual[sunday] == (6, 6)


def test_an_unusual_day_does_not_make_itself_usual():
    start = date(2026, 11, 9)
    found = Days([start + timedelta(days=back) for back in range(8)], {}, {}, [0] * 8, start)

    usual = found.usual([10, 10, 10, 50, 90, 0, 0, 3])  # Monday to Friday, a weekend, and today so far.

    assert usual[4] == (10, 20)
    assert usual[5] is None  # One other day off is not enough.
    assert usual[7] == (10, 50)


def test_a_line_that_has_just_begun_calls_nothing_usual(person, reached):
    reached("1-1-2", 9, days=1)

    text = person("tanaka").read(f"/hotline/claims/{BAIL}").text

    assert "most on 23 November: 9; today so far: 0." in text
    assert "Days of this kind usually" not in text


def test_a_claim_is_drawn_and_can_be_saved(person, reached):
    for back in range(MONTH):
        reached("1-1-2", 9, days=back)
    tanaka = person("tanaka")
    page = tanaka.read(f"/hotline/claims/{BAIL}")

    picture = page.attributes("img")[0]
    address = f"/hotline/claims/{BAIL}/days"
    svg, png = (tanaka.client.get(f"{address}.{kind}", headers=ENGLISH) for kind in ("svg", "png"))

    assert picture["src"] == f"/hotline/claims/{BAIL}/days.svg"
    assert picture["alt"].startswith("From 27 October to 24 November; most on")
    assert "a day like today: usually up to 9" in svg.get_data(as_text=True)
    assert png.get_data()[:4] == b"\x89PNG"


def test_counts_by_day_come_as_a_table_that_excel_opens(person, reached):
    reached("1-1-2", 9)
    reached("*", 12)

    sent = person("tanaka", language="ja").client.get("/hotline/days.csv", headers={"Accept-Language": "ja"})

    data = sent.get_data()
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert data.startswith(b"\xef\xbb\xbf")
    assert rows[0] == ["日", "手口", "いま", "ふだん（少ない方）", "ふだん（多い方）"]
    assert ["2026-11-24", "知り合いのための保釈金", "9", "", ""] in rows
    assert ["2026-11-24", "その他", "12", "", ""] in rows


def test_what_was_too_rare_is_told_and_never_drawn(person, reached):
    reached("*", 12, language="*")

    page = person("tanaka").read("/hotline")

    assert "Today's answers too rare to tell what they were about: 12" in page.text
    assert {width for _, width in widths(page)} == {1.0}


def test_this_hour_waits_in_each_process_and_the_page_says_so(person):
    text = person("tanaka").read("/hotline").text

    assert "What came since 10:00 is stored when the hour is over;" in text


def test_what_rises_leads_editors_to_a_draft_and_viewers_to_its_days(person, reached):
    for back in range(1, MONTH + 1):
        reached("1-1-2", 6, days=back)
    reached("1-1-2", 60)

    yamada, mori = (
        person(name, role).read("/hotline") for name, role in (("y", Role.EDITOR), ("m", Role.VIEWER))
    )

    assert f"/alert?claim={BAIL}" in yamada.links
    assert f"/alert?claim={BAIL}" not in mori.links
    assert f"/hotline/claims/{BAIL}" in mori.links


def test_counts_of_the_day_begin_at_midnight_in_japan(app, desk, clock, reached):
    reached("1-1-2", 5, hours=10)
    reached("1-1-2", 7, hours=11)

    found = counts(desk.engine, app.extensions["tally"], clock.now())

    assert (found.total_today, found.total) == (5, 12)
