"""Monday: the superior asks what last week did."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from campaigns import lifecycle
from campaigns.models import Campaign, Delivery
from campaigns.people import Actor, Role
from campaigns.registers import Institution
from campaigns.reporting import report_on
from console import answers
from console.week.figures import week
from console.week.meaning import share
from console.week.span import Span, last_week
from db.clock import TOKYO
from db.engine import reading
from tree.models import HourCount

TANAKA = Actor("tanaka", Role.APPROVER)
ENROLS = {"enrolment": True, "institutions": {}, "warning": None}
MONDAY = datetime(2026, 11, 30, 9, tzinfo=TOKYO)


@pytest.fixture
def last(desk, campaign, become, clock, incident):
    """A week with a campaign to homes, one to banks that was called again, and a draft; then it is Monday."""
    homes, banks = (
        campaign("running", name="Homes"),
        campaign("running", name="Banks", audience="institution"),
    )
    campaign(name="Draft")
    become(homes, "heard", 5)
    become(homes, "busy", 3)
    become(banks, "acknowledged", 6)
    become(banks, "no_answer", 2)
    with Session(desk.engine) as session, session.begin():
        session.execute(update(Campaign).where(Campaign.id.in_([homes, banks])).values(state="finished"))
        cells = [("voice", "ja", "1-1-2", 7), ("sms", "*", "*", 3)]
        for channel, language, leaf, count in cells:
            hour = clock.now().replace(minute=0)
            session.add(HourCount(hour=hour, channel=channel, language=language, leaf=leaf, count=count))
    incident("isa-bail-acquaintance", "横浜市旭区", 4)
    clock.move_to(MONDAY)
    return homes, banks


@pytest.fixture
def change(desk):
    def set_to(campaign, **values):
        with Session(desk.engine) as session, session.begin():
            session.execute(update(Campaign).where(Campaign.id == campaign).values(**values))

    return set_to


def figures(desk, span=None):
    with Session(reading(desk.engine)) as session:
        return week(session, desk.prompts, span or last_week(desk.clock.now()))


def test_the_page_says_what_the_week_did(person, last):
    page = person("tanaka").read("/report")

    assert "What was done from 23 November to 29 November" in page.text
    assert "2 campaigns started 11 of 16 recipients heard or received the warning (69%)" in page.text
    assert "the week before: none 6 of 8 institutions confirmed it (75%) the week before: none" in page.text
    assert "10 answers given by telephone, text and page the week before: none" in page.text
    assert "Homes 24 November, 10:00 residents 横浜市旭区 Recipients 8 Reached 5 Report" in page.text
    assert "institutions 横浜市旭区 Recipients 8 Reached 6 Confirmed 6 of 8 Report" in page.text
    assert "All Recipients 16 Reached 11 Confirmed 6 of 8" in page.text
    assert "Draft" not in page.text
    assert all(f"/campaigns/{id_}/report" in page.links for id_ in last)
    assert len(page.attributes("img")) == 4
    assert all(about["alt"] for about in page.attributes("img"))


def test_paper_says_whose_it_is_of_when_and_by_whom(person, last, prompts):
    office = prompts.promises.organisation

    assert f"{office['en']} · as of November 30, 2026, 09:00 · made by tanaka" in person("tanaka").read(
        "/report"
    ).text.replace("30 November 2026", "November 30, 2026")
    made = f"{office['ja']}・2026年11月30日 9:00現在・作成者 ota".replace(" 9:00", "09:00")
    assert made in person("ota", language="ja").read("/report").text.replace("日 0", "日0")


def test_a_sentence_says_what_was_most_of_all_and_of_two_alike_nothing(person, last, incident, clock):
    tanaka = person("tanaka")
    area, asked, told = (
        "In short: most warned was 横浜市旭区 (recipients: 16)",
        ", most asked about “Bail for a friend in immigration custody” (answers: 7)",
        ", most told of “Bail for a friend in immigration custody” (times: 4).",
    )
    assert area + asked + told in tanaka.read("/report").text

    incident("isa-bail", "横浜市旭区", 4, days=6)

    assert f"{area}{asked}." in tanaka.read("/report").text


def test_each_headline_names_the_days_it_stands_beside(person, last, clock):
    clock.move_to(MONDAY + timedelta(days=7))
    tanaka = person("tanaka")

    page = tanaka.read("/report?from=2026-11-30&to=2026-12-06")
    again = tanaka.read("/report?from=2026-11-24&to=2026-11-24")
    empty = tanaka.read("/report?from=2026-11-25&to=2026-11-26").text

    assert "In short" not in page.text
    assert "10 answers given by telephone, text and page the day before: none" in again.text
    assert "the 2 days before: 10" in empty


def test_before_are_as_many_days_as_there_are():
    earlier = last_week(MONDAY).before

    assert (earlier.first.isoformat(), earlier.last.isoformat()) == ("2026-11-16", "2026-11-22")


def test_the_week_before_has_its_figures_and_shares(person, last, campaign, become, clock):
    clock.move_to(MONDAY + timedelta(days=1))
    later = campaign("running", name="Later", audience="institution")
    become(later, "acknowledged", 4)

    page = person("tanaka").read("/report?from=2026-11-30&to=2026-12-06")

    assert "heard or received the warning (50%) the week before: 11 of 16 (69%)" in page.text
    assert "institutions confirmed it (50%) the week before: 6 of 8 (75%)" in page.text
    assert "the week before: 10" in page.text


def test_a_share_is_all_only_of_all_and_nothing_only_of_nothing(app):
    with app.test_request_context():
        shown = answers.shown()
        said = [share(shown, part, 1000) for part in (0, 1, 645, 999, 1000)]

    assert said == ["0%", "1%", "65%", "99%", "100%"]


def test_an_enrolment_stands_apart_and_in_no_total(person, last, change, desk):
    with Session(desk.engine) as session, session.begin():
        one = session.get_one(Campaign, last[1])
        one.plan = one.plan | ENROLS

    tanaka = person("tanaka")
    page = tanaka.read("/report").text
    sheet = tanaka.client.get("/report.csv", headers={"Accept-Language": "en"}).get_data().decode("utf-8-sig")

    assert "1 campaigns started 5 of 8 recipients heard or received the warning (63%)" in page
    assert "All Recipients 8 Reached 5" in page
    assert "Enrolment of institutions, 24 November enrolment calls, not in the total" in page
    assert 'enrolment calls,"Enrolment of institutions, 24 November",confirmed by key,6' in sheet
    assert "institutions confirmed it" not in page


def test_institutions_that_are_not_enrolled_stand_apart_each_once(person, last, desk, campaign, become):
    with Session(desk.engine) as session, session.begin():
        now = desk.clock.now()
        for name in ("Asahi Bank", "Asahi Store"):
            about = {"area": "横浜市旭区", "kind": "bank", "language": "ja", "added_at": now}
            mark = name.encode().ljust(32)
            session.add(Institution(id=name[:12], name=name, handle=mark, sealed=mark, **about))
        for id_ in last:
            one = session.get_one(Campaign, id_)
            one.plan = one.plan | {"audience": "institution", "institutions": {}}

    assert figures(desk).confirmed == (6, 16)
    page = person("tanaka").read("/report").text

    assert figures(desk).not_enrolled == 2
    assert "Confirmed 6 of 8 Report" in page
    assert "Institutions not enrolled and so not called: 2." in page


def test_the_figures_are_those_of_the_campaigns_own_reports(desk, last):
    found = figures(desk)
    with Session(reading(desk.engine)) as session:
        reports = [report_on(session, id_) for id_ in last]

    assert {one.campaign.name: one.got_it for one in found.campaigns} == {
        report.heading.name: report.got_it for report in reports
    }
    assert found.got_it == sum(report.got_it for report in reports)
    assert found.recipients == sum(report.total for report in reports)
    assert found.confirmed == (reports[1].coverage["confirmed"], 8)


def test_a_closed_campaign_keeps_its_figures(desk, last):
    before = figures(desk)
    for id_ in last:
        lifecycle.close(desk, id_, TANAKA, desk.clock.now())

    after = figures(desk)

    assert (after.ends, after.areas, after.confirmed) == (before.ends, before.areas, before.confirmed)


def test_a_week_is_monday_to_sunday_in_japan():
    sunday_night = datetime(2026, 11, 29, 23, 59, tzinfo=TOKYO)

    assert last_week(sunday_night) == last_week(sunday_night - timedelta(days=6))
    assert last_week(sunday_night).first.isoformat() == "2026-11-16"
    assert last_week(MONDAY).first.isoformat() == "2026-11-23"


def test_what_began_after_midnight_belongs_to_the_next_day(desk, last):
    day = datetime(2026, 11, 24, tzinfo=TOKYO).date()
    with Session(desk.engine) as session, session.begin():
        begun = datetime(2026, 11, 25, 0, 0, tzinfo=TOKYO)
        session.execute(update(Campaign).where(Campaign.id == last[0]).values(started_at=begun))

    assert [one.campaign.name for one in figures(desk, Span(day, day)).campaigns] == ["Banks"]


def test_those_who_were_called_again_are_counted_once(desk, last, campaign, become):
    again = campaign("running", name="Banks (again)", audience="institution", count=2)
    become(again, "heard", 2)
    begun = MONDAY - timedelta(days=5)
    with Session(desk.engine) as session, session.begin():
        values = {"recall_of": last[1], "state": "finished", "started_at": begun}
        session.execute(update(Campaign).where(Campaign.id == again).values(values))

    assert figures(desk).confirmed == (6, 8)


def test_excel_opens_the_same_figures_in_the_words_of_the_page(person, last):
    answer = person("tanaka").client.get("/report.csv", headers={"Accept-Language": "en"})

    text = answer.get_data().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert answer.get_data().startswith(b"\xef\xbb\xbf")
    assert 'filename="report-2026-11-23-2026-11-29.csv"' in answer.headers["Content-Disposition"]
    assert ["all", "", "heard", "5"] in rows
    assert ["Institutions", "", "confirmed", "6"] in rows
    assert ["By area", "横浜市旭区", "confirmed by key", "6"] in rows


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("from=2026-11-29&to=2026-11-23", "The last day is before the first one."),
        ("from=2026-01-01&to=2026-11-29", "That is more than three months."),
        ("from=then&to=", "Choose both days."),
    ],
)
def test_days_that_cannot_be_are_said_at_the_field_and_kept(person, last, query, says):
    page = person("tanaka").read(f"/report?{query}")

    assert page.status == 422
    assert says in page.text
    days = {
        about["name"]: about["value"] for about in page.attributes("input") if about.get("type") == "date"
    }
    assert f"from={days['from']}&to={days['to']}" == query
    assert all(about.get("aria-invalid") for about in page.attributes("input") if about.get("type") == "date")


def test_a_week_in_which_nothing_was_done_says_so(person):
    page = person("tanaka").read("/report")

    assert "No campaign was started on these days." in page.text
    assert page.attributes("img") == []


@pytest.mark.parametrize("name", ["outcomes", "area", "hotline", "institutions"])
def test_every_picture_of_the_week_can_be_taken_along(person, last, name):
    tanaka = person("tanaka")

    assert tanaka.client.get(f"/report/charts/{name}.svg").status_code == 200
    assert tanaka.client.get(f"/report/charts/{name}.png").get_data().startswith(b"\x89PNG")


def test_rows_areas_outcomes_and_the_headline_add_up_to_the_same(desk, last, campaign, become, change):
    """Also with institutions of several wards that were asked to enrol, and with some called again."""
    enrolment = campaign("running", name="Enrolment 11-24", audience="institution", count=4)
    become(enrolment, "acknowledged", 3)
    again = campaign("running", name="Banks (again)", audience="institution", count=2)
    change(again, recall_of=last[1], started_at=MONDAY - timedelta(days=5))
    with Session(desk.engine) as session, session.begin():
        one = session.get_one(Campaign, enrolment)
        one.plan, one.started_at = one.plan | {**ENROLS, "area": None}, MONDAY - timedelta(days=5)
        mine = update(Delivery).where(Delivery.campaign_id == enrolment)
        session.execute(mine.values(area="横浜市青葉区"))

    found = figures(desk)

    rows = sum(one.progress.total for one in found.campaigns)
    assert rows == found.recipients == found.ends.total() == 18
    assert [(one.progress.total, one.got_it) for one in found.enrolments] == [(4, 3)]
    assert sum(ends.total() for _, ends in found.areas) == rows
    assert sum(one.got_it for one in found.campaigns) == found.got_it
    firsts = [one for one in found.campaigns if one.confirmed is not None and not one.campaign.recall_of]
    assert (sum(one.confirmed for one in firsts), sum(one.meant for one in firsts)) == found.confirmed


def test_an_enrolment_has_a_name_in_the_words_of_whoever_reads(person, last, desk):
    with Session(desk.engine) as session, session.begin():
        one = session.get_one(Campaign, last[1])
        one.plan = one.plan | ENROLS

    tanaka, ota = person("tanaka"), person("ota", language="ja")
    for path in ("/report", "/", "/campaigns", f"/campaigns/{last[1]}"):
        assert "Enrolment of institutions, 24 November" in tanaka.read(path).text
        assert "関係機関の登録（11月24日）" in ota.read(path).text


def test_a_bar_that_is_too_short_for_its_figures_has_them_beside_its_name(person, last):
    drawn = person("tanaka").client.get("/report/charts/area.svg", headers={"Accept-Language": "en"})

    assert "横浜市旭区 11 of 16" in drawn.get_data(as_text=True)
