"""Words that somebody corrects are said again by nobody: no recall, no series, no second draft at once."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns import correcting, lifecycle, recalling, upkeep
from campaigns.dispatch import Dispatcher
from campaigns.models import Campaign
from campaigns.now import running
from campaigns.steps import NotNow, find
from prompts.library import Channel
from prompts.promises import ResidentVoice

SILENT, OTHER = "045-300-0007", "045-301-0007"
RIGHT = "warning: refund-at-machine"
BANKS = {"audience": "institution", "source": "own records", "retry": "{times: 0}"}
DAILY = {"list": "registered", "source": "consent", "repeat": "{at: '10:30', until: 2026-12-04}"}


def correct(house, campaign, file=RIGHT):
    draft = correcting.prepare(house.desk, campaign, file)
    return correcting.make(house.desk, draft, house.sato, house.now)


def approve(house, campaign):
    lifecycle.submit(house.desk, campaign, house.sato, house.now)
    lifecycle.approve(house.desk, campaign, house.tanaka, house.now)
    return campaign


def start(house, campaign):
    lifecycle.start(house.desk, approve(house, campaign), house.tanaka, house.now)
    return campaign


def recall(house, campaign):
    return recalling.recall(house.desk, campaign, house.sato, house.now).campaign


def test_what_is_corrected_or_over_is_not_called_again(house):
    wrong = house.run(SILENT, **BANKS)
    right = correct(house, wrong, None)

    with pytest.raises(NotNow, match=f"is corrected by {right}: its words do not go on"):
        recall(house, wrong)


def test_a_recall_that_was_approved_before_the_correction_does_not_start(house):
    wrong = house.run(SILENT, **BANKS)
    again = approve(house, recall(house, wrong))
    right = correct(house, wrong)

    with pytest.raises(NotNow, match=f"says the words of {wrong}, which is corrected by {right}"):
        lifecycle.start(house.desk, again, house.tanaka, house.now)


def test_a_correction_does_not_start_while_a_recall_says_what_was_wrong(house):
    wrong = house.run(SILENT, **BANKS)
    again = start(house, recall(house, wrong))
    right = approve(house, correct(house, wrong))

    with pytest.raises(NotNow, match=f"campaign {again}, whose words {right} corrects, is running"):
        lifecycle.start(house.desk, right, house.tanaka, house.now)
    lifecycle.halt(house.desk, again, house.tanaka, house.now)
    assert lifecycle.start(house.desk, right, house.tanaka, house.now)


def test_nobody_is_told_the_wrong_words_of_a_recall_either(house):
    wrong = house.run(SILENT, **BANKS)
    again = start(house, recall(house, wrong))
    assert house.finish(again)

    right = start(house, correct(house, wrong))

    prompts, policy = house.parts.prompts, house.desk.policy
    told = running(house.parts.engine, prompts, "ja", house.now, Channel.WEB, policy)
    assert [house.state(campaign) for campaign in (wrong, again, right)] == [
        "finished",
        "finished",
        "running",
    ]
    assert len(told) == 1


def test_two_who_recall_at_once_make_one_draft(house):
    first = house.run(*house.homes(40), **BANKS)
    threads = [threading.Thread(target=recall, args=(house, first)) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with Session(house.parts.engine) as session:
        assert len(session.scalars(select(Campaign.id).where(Campaign.recall_of == first)).all()) == 1


def test_a_series_whose_approval_is_void_does_not_seem_to_go_on(house):
    campaign = house.start(**DAILY)
    lifecycle.pause(house.desk, campaign, house.tanaka, house.now)
    desk = replace(house.desk, policy=replace(house.desk.policy, own_call_lookup=()))

    with pytest.raises(lifecycle.Changed, match="line policy"):
        lifecycle.resume(desk, campaign, house.tanaka, house.now)

    assert house.state(campaign) == "paused"


def test_a_line_that_rings_no_homes_any_more_resumes_no_campaign_that_does(house):
    campaign = house.start(SILENT, OTHER, pace="{per_second: 0.01}")
    lifecycle.pause(house.desk, campaign, house.tanaka, house.now)
    desk = replace(house.desk, policy=replace(house.desk.policy, resident_voice=ResidentVoice.OFF))

    with pytest.raises(NotNow, match="would break the line's promises"):
        lifecycle.resume(desk, campaign, house.tanaka, house.now)

    assert house.state(campaign) == "paused"


def test_what_runs_pauses_on_a_line_that_rings_no_homes_any_more(house):
    campaign = house.start(SILENT, OTHER, pace="{per_second: 0.01}")
    desk = replace(house.desk, policy=replace(house.desk.policy, resident_voice=ResidentVoice.OFF))
    worker = Dispatcher(desk, "a worker that was started anew")

    for _ in range(3):
        worker.step(house.now)
        house.clock.move_to(house.now + timedelta(seconds=100))

    assert house.calls == []
    assert house.state(campaign) == "paused"


@pytest.mark.postgres
def test_who_starts_a_campaign_as_it_lapses_is_not_overruled(open_house, postgres_url):
    house = open_house(database_url=postgres_url)
    campaign = house.approved(SILENT)
    house.clock.move_to(house.now + timedelta(days=8))
    with Session(house.desk.engine) as deciding, deciding.begin():
        find(deciding, campaign, lock=True).state = "running"
        upkeep.tidy(house.desk, house.now)

    assert house.state(campaign) == "running"
