"""What is reported of a campaign that was really played, before and after everybody in it is erased."""

import pytest
from sqlalchemy.orm import Session

from campaigns import lifecycle
from campaigns.report_csv import as_csv
from campaigns.report_page import as_html
from campaigns.reporting import report_on
from privacy.number import PhoneNumber

LISTENS, LEAVES, BUSY = "045-300-0006", "045-300-0003", "045-300-0001"
MOBILE, NEVER_ANSWERS = "090-1234-0006", "090-1234-0002"


def reported(house, campaign):
    with Session(house.parts.engine) as session:
        return report_on(session, campaign)


def test_a_report_is_the_same_after_the_erasure(house):
    refuses = "045-305-0006"
    campaign = house.start(
        f"{LISTENS},en,横浜市旭区", LEAVES, BUSY, MOBILE, NEVER_ANSWERS, refuses, channel="voice-then-sms"
    )
    house.desk.do_not_call.add(PhoneNumber.parse(refuses), house.now, by="operator")
    assert house.finish(campaign)
    before = reported(house, campaign)

    lifecycle.close(house.desk, campaign, house.tanaka, house.now)

    after = reported(house, campaign)
    assert after.as_json() == {**before.as_json(), "state": "closed"}
    assert as_csv(after) == as_csv(before)
    assert as_html(after).replace("closed", "finished") == as_html(before)
    assert (after.refused, after.ends["delivered"], after.got_it) == (1, 1, 3)


def test_minutes_are_counted_as_they_were_talked_and_texts_by_their_parts(house):
    campaign = house.run(
        LISTENS, LEAVES, BUSY, NEVER_ANSWERS, channel="voice-then-sms", retry="{times: 0}", languages="[ja]"
    )

    cost = reported(house, campaign).cost
    answered = [call for call in house.calls if call.answered_at]
    seconds = [(call.ended_at - call.answered_at).total_seconds() for call in answered]
    assert len(answered) == 2
    assert cost.minutes == sum(-(-length // 60) for length in seconds)
    assert cost.segments == sum(text.segments for text in house.texts_to(NEVER_ANSWERS))
    assert cost.yen == (cost.minutes * 10 + cost.segments * 8, cost.minutes * 30 + cost.segments * 15)


@pytest.mark.parametrize(("numbers", "kinds"), [((LISTENS, MOBILE), {"landline", "mobile"})])
def test_kinds_of_line_are_reported_apart(house, numbers, kinds):
    campaign = house.run(*numbers)

    assert reported(house, campaign).as_json()["by_kind"].keys() == kinds


def test_a_series_reports_what_its_runs_did_and_how_many_were_missed(house):
    series, run = house.draft(LISTENS), house.run(LISTENS)
    with Session(house.parts.engine) as session, session.begin():
        whole, one = lifecycle.find(session, series), lifecycle.find(session, run)
        whole.plan = {
            **whole.plan,
            "repeat": {"at": "10:00", "until": "2026-12-24"},
            "list": "shops",
            "source": "consent",
        }
        one.series_of, whole.missed_runs = series, 3

    told = reported(house, series).as_json()["series"]

    assert told["missed"] == 3
    assert [(one["id"], one["total"], one["got_it"]) for one in told["runs"]] == [(run, 1, 1)]
