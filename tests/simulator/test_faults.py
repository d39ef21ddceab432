"""What goes wrong on purpose."""

import pytest
import requests
from twilio.base.exceptions import TwilioRestException

from carrier.simulator import Faults, FaultsInvalid, load_faults

ALL = ["initiated", "ringing", "answered", "completed"]


@pytest.mark.parametrize(
    ("faults", "status", "code", "made"),
    [
        (Faults(refused=1), 400, 21216, 0),
        (Faults(too_many=1), 429, 20429, 0),
        (Faults(error_before=1), 500, 20500, 0),
        (Faults(error_after=1), 503, 20503, 1),
    ],
)
def test_order_goes_wrong(company, faults, status, code, made):
    telco = company(faults=faults)

    with pytest.raises(TwilioRestException) as refusal:
        telco.place()

    assert (refusal.value.status, refusal.value.code) == (status, code)
    assert len(telco.network.calls) == made


def test_answer_is_lost_although_the_call_was_placed(company):
    telco = company(faults=Faults(answer_lost=1))

    with pytest.raises(requests.ConnectionError):
        telco.place()

    assert len(telco.network.calls) == 1


def test_answer_comes_too_late_for_the_client(company):
    telco = company(faults=Faults(slow=1, slow_seconds=0.3))
    telco.client.http_client.timeout = 0.1

    with pytest.raises(requests.ReadTimeout):
        telco.place()


def test_only_orders_are_refused_for_good(company):
    telco = company(faults=Faults(refused=1))

    assert telco.client.calls.list() == []


def reported(company, **faults):
    telco = company(faults=Faults(**faults))
    telco.web.says("/answer", "<Pause length='5'/>")
    telco.place(status_callback_event=ALL)
    telco.run()
    return telco.web.statuses()


def test_reports_are_lost(company):
    assert reported(company, callback_lost=1) == []


def test_reports_come_twice(company):
    assert sorted(reported(company, callback_doubled=1)) == sorted(
        ["initiated", "ringing", "in-progress", "completed"] * 2
    )


def test_reports_come_out_of_order_but_all_come(company):
    telco = company(faults=Faults(callback_reordered=0.5))
    calls = [telco.place(f"+8190{1000 + number}0006", status_callback_event=ALL) for number in range(20)]
    telco.run()

    told = [
        [int(one["SequenceNumber"]) for one in telco.web.at("/status") if one["CallSid"] == call.sid]
        for call in calls
    ]
    assert all(sorted(numbers) == [0, 1, 2, 3] for numbers in told)
    assert sum(numbers != [0, 1, 2, 3] for numbers in told) > 3


def test_reports_come_late(company):
    telco = company(faults=Faults(callback_late=1, late_seconds=300))
    call = telco.place("+819012340001")
    telco.run(60)

    assert call.fetch().status == "busy"
    assert telco.web.statuses() == []
    telco.run()
    assert telco.web.statuses() == ["busy"]


def test_half_of_the_reports_are_lost_and_always_the_same_half(company):
    def lost():
        telco = company(faults=Faults(callback_lost=0.5, seed=3))
        telco.web.received.clear()
        for number in range(200):
            telco.place(f"+8190{20001000 + number}", url=f"{telco.web.url}/answer")
        telco.run()
        return {params["To"] for params in telco.web.at("/status")}

    first = lost()
    assert 70 < len(first) < 130
    assert lost() == first


def test_faults_may_change_while_the_network_runs(telco):
    telco.network.faults = Faults(callback_lost=1)
    telco.place()
    telco.run()

    assert telco.web.statuses() == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("faults.toml", "callback_lost = 0.2\nseed = 4\n"),
        ("faults.json", '{"callback_lost": 0.2, "seed": 4}'),
    ],
)
def test_faults_are_read_from_a_file(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text)

    assert load_faults(path) == Faults(callback_lost=0.2, seed=4)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("callback_lots = 0.2", "unknown: callback_lots"),
        ("slow = 2", "slow is a rate"),
        ("slow = -1", "slow must not be negative"),
        ("slow = 'often'", "slow must be a number"),
        ("slow =", "cannot be read"),
    ],
)
def test_wrong_file_of_faults_is_explained(tmp_path, text, complaint):
    path = tmp_path / "faults.toml"
    path.write_text(text)

    with pytest.raises(FaultsInvalid, match=complaint):
        load_faults(path)


def test_missing_file_of_faults_is_explained(tmp_path):
    with pytest.raises(FaultsInvalid, match="cannot be read"):
        load_faults(tmp_path / "faults.toml")
