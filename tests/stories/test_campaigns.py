"""The life of a campaign: who starts it, when it calls, how it is stopped, what stays of it."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from campaigns import lifecycle, upkeep
from campaigns.halting import stop_and_wait
from campaigns.models import Script
from campaigns.people import Actor, NotAllowed, Role
from campaigns.reporting import report_on
from db.clock import TOKYO

LISTENS, BUSY = "045-300-0006", "045-300-0001"


def at(day, time):
    return datetime.fromisoformat(f"2026-11-{day:02}T{time}").replace(tzinfo=TOKYO)


def test_nobody_approves_what_they_submitted(house):
    boss = Actor("boss", Role.ADMINISTRATOR)
    campaign = house.draft(LISTENS)
    lifecycle.submit(house.desk, campaign, boss, house.now)

    with pytest.raises(NotAllowed, match="boss submitted"):
        lifecycle.approve(house.desk, campaign, boss, house.now)

    assert house.state(campaign) == "submitted"


def test_an_editor_does_not_start_anything(house):
    campaign = house.draft(LISTENS)
    lifecycle.submit(house.desk, campaign, house.sato, house.now)
    lifecycle.approve(house.desk, campaign, house.tanaka, house.now)

    with pytest.raises(NotAllowed, match="approver"):
        lifecycle.start(house.desk, campaign, house.sato, house.now)


def test_nobody_is_called_before_the_start(house):
    campaign = house.draft(LISTENS)
    lifecycle.submit(house.desk, campaign, house.sato, house.now)
    lifecycle.approve(house.desk, campaign, house.tanaka, house.now)

    house.pass_time(hours=1)

    assert house.calls == []
    assert house.counts(campaign) == {"waiting": 1}


def test_changed_words_void_the_approval(house):
    campaign = house.draft(LISTENS)
    lifecycle.submit(house.desk, campaign, house.sato, house.now)
    lifecycle.approve(house.desk, campaign, house.tanaka, house.now)
    with Session(house.parts.engine) as session, session.begin():
        session.execute(update(Script).where(Script.language == "en").values(voice="Press 1, {date}."))

    with pytest.raises(lifecycle.Changed, match="changed after its approval"):
        lifecycle.start(house.desk, campaign, house.tanaka, house.now)

    assert house.state(campaign) == "approved"


def test_no_more_start_in_a_second_than_the_pace_allows(house):
    house.run(*house.homes(12), pace="{per_second: 2}", retry="{times: 0}")

    starts = [call.created_at for call in house.calls]
    assert all(later - earlier >= timedelta(seconds=0.5) for earlier, later in pairwise(starts))
    assert starts[-1] - starts[0] < timedelta(seconds=8)


def test_no_more_lines_are_used_at_once_than_the_campaign_may(house):
    campaign = house.start(*house.homes(9), pace="{per_second: 5, at_once: 3}")
    most = []

    house.drive(lambda: most.append(house.network.live) or house.state(campaign) == "finished")

    assert max(most) == 3
    assert house.counts(campaign) == {"heard": 9}


def test_after_a_stop_nobody_further_is_called(house):
    campaign = house.start(*house.homes(40))
    house.pass_time(seconds=10)
    called = len(house.calls)

    stopped = stop_and_wait(house.desk, campaign, house.tanaka, seconds=0)
    house.pass_time(hours=2)

    assert 5 < called < 20
    assert len(house.calls) == called
    assert stopped.spared == 40 - called
    assert house.state(campaign) == "finished"


def test_what_rings_at_a_stop_is_cancelled_and_who_listens_hears_to_the_end(house):
    campaign = house.start(*house.homes(10), *house.homes(10, "0002"))
    house.pass_time(seconds=18)

    stop_and_wait(house.desk, campaign, house.tanaka, seconds=0)
    house.finish(campaign)

    counts = house.counts(campaign)
    assert set(counts) == {"heard", "cancelled", "stopped"}
    assert counts["cancelled"] >= 7
    assert sum(counts.values()) == 20


def test_whoever_waited_for_another_try_is_not_called_after_a_stop(house):
    campaign = house.start(BUSY)
    house.pass_time(minutes=2)

    stopped = stop_and_wait(house.desk, campaign, house.tanaka, seconds=0)
    house.pass_time(hours=1)

    assert stopped.spared == 1
    assert len(house.calls) == 1
    assert house.counts(campaign) == {"stopped": 1}


def test_whoever_turns_out_to_be_busy_after_a_stop_is_not_tried_again(house):
    campaign = house.start(BUSY)
    house.drive(lambda: len(house.calls) == 1)

    lifecycle.halt(house.desk, campaign, house.tanaka, house.now)
    house.pass_time(hours=1)

    assert house.counts(campaign) == {"busy": 1}
    assert len(house.calls) == 1


def test_a_pause_holds_everything_until_it_goes_on(house):
    campaign = house.start(*house.homes(20))
    house.pass_time(seconds=5)
    lifecycle.pause(house.desk, campaign, house.tanaka, house.now)
    called = len(house.calls)

    house.pass_time(minutes=30)
    held = len(house.calls)
    lifecycle.resume(house.desk, campaign, house.tanaka, house.now)
    house.finish(campaign)

    assert held == called < 20
    assert house.counts(campaign) == {"heard": 20}


def test_no_call_begins_after_the_window_closes_and_it_goes_on_at_the_next_opening(open_house):
    house = open_house(at(24, "16:55"))
    house.run(*house.homes(40), pace="{per_second: 0.1}", retry="{times: 0}")

    starts = [call.created_at.astimezone(TOKYO) for call in house.calls]
    today = [start for start in starts if start.day == 24]
    assert len(starts) == 40
    assert 25 <= len(today) <= 30
    assert max(today) < at(24, "17:00")
    assert min(start for start in starts if start.day != 24) - at(25, "09:00") < timedelta(seconds=2)


def test_friday_evening_before_a_holiday_goes_on_on_tuesday(open_house):
    house = open_house(at(20, "16:59:50"))
    house.run(*house.homes(20), retry="{times: 0}")

    starts = [call.created_at.astimezone(TOKYO) for call in house.calls]
    assert {start.date() for start in starts} == {at(20, "09:00").date(), at(24, "09:00").date()}
    assert all(9 <= start.hour < 17 for start in starts)


def test_a_campaign_that_starts_at_night_waits_for_the_morning(open_house):
    house = open_house(at(24, "22:00"))
    campaign = house.run(LISTENS)

    assert house.calls[0].created_at == at(25, "09:00")
    assert house.counts(campaign) == {"heard": 1}


def test_whoever_has_not_been_called_by_then_expires(house):
    campaign = house.run(*house.homes(40), not_after="2026-11-24T10:00:19+09:00")

    counts = house.counts(campaign)
    assert set(counts) == {"heard", "expired"}
    assert sum(counts.values()) == 40
    assert counts["heard"] == len(house.calls)
    assert max(call.created_at for call in house.calls) < at(24, "10:00:19")


def test_another_try_that_would_come_too_late_expires(house):
    campaign = house.start(BUSY, not_after="2026-11-24T10:05:00+09:00")

    house.pass_time(minutes=6)

    assert house.state(campaign) == "finished"
    assert house.counts(campaign) == {"expired": 1}
    assert len(house.calls) == 1


def test_two_workers_call_everybody_once(open_house):
    house = open_house(workers=2)
    campaign = house.run(*house.homes(15), pace="{per_second: 5, at_once: 10}")

    assert len({call.order.to for call in house.calls}) == len(house.calls) == 15
    assert house.counts(campaign) == {"heard": 15}


def test_who_could_not_be_rung_gets_a_text(house):
    campaign = house.run("090-1234-0002", "045-300-0002", channel="voice-then-sms", retry="{times: 1}")

    assert len(house.calls_to("090-1234-0002")) == len(house.calls_to("045-300-0002")) == 2
    assert len(house.texts_to("090-1234-0002")) == 1
    assert house.texts_to("045-300-0002") == []
    assert "delivered" in house.counts(campaign) or "no_receipt" in house.counts(campaign)


def test_who_heard_gets_no_text_as_well(house):
    campaign = house.run("090-1234-0006", channel="voice-then-sms")

    assert house.texts_to("090-1234-0006") == []
    assert house.counts(campaign) == {"heard": 1}


def test_mobiles_are_texted_and_others_rung_where_the_line_decides(house):
    campaign = house.run("090-1234-0006", LISTENS, channel="auto")

    assert [len(house.texts_to("090-1234-0006")), len(house.calls_to(LISTENS))] == [1, 1]
    assert house.counts(campaign) == {"delivered": 1, "heard": 1}


@pytest.mark.parametrize(
    ("last", "end"),
    [("0006", "delivered"), ("0008", "undelivered"), ("0009", "no_receipt"), ("0010", "failed")],
)
def test_a_text_ends_as_the_network_says(house, last, end):
    campaign = house.run(f"090-1234-{last}", channel="sms", retry="{times: 0}")

    assert house.counts(campaign) == {end: 1}


def test_a_text_is_in_the_language_of_the_list_and_names_the_day(house):
    house.run("090-1234-0006,en", "090-1234-0007", channel="sms")

    assert "24 November" in house.texts_to("090-1234-0006")[0].body
    assert "11月24日" in house.texts_to("090-1234-0007")[0].body


def test_closing_destroys_numbers_and_keys_and_leaves_the_report(house):
    campaign = house.run(LISTENS, BUSY)
    with Session(house.parts.engine) as session:
        before = report_on(session, campaign).as_json()
    names = [name for name in house.desk.keystore.names() if campaign in name]

    lifecycle.close(house.desk, campaign, house.tanaka, house.now)

    with Session(house.parts.engine) as session:
        after = report_on(session, campaign).as_json()
    assert len(names) == 2
    assert [name for name in house.desk.keystore.names() if campaign in name] == []
    assert {(row.sealed, row.handle) for row in house.deliveries(campaign)} == {(None, None)}
    assert after == {**before, "state": "closed"}
    assert after["counts"] == {"heard": 1, "busy": 1}


def test_a_finished_campaign_is_due_to_close_when_its_hold_is_over(house):
    campaign = house.run(LISTENS, hold="2h")
    with Session(house.parts.engine) as session:
        assert upkeep.due_to_close(session, house.now + timedelta(hours=1)) == []
        assert upkeep.due_to_close(session, house.now + timedelta(hours=2)) == [campaign]


def test_the_carriers_records_of_our_calls_are_erased_there(house):
    campaign = house.run(LISTENS, BUSY, "090-1234-0006", retry="{times: 0}")
    house.pass_time(minutes=3)

    assert upkeep.erase_records(house.desk, house.now) == 3

    assert house.calls == []
    assert house.counts(campaign) == {"heard": 2, "busy": 1}
