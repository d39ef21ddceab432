"""Dial: a telephone of the network rings, is answered or not, and the application hears how it ended."""

import pytest

OURS, CALLER, DESK = "+815000000100", "+819012340001", "+815012340120"
ACTION = "action='/after'"


@pytest.fixture
def dials(telco):
    """The application connects whoever calls; afterwards it says goodbye."""

    def told(attributes="", number=DESK):
        telco.web.says("/voice", f"<Dial {attributes}>{number}</Dial><Say>two</Say>")
        telco.web.says("/after", "<Say>goodbye</Say>")
        phone = telco.phone(CALLER)
        phone.dial(OURS, hear=False)
        return phone

    return told


def after(telco):
    [told] = telco.web.at("/after")
    return {name: value for name, value in told.items() if name.startswith("Dial")}


def test_two_people_talk_and_the_action_is_told_how_long(telco, dials):
    desk = telco.phone(DESK).register()
    phone = dials(ACTION)
    telco.run(3)

    desk.answer()
    telco.run(60)
    desk.hang_up()
    phone.hear()

    assert after(telco) == {
        "DialCallSid": desk.call.sid,
        "DialCallStatus": "completed",
        "DialBridged": "true",
        "DialCallDuration": "60",
    }
    assert phone.heard_last.endswith("goodbye")
    assert telco.codes() == []


def test_without_a_number_to_show_the_caller_s_is_shown(telco, dials):
    desk = telco.phone(DESK).register()
    dials()
    telco.run(3)

    assert desk.call.order.from_ == CALLER


def test_a_number_of_the_customer_s_is_shown_where_it_is_asked_for(telco, dials):
    desk = telco.phone(DESK).register()
    dials(f"callerId='{OURS}'")
    telco.run(3)

    assert desk.call.order.from_ == OURS


def test_a_number_that_is_not_the_customer_s_cannot_be_shown(telco, dials):
    desk = telco.phone(DESK).register()
    dials(f"{ACTION} callerId='+815012345678'").hear()

    assert telco.codes() == [13214]
    assert desk.call is None
    assert after(telco) == {"DialCallStatus": "failed"}


@pytest.mark.parametrize("number", ["110", "050-1234-0120", "+815012340120x"])
def test_what_is_no_number_rings_nowhere(telco, dials, number):
    dials(ACTION, number).hear()

    assert telco.codes() == [13223]
    assert after(telco) == {"DialCallStatus": "failed"}


@pytest.mark.parametrize(
    ("number", "status"),
    [("+815012340001", "busy"), ("+815012340002", "no-answer"), ("+815012340005", "failed")],
)
def test_people_who_do_not_talk(telco, dials, number, status):
    phone = dials(ACTION, number)
    phone.hear()

    assert after(telco)["DialCallStatus"] == status
    assert "DialCallDuration" not in after(telco)
    assert phone.heard_last.endswith("goodbye")


def test_it_rings_as_long_as_the_document_says(telco, dials):
    telco.phone(DESK).register()
    began = telco.clock.now()
    dials(f"{ACTION} timeout='12'").hear()

    assert 12 <= (telco.clock.now() - began).total_seconds() < 15
    assert after(telco)["DialCallStatus"] == "no-answer"


def test_a_talk_has_its_limit(telco, dials):
    desk = telco.phone(DESK).register()
    phone = dials(f"{ACTION} timeLimit='90'")
    telco.run(3)
    desk.answer()
    phone.hear()

    assert after(telco)["DialCallDuration"] == "90"


def test_without_an_action_the_document_goes_on(telco, dials):
    phone = dials(number="+815012340001")
    phone.hear()

    assert [one.text for one in phone.heard] == ["+815012340001", "two"]


def test_who_hangs_up_ends_both_ends(telco, dials):
    desk = telco.phone(DESK).register()
    phone = dials(ACTION)
    telco.run(3)
    desk.answer()
    telco.run(10)

    phone.hang_up()

    assert (phone.call.status, desk.call.status) == ("completed", "completed")
    assert telco.network.live == 0


def test_who_hangs_up_while_it_rings_cancels_it(telco, dials):
    desk = telco.phone(DESK).register()
    phone = dials(ACTION)
    telco.run(3)

    phone.hang_up()

    assert desk.call.status == "canceled"
    assert telco.network.live == 0


def test_keys_during_a_talk_change_nothing(telco, dials):
    desk = telco.phone(DESK).register()
    phone = dials(ACTION)
    telco.run(3)
    desk.answer()

    phone.press("1", "*", hear=False)
    desk.press("5", hear=False)
    telco.run(5)

    assert desk.connected
    assert phone.on_the_line
    assert desk.on_the_line


def test_the_list_of_calls_shows_both_and_which_belongs_to_which(telco, dials):
    desk = telco.phone(DESK).register()
    phone = dials(f"{ACTION} callerId='{OURS}'")
    telco.run(3)
    desk.answer()
    desk.hang_up()
    phone.hear()

    child, parent = telco.client.calls.list()
    assert (child.direction, child.parent_call_sid) == ("outbound-dial", parent.sid)
    assert (child._from, child.to, child.status) == (OURS, DESK, "completed")
    assert parent.direction == "inbound"
