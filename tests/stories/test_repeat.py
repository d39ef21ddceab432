"""A campaign that comes again: who is called, what is missed, what stops it, what a crash leaves."""

import os
import signal
import threading
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import jpholiday
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from app.worker import recur
from campaigns import correcting, lifecycle, listing, upkeep
from campaigns.halting import stop_and_wait
from campaigns.models import Campaign, Delivery, Script
from campaigns.now import running
from campaigns.plan import PlanInvalid, read_plan
from campaigns.plan_parts import Repeat
from campaigns.policy import LinePolicy
from campaigns.repeating import make_due
from campaigns.series import next_run, next_runs
from campaigns.window import DAYS, Hours
from db.clock import TOKYO
from privacy.number import PhoneNumber
from privacy.standing_list import StandingList
from privacy.wanted import Wanted
from prompts.library import Channel
from prompts.promises import ResidentVoice

HOME, OTHER = "045-300-0006", "045-301-0006"
PLAN = {"list": "registered", "source": "consent", "retry": "{times: 0}"}
DAILY = "{at: '10:30', until: 2026-12-04}"


def at(day, clock="10:30"):
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=TOKYO)


@pytest.fixture
def house(open_house):
    """A house on a Tuesday at ten; one home has asked to be warned."""
    house = open_house()
    join(house, HOME)
    return house


def join(house, number):
    people = StandingList(house.parts.engine, house.desk.keystore)
    wanted = Wanted("voice", "ja", None, house.now + timedelta(days=60))
    people.add(PhoneNumber.parse(number), wanted, house.now, "operator")


def series(house, repeat=DAILY, **plan):
    return house.start(**{**PLAN, "repeat": repeat, **plan})


def runs(house, campaign):
    with Session(house.parts.engine) as session:
        rows = select(Campaign).where(Campaign.series_of == campaign).order_by(Campaign.created_at)
        return list(session.scalars(rows))


def row(house, campaign):
    with Session(house.parts.engine) as session:
        return session.get_one(Campaign, campaign)


def come(house, instant, worker="one"):
    """Let it be so late, and a worker look."""
    house.clock.move_to(instant)
    return make_due(house.desk, worker, house.now)


def finish(house, campaign):
    assert house.drive(lambda: house.state(campaign) == "finished", until=house.now + timedelta(hours=5))


def test_each_run_calls_those_who_are_on_the_list_by_then(house):
    campaign = series(house)
    come(house, at("2026-11-24"))
    first = runs(house, campaign)[-1]
    finish(house, first.id)
    join(house, OTHER)

    come(house, at("2026-11-25"))
    second = runs(house, campaign)[-1]
    finish(house, second.id)

    assert len(house.deliveries(campaign)) == 0
    assert (first.total, second.total) == (1, 2)
    assert len(house.calls_to(OTHER)) == 1
    assert house.state(campaign) == "running"


def test_nobody_is_called_before_it_is_time(house):
    campaign = series(house)

    come(house, at("2026-11-24", "10:29:59"))

    assert runs(house, campaign) == []
    assert row(house, campaign).next_run_at == at("2026-11-24")


def test_a_run_says_what_was_approved_and_names_who_did(house):
    campaign = series(house)
    come(house, at("2026-11-24"))
    (run,) = runs(house, campaign)

    with Session(house.parts.engine) as session:
        words = [sorted(session.scalars(_words(one))) for one in (campaign, run.id)]

    assert words[0] == words[1] != []
    assert (run.state, run.approved_by, run.submitted_by) == ("running", "tanaka", "sato")
    assert run.name.endswith(" 2026-11-24")


def _words(campaign):
    return select(Script.voice).where(Script.campaign_id == campaign)


def test_the_worker_makes_the_runs(house):
    campaign = series(house)
    house.clock.move_to(at("2026-11-24"))

    recur(house.parts, "worker")

    assert len(runs(house, campaign)) == 1


def test_nobody_worked_for_more_than_half_an_hour_so_the_run_is_missed(house):
    campaign = series(house)

    come(house, at("2026-11-24", "11:00:01"))

    assert runs(house, campaign) == []
    assert row(house, campaign).missed_runs == 1
    assert row(house, campaign).next_run_at == at("2026-11-25")


def test_half_an_hour_late_is_late_but_not_missed(house):
    campaign = series(house)

    come(house, at("2026-11-24", "11:00"))

    assert len(runs(house, campaign)) == 1
    assert row(house, campaign).missed_runs == 0


def test_what_was_missed_on_many_days_is_counted_and_todays_run_is_made(house):
    campaign = series(house)

    (came,) = come(house, at("2026-11-30", "10:31"))

    assert came.missed == 4
    assert len(runs(house, campaign)) == 1
    assert row(house, campaign).missed_runs == 4


def test_two_workers_make_one_run(house):
    campaign = series(house)
    house.clock.move_to(at("2026-11-24"))
    names = [f"worker-{n}" for n in range(4)]
    threads = [threading.Thread(target=make_due, args=(house.desk, name, house.now)) for name in names]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    come(house, at("2026-11-24", "10:31"), "late")

    assert len(runs(house, campaign)) == 1


class Deadly:
    """A key store that kills its process when the run's numbers are about to be sealed."""

    def __init__(self, keystore):
        self._keystore = keystore

    def create_or_get(self, name):
        if name.startswith("campaign/"):
            os.kill(os.getpid(), signal.SIGKILL)
        return self._keystore.create_or_get(name)

    def __getattr__(self, name):
        return getattr(self._keystore, name)


def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_next_one_makes_the_run(house):
    campaign = series(house)
    house.clock.move_to(at("2026-11-24"))
    child = os.fork()
    if child == 0:
        house.parts.engine.dispose(close=False)
        make_due(replace(house.desk, keystore=Deadly(house.desk.keystore)), "doomed", house.now)
        os._exit(0)
    killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    left = runs(house, campaign), row(house, campaign).next_run_at

    come(house, at("2026-11-24", "10:30:06"), "heir")
    come(house, at("2026-11-24", "10:30:12"), "doomed")

    assert killed == -signal.SIGKILL
    assert left == ([], at("2026-11-24"))
    assert len(runs(house, campaign)) == 1


class Overtaken:
    """A key store that holds a worker up for longer than its lease, until another one has looked too."""

    def __init__(self, house):
        self._house, self._keystore = house, house.desk.keystore
        self._looked = threading.Event()
        self.other = threading.Thread(target=self._look)
        event.listen(house.parts.engine, "after_cursor_execute", self._note)

    def _look(self):
        make_due(self._house.desk, "another", self._house.now)

    def _note(self, _connection, _cursor, statement, *_):
        if threading.current_thread() is self.other and statement.startswith("SELECT"):
            self._looked.set()

    def create_or_get(self, name):
        if name.endswith("/data"):
            self._house.clock.move_to(self._house.now + timedelta(seconds=6))
            self.other.start()
            assert self._looked.wait(10)
        return self._keystore.create_or_get(name)

    def __getattr__(self, name):
        return getattr(self._keystore, name)


def test_a_worker_that_comes_when_the_lease_is_over_finds_the_run_made(house):
    campaign = series(house)
    house.clock.move_to(at("2026-11-24"))
    overtaken = Overtaken(house)

    make_due(replace(house.desk, keystore=overtaken), "slow", house.now)
    overtaken.other.join()

    assert len(runs(house, campaign)) == 1
    assert row(house, campaign).next_run_at == at("2026-11-25")


def test_a_paused_series_makes_no_run_and_what_fell_into_the_pause_is_not_made_up(house):
    campaign = series(house)
    lifecycle.pause(house.desk, campaign, house.tanaka, house.now)
    come(house, at("2026-11-24", "10:35"))

    lifecycle.resume(house.desk, campaign, house.tanaka, house.now)
    come(house, at("2026-11-24", "10:40"))
    come(house, at("2026-11-25"))

    assert [run.created_at for run in runs(house, campaign)] == [at("2026-11-25")]
    assert row(house, campaign).missed_runs == 0


def test_stop_takes_the_run_with_it_and_no_other_comes(house):
    for number in house.homes(30):
        join(house, number)
    campaign = series(house)
    come(house, at("2026-11-24"))
    (run,) = runs(house, campaign)
    house.pass_time(seconds=5)

    stopped = stop_and_wait(house.desk, campaign, house.tanaka, seconds=0)
    called = len(house.calls)
    finish(house, run.id)
    finish(house, campaign)
    come(house, at("2026-11-25"))

    assert stopped.spared == 31 - called
    assert len(house.calls) == called
    assert len(runs(house, campaign)) == 1


def test_a_stop_of_the_series_waits_for_what_rings_of_its_run(house):
    for number in house.homes(12, "0002"):
        join(house, number)
    campaign = series(house)
    come(house, at("2026-11-24"))
    house.pass_time(seconds=6)

    stopped = stop_and_wait(house.desk, campaign, house.tanaka, seconds=5)

    assert stopped.cancelled >= 5


def test_a_run_ends_before_the_next_one(house):
    repeat, slow = "{at: '16:00', until: 2026-12-04}", "{per_second: 0.001}"
    campaign = series(house, repeat=repeat, pace=slow, window='{from: "16:00"}')
    for number in house.homes(9):
        join(house, number)
    come(house, at("2026-11-24", "16:00"))
    (run,) = runs(house, campaign)

    house.pass_time(hours=25)

    assert house.state(run.id) == "finished"
    assert house.counts(run.id) == {"expired": 6, "heard": 4}


def test_after_the_last_day_it_is_finished_and_then_closed(house):
    campaign = series(house, repeat="{at: '10:30', until: 2026-11-25}")
    come(house, at("2026-11-24"))
    come(house, at("2026-11-25"))
    (_, last) = runs(house, campaign)
    before = house.state(campaign)

    finish(house, last.id)
    finish(house, campaign)
    house.clock.move_to(at("2026-11-27"))
    with Session(house.parts.engine) as session:
        due = upkeep.due_to_close(session, house.now)

    assert before == "running"
    assert row(house, campaign).next_run_at is None
    assert {campaign, last.id} <= set(due)


def test_another_line_policy_pauses_the_series_and_says_why(house):
    campaign = series(house)
    house.clock.move_to(at("2026-11-24"))
    desk = replace(house.desk, policy=replace(house.desk.policy, own_call_lookup=()))

    (came,) = make_due(desk, "one", house.now)

    assert runs(house, campaign) == []
    assert house.state(campaign) == "paused"
    assert row(house, campaign).trouble == came.trouble
    assert came.trouble.startswith("changed after its approval: line policy")


def test_a_run_that_would_cost_too_much_is_not_made(house):
    for number in house.homes(40):
        join(house, number)
    campaign = series(house, most_yen=100)

    come(house, at("2026-11-24"))

    assert runs(house, campaign) == []
    assert house.state(campaign) == "paused"
    assert "most_yen" in row(house, campaign).trouble
    assert house.desk.keystore.names("campaign/") == []


def test_words_that_somebody_corrects_do_not_go_out_again(house):
    campaign = series(house)
    come(house, at("2026-11-24"))
    (run,) = runs(house, campaign)
    finish(house, run.id)
    right = "name: Right\nlanguages: [ja, en]\nwarning: police-banking\n"
    draft = correcting.prepare(house.desk, run.id, right)
    correcting.make(house.desk, draft, house.sato, house.now)

    come(house, at("2026-11-25"))

    assert len(runs(house, campaign)) == 1
    assert house.state(campaign) == "paused"
    assert "its words do not go on" in row(house, campaign).trouble


def test_a_list_that_has_ended_pauses_the_series_and_the_others_go_on(house):
    until = (house.now + timedelta(days=60)).date()
    listing.create(house.desk, "elders", "asked at the ward office", until, house.tanaka, house.now)
    ended, other = series(house, list="elders"), series(house)
    listing.end(house.desk, "elders", house.tanaka, house.now)

    come(house, at("2026-11-24"))

    assert house.state(ended) == "paused"
    assert "no list is called elders" in row(house, ended).trouble
    assert len(runs(house, other)) == 1


def test_the_next_three_runs_are_told(house):
    campaign = series(house, repeat="{at: '10:30', until: 2026-12-04, days: [mon, fri]}")

    told = next_runs(row(house, campaign), house.desk.policy, house.now)

    assert told == [at("2026-11-27"), at("2026-11-30"), at("2026-12-04")]


def test_a_series_itself_says_nothing_to_the_public(house):
    campaign = series(house)
    desk = house.desk

    def said():
        return running(desk.engine, desk.prompts, "ja", house.now, Channel.VOICE, desk.policy)

    before = said()
    come(house, at("2026-11-24"))

    assert (before, len(said())) == ([], 1)
    assert row(house, campaign).state == "running"


def test_a_series_whose_days_are_over_is_not_started(house):
    campaign = house.approved(**PLAN, repeat=DAILY)
    house.clock.move_to(at("2026-12-04", "10:30:01"))

    with pytest.raises(lifecycle.NotNow, match="no day is left"):
        lifecycle.start(house.desk, campaign, house.tanaka, house.now)


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ({"list": None}, "repeat: the numbers of a file"),
        ({"not_after": "2026-12-01T17:00:00+09:00"}, "not_after: each run ends before the next"),
        ({"emergency": "true"}, "emergency: what comes again"),
        ({"repeat": "{at: '17:00', until: 2026-12-04}"}, "repeat.at: must lie in the window"),
        (
            {"repeat": "{at: '10:00', until: 2026-12-04, days: [sat]}"},
            "repeat.days: must be days of the window",
        ),
        ({"repeat": "{at: '10:00', until: 2026-12-04, holidays: open}"}, "repeat.holidays: the window"),
    ],
)
def test_what_cannot_come_again_is_refused_by_its_key(keys, why):
    plan = {"name": "Daily", "audience": "resident", "channel": "voice", "warning": "isa-bail"}
    plan |= {"languages": "[ja]", **PLAN, "repeat": DAILY, **keys}
    text = "\n".join(f"{key}: {value}" for key, value in plan.items() if value is not None)

    with pytest.raises(PlanInvalid) as refused:
        read_plan(text)

    assert why in str(refused.value)


def naive(repeat, hours, after):
    """Go day by day, as somebody with a calendar does."""
    day = after.astimezone(TOKYO).date()
    while day <= repeat.until:
        instant = datetime.combine(day, repeat.at, TOKYO)
        turn = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
        shut = (jpholiday.is_holiday(day) or turn) and repeat.holidays == "closed"
        runs_today = day in hours.opened or (not shut and day not in hours.closed)
        if instant > after and DAYS[day.weekday()] in repeat.days and runs_today and day not in hours.closed:
            return instant
        day += timedelta(days=1)
    return None


TEN_YEARS_FROM = at("2026-01-01", "00:00")
DECADE = st.dates(date(2026, 1, 1), date(2035, 12, 31))


@settings(max_examples=300, deadline=None)
@given(
    st.integers(0, 10 * 365 * 24 * 60).map(lambda minutes: TEN_YEARS_FROM + timedelta(minutes=minutes)),
    st.lists(st.sampled_from(DAYS), min_size=1, unique=True),
    st.times(),
    st.integers(0, 500),
    st.sampled_from(["open", "closed"]),
    st.frozensets(DECADE, max_size=3),
    st.booleans(),
)
def test_ten_years_of_runs_fall_where_a_calendar_says(after, days, clock, ahead, holidays, extra, near):
    clock = time(clock.hour, clock.minute)
    repeat = Repeat(days=days, at=clock, until=after.date() + timedelta(days=ahead), holidays=holidays)
    days_near = frozenset(after.date() + timedelta(days=n) for n in range(1, 4)) if near else frozenset()
    hours = Hours(frozenset(range(5)), time(9), time(17), closed=days_near - extra, opened=extra)
    policy = LinePolicy(ResidentVoice.AREA, hours)

    assert next_run(repeat, policy, after) == naive(repeat, hours, after)


def test_ten_years_of_mornings_in_a_row_are_the_calendars(house):
    repeat = Repeat(at="10:30", until="2036-11-24")
    policy, instant, found = house.desk.policy, house.now, []

    while (instant := next_run(repeat, policy, instant)) is not None:
        found.append(instant)

    days = [date(2026, 11, 24) + timedelta(days=n) for n in range(3654)]
    assert [one.astimezone(TOKYO).date() for one in found] == [
        day
        for day in days
        if day.weekday() < 5
        and not jpholiday.is_holiday(day)
        and not ((day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3))
    ]
    assert {one.astimezone(TOKYO).time() for one in found} == {time(10, 30)}


def test_no_number_lies_in_a_series(house):
    campaign = series(house)

    with Session(house.parts.engine) as session:
        rows = select(func.count()).select_from(Delivery).where(Delivery.campaign_id == campaign)
        assert session.scalar(rows) == 0
    assert house.desk.keystore.names(f"campaign/{campaign}/") == []
