"""When calls are made: in the line's hours and on its days; in an emergency until nine, if two say so."""

from dataclasses import replace
from datetime import date, datetime, time
from importlib import resources

import pytest
from sqlalchemy.orm import Session

from app.line import LineInvalid, read_line
from campaigns import lifecycle, seal
from campaigns.people import NotAllowed
from campaigns.plan import PlanInvalid, read_plan
from campaigns.policy import outside_hours
from campaigns.window import Hours
from db.clock import TOKYO

LISTENS, BUSY = "045-300-0007", "045-300-0001"
PLAN = {
    "name": "Asahi ward",
    "audience": "resident",
    "source": "consent",
    "channel": "voice",
    "warning": "isa-bail",
    "languages": "[ja]",
}
EVENING = '{days: mon-sun, from: "08:00", to: "21:00", holidays: open}'


def at(day, clock):
    return datetime.fromisoformat(f"2026-11-{day} {clock}").replace(tzinfo=TOKYO)


def keep_to(house, **hours):
    """Let the line keep its hours as a live one does, with further closed or opened days."""
    policy = house.desk.policy
    policy = replace(policy, binding=True, hours=replace(policy.hours, **hours))
    house.desk = replace(house.desk, policy=policy)
    for worker in house.workers:
        worker._desk = house.desk


def starts(house):
    return [call.created_at.astimezone(TOKYO) for call in house.calls]


@pytest.mark.parametrize("audience", ["resident", "institution"])
def test_a_closed_day_of_the_line_is_passed_over(open_house, audience):
    house = open_house(at(24, "16:59:55"))
    keep_to(house, closed=frozenset({date(2026, 11, 25)}))
    house.run(*house.homes(10), audience=audience)

    assert {start.date().day for start in starts(house)} == {24, 26}


def test_an_opened_saturday_is_used_by_campaigns_that_name_saturdays(open_house):
    house = open_house(at(27, "18:00"))
    keep_to(house, opened=frozenset({date(2026, 11, 28)}))
    house.run(LISTENS, window="{days: mon-sat}")
    house.run("045-301-0007")

    assert starts(house) == [at(28, "09:00"), at(30, "09:00")]


def test_an_opened_holiday_is_a_working_day(open_house):
    house = open_house(at(23, "10:00"))
    keep_to(house, opened=frozenset({date(2026, 11, 23)}))
    house.run(LISTENS)

    assert starts(house)[0].day == 23


def test_a_line_that_shortens_its_hours_shortens_those_of_what_runs(open_house):
    house = open_house(at(24, "15:59:50"))
    campaign = house.start(*house.homes(20))
    keep_to(house, end=time(16))
    house.finish(campaign)

    assert all(9 <= start.hour < 16 for start in starts(house))
    assert {start.day for start in starts(house)} == {24, 25}


def test_another_try_obeys_the_hours(open_house):
    house = open_house(at(24, "16:55"))
    keep_to(house)
    house.run(BUSY, retry="{times: 1, after: 10m}")

    assert [start.strftime("%d %H:%M") for start in starts(house)] == ["24 16:55", "25 09:00"]


def test_a_campaign_may_be_started_before_it_begins(open_house):
    house = open_house()
    house.run(LISTENS, starts_at="2026-11-24T14:30:00+09:00")

    assert starts(house) == [at(24, "14:30")]


def test_the_hotline_does_not_tell_of_a_campaign_that_has_not_begun(house):
    house.start(LISTENS, starts_at="2026-11-24T14:30:00+09:00")
    house.pass_time(seconds=5)
    phone = house.telephone()
    phone.dial(house.hotline)
    phone.press("1", "7")

    assert house.calls == []
    assert house.parts.prompts.frame("ja", "now.none") in phone.heard_last


def people(house):
    return house.tanaka, replace(house.tanaka, name="kimura")


def test_an_emergency_needs_two_persons_who_did_not_submit_it(open_house):
    house = open_house(at(22, "19:00"))
    keep_to(house)
    tanaka, kimura = people(house)
    campaign = house.draft(LISTENS, emergency="true", window=EVENING)
    lifecycle.submit(house.desk, campaign, replace(tanaka, name="sato"), house.now)

    assert lifecycle.approve(house.desk, campaign, tanaka, house.now)
    assert not lifecycle.approve(house.desk, campaign, tanaka, house.now)
    with pytest.raises(NotAllowed):
        lifecycle.approve(house.desk, campaign, replace(tanaka, name="sato"), house.now)
    with pytest.raises(lifecycle.NotNow):
        lifecycle.start(house.desk, campaign, tanaka, house.now)
    assert house.state(campaign) == "submitted"

    assert lifecycle.approve(house.desk, campaign, kimura, house.now)
    assert lifecycle.start(house.desk, campaign, kimura, house.now)
    house.finish(campaign)
    assert starts(house) == [at(22, "19:00")]
    with Session(house.parts.engine) as session:
        found = lifecycle.find(session, campaign)
        assert (found.approved_by, found.approved_also_by) == ("tanaka", "kimura")


def test_an_emergency_that_was_approved_by_one_alone_does_not_start(house):
    campaign = house.draft(LISTENS, emergency="true")
    lifecycle.submit(house.desk, campaign, house.sato, house.now)
    with Session(house.parts.engine) as session, session.begin():
        found = lifecycle.find(session, campaign)
        found.state, found.approved_by = "approved", "tanaka"
        found.approved_parts = seal.seal(session, house.desk, found)
        found.approved_digest = seal.digest(found.approved_parts)

    with pytest.raises(lifecycle.NotNow, match="two persons"):
        lifecycle.start(house.desk, campaign, house.tanaka, house.now)


def test_what_was_changed_between_the_two_approvals_is_not_approved(house):
    tanaka, kimura = people(house)
    campaign = house.draft(LISTENS, emergency="true")
    lifecycle.submit(house.desk, campaign, house.sato, house.now)
    lifecycle.approve(house.desk, campaign, tanaka, house.now)
    with Session(house.parts.engine) as session, session.begin():
        lifecycle.find(session, campaign).audience_digest = "another list"

    with pytest.raises(lifecycle.Changed):
        lifecycle.approve(house.desk, campaign, kimura, house.now)


def test_no_emergency_calls_a_home_at_night(open_house):
    house = open_house(at(24, "20:59:55"))
    keep_to(house)
    campaign = house.draft(*house.homes(10), emergency="true", window=EVENING)
    lifecycle.submit(house.desk, campaign, house.sato, house.now)
    for who in people(house):
        lifecycle.approve(house.desk, campaign, who, house.now)
    lifecycle.start(house.desk, campaign, house.tanaka, house.now)
    house.finish(campaign)

    assert all(8 <= start.hour < 21 for start in starts(house))
    assert {start.day for start in starts(house)} == {24, 25}


def refusal(**keys):
    text = "\n".join(f"{key}: {value}" for key, value in {**PLAN, **keys}.items())
    with pytest.raises(PlanInvalid) as refused:
        read_plan(text)
    return str(refused.value)


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ({"emergency": "true", "window": '{from: "07:59"}'}, "not even an emergency calls homes"),
        ({"emergency": "true", "window": '{to: "21:01"}'}, "or from 21:00 on"),
        ({"emergency": "true", "audience": "institution"}, "audience must be resident"),
        ({"emergency": "yes"}, "must be true or false"),
        ({"cap": "off"}, "only an emergency may go without"),
        ({"starts_at": "2026-11-25T17:00:00"}, "needs a time zone"),
        (
            {"starts_at": "2026-11-25T17:00:00+09:00", "not_after": "2026-11-25T17:00:00+09:00"},
            "must be before not_after",
        ),
    ],
)
def test_a_campaign_file_that_goes_too_far_is_refused(keys, why):
    assert why in refusal(**keys)


def test_only_an_emergency_may_leave_the_hours_of_the_line(house):
    hours = Hours(frozenset(range(5)), house.desk.policy.hours.start, house.desk.policy.hours.end)
    policy = replace(house.desk.policy, hours=hours)
    plan = read_plan("\n".join(f"{key}: {value}" for key, value in {**PLAN, "window": EVENING}.items()))

    assert len(outside_hours(plan, policy)) == 1
    assert outside_hours(plan.model_copy(update={"emergency": True}), policy) == []


def test_days_stand_in_the_line_file_and_not_on_both_lists(tmp_path):
    sample = read_line(None)
    line = sample.model_copy(
        update={"office": sample.office.model_copy(update={"closed": (date(2026, 12, 25),)})}
    )
    assert not line.call_policy().hours.is_open(datetime(2026, 12, 25, 10, tzinfo=TOKYO))

    words = resources.files("app").joinpath("sample_line.toml").read_text("utf-8")
    twice = "[office]\nclosed = [2026-12-25]\nopened = [2026-12-25]\n"
    (tmp_path / "line.toml").write_text(words.replace("[office]\n", twice), "utf-8")
    with pytest.raises(LineInvalid, match="2026-12-25 stands among the opened days too"):
        read_line(tmp_path / "line.toml")
