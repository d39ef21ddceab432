"""What the carrier keeps, how one finds it, and how one gets rid of it."""

from datetime import timedelta

import pytest
from twilio.base.exceptions import TwilioRestException

from carrier.simulator.calls import Order, Source

OURS = "+815000000100"


def code_of(act):
    with pytest.raises(TwilioRestException) as refusal:
        act()
    return refusal.value.code


def test_list_shows_the_newest_first_and_inbound_calls_too(telco):
    first = telco.place()
    phone = telco.phone("+819011112222")
    phone.dial(OURS)

    listed = telco.client.calls.list()

    assert [call.sid for call in listed] == [phone.call.sid, first.sid]
    assert [call.direction for call in listed] == ["inbound", "outbound-api"]


@pytest.mark.parametrize(
    ("wanted", "endings"),
    [
        ({"to": "+819012340001"}, ["0001"]),
        ({"from_": OURS}, ["0006", "0002", "0001"]),
        ({"from_": "+815000000999"}, []),
        ({"status": "busy"}, ["0001"]),
        ({"status": "no-answer", "from_": OURS}, ["0002"]),
    ],
)
def test_list_is_filtered(telco, wanted, endings):
    for ending in ("0001", "0002", "0006"):
        telco.place(f"+81901234{ending}")
    telco.run()

    assert [call.to[-4:] for call in telco.client.calls.list(**wanted)] == endings


def test_list_is_filtered_by_the_start(telco):
    early = telco.place()
    telco.run()
    telco.clock.sleep(3600)
    between = telco.clock.now()
    telco.clock.sleep(3600)
    late = telco.place()
    telco.run()

    assert [call.sid for call in telco.client.calls.list(start_time_after=between)] == [late.sid]
    assert [call.sid for call in telco.client.calls.list(start_time_before=between)] == [early.sid]
    assert [call.sid for call in telco.client.calls.list(start_time=early_start(telco, early))] == [early.sid]
    assert len(telco.client.calls.list(start_time_after=telco.clock.now().date())) == 2


def early_start(telco, call):
    return telco.network.calls[call.sid].started_at


def test_call_in_the_queue_has_no_start_to_be_found_by(company):
    telco = company(calls_per_second=1)
    telco.place()
    telco.place()
    telco.run(0.5)

    assert len(telco.client.calls.list(start_time_after=telco.clock.now() - timedelta(hours=1))) == 1
    assert len(telco.client.calls.list(status="queued", from_=OURS)) == 2


def test_pages_follow_one_another_although_records_are_erased(telco):
    sids = [telco.place("+819012340001").sid for _ in range(7)]
    telco.run()
    telco.clock.sleep(61)
    first = telco.client.calls.page(page_size=3, from_=OURS)
    seen = [call.sid for call in first]

    telco.client.calls(seen[-1]).delete()
    second = first.next_page()
    seen += [call.sid for call in second]
    seen += [call.sid for call in second.next_page()]

    assert seen == sids[::-1]
    assert second.next_page().next_page() is None


def test_whole_list_is_read_page_by_page(telco):
    for _ in range(120):
        telco.network.place(order(telco))

    assert len(telco.client.calls.list(page_size=50)) == 120
    assert len(telco.client.calls.list(limit=70)) == 70


def order(telco):
    return Order("+819012340001", OURS, Source(f"{telco.web.url}/answer"))


@pytest.mark.parametrize("query", ["PageSize=many", "PageToken=PAx", "StartTime=yesterday"])
def test_list_refuses_nonsense(telco, query):
    answer = telco.client.request(
        "GET", f"{telco.server.url}/2010-04-01/Accounts/{telco.client.username}/Calls.json?{query}"
    )

    assert answer.status_code == 400


def test_call_is_erased_a_minute_after_its_end(telco):
    call = telco.place("+819012340001")
    assert code_of(call.delete) == 20009
    telco.run()
    telco.clock.sleep(59)
    assert code_of(call.delete) == 20009
    telco.clock.sleep(2)

    assert call.delete()

    assert code_of(call.fetch) == 20404
    assert code_of(call.delete) == 20404
    assert telco.client.calls.list() == []


def test_texts_are_filtered_and_erased(telco):
    text = telco.text("+819012340006")
    other = telco.text("+819012340009")
    assert code_of(text.delete) == 20009
    telco.run()
    telco.clock.sleep(61)

    found = telco.client.messages.list(
        to="+819012340006", from_=OURS, date_sent_after=telco.clock.now().date()
    )
    assert [one.sid for one in found] == [text.sid]
    assert text.delete()
    assert other.delete()
    assert telco.client.messages.list() == []


def test_body_is_redacted_once_the_text_is_sent(telco):
    text = telco.text(body="a secret")
    assert code_of(lambda: text.update(body="")) == 20009
    telco.run()

    assert text.update(body="").body == ""
    assert text.fetch().body == ""


def test_only_the_latest_calls_keep_what_was_said(company):
    telco = company(keep_transcripts=2)
    telco.web.says("/answer", "<Say>hello</Say>")
    for _ in range(4):
        telco.place()
        telco.run()

    assert [len(call.heard) for call in telco.network.calls.values()] == [0, 0, 1, 1]
