"""What happens at the telephones of those whom we call."""

from datetime import timedelta

import pytest

LISTENS, LISTENS_TOO = "045-300-0006", "045-300-0007"
BUSY, NO_ANSWER, LEAVES, MACHINE, FAILED = (f"045-300-000{n}" for n in (1, 2, 3, 4, 5))


def said(call):
    return [heard.text for heard in call.heard if heard.kind == "say"]


def rings(phone):
    return phone.call is not None and phone.call.status == "ringing"


def test_a_home_hears_the_warning_twice(house):
    campaign = house.run(LISTENS)

    (call,) = house.calls
    first, again, second = said(call)
    assert first == second
    assert again == house.parts.prompts.frame("ja", "call.again")
    assert "11月24日" in first
    assert house.counts(campaign) == {"heard": 1}


def test_a_home_is_asked_for_no_key(house):
    house.run(LISTENS, LISTENS_TOO, MACHINE, LEAVES)

    assert len(house.tap.documents) >= 7
    assert [document for document in house.tap.documents if "Gather" in document] == []


def test_a_key_pressed_in_a_call_to_a_home_changes_nothing(house):
    phone = house.resident(LISTENS)
    campaign = house.start(LISTENS, LISTENS_TOO)
    house.drive(lambda: rings(phone))

    phone.answer(hear=False)
    phone.wait(2)
    phone.press("1", "9", "#", hear=False)
    house.finish(campaign)

    (pressed,), (other,) = house.calls_to(LISTENS), house.calls_to(LISTENS_TOO)
    assert [heard.text for heard in pressed.heard if heard.kind == "key"] == ["1", "9", "#"]
    assert said(pressed) == said(other)
    assert house.counts(campaign) == {"heard": 2}


def test_whoever_hangs_up_early_is_left_in_peace(house):
    campaign = house.run(LEAVES)

    assert len(house.calls) == 1
    assert house.counts(campaign) == {"hung_up_early": 1}


def test_an_answering_machine_gets_the_message_from_its_start(house):
    house.run(MACHINE)

    (call,) = house.calls
    assert said(call)[0].startswith(house.parts.line.organisation["ja"])


@pytest.mark.parametrize(("number", "end"), [(BUSY, "busy"), (NO_ANSWER, "no_answer"), (FAILED, "failed")])
def test_whoever_is_not_reached_is_called_twice_more_ten_minutes_after_the_real_end(house, number, end):
    campaign = house.run(number)

    first, second, third = house.calls
    for earlier, later in ((first, second), (second, third)):
        assert (
            timedelta(0) <= later.created_at - earlier.ended_at - timedelta(minutes=10) < timedelta(seconds=3)
        )
    assert house.counts(campaign) == {end: 1}


def test_a_number_that_the_carrier_refuses_is_not_tried_again(house):
    campaign = house.run("045-000-0011")

    assert house.counts(campaign) == {"failed": 1}
    assert len(house.attempts(campaign)) == 1


def test_it_rings_as_long_as_the_campaign_says(house):
    house.run(NO_ANSWER, ring_seconds=15, retry="{times: 0}")

    (call,) = house.calls
    assert timedelta(seconds=15) < call.ended_at - call.created_at < timedelta(seconds=18)


def test_each_hears_the_language_of_the_list(house):
    house.run(f"{LISTENS},en", LISTENS_TOO)

    english, japanese = house.calls_to(LISTENS)[0], house.calls_to(LISTENS_TOO)[0]
    assert {heard.language for heard in english.heard} == {"en-US"}
    assert {heard.language for heard in japanese.heard} == {"ja-JP"}


def test_with_two_languages_a_call_the_first_comes_first_and_the_recipients_follows(house):
    house.run(f"{LISTENS},en", f"{LISTENS_TOO},ja", languages_per_call=2)

    both, one = house.calls_to(LISTENS)[0], house.calls_to(LISTENS_TOO)[0]
    playings = [heard.language for heard in both.heard]
    assert playings == ["ja-JP", "en-US", "ja-JP", "ja-JP", "en-US", "en-US"]
    assert {heard.language for heard in one.heard} == {"ja-JP"}


def test_an_institution_confirms_by_any_key(house):
    campaign = house.run(LISTENS, audience="institution")

    (call,) = house.calls
    assert said(call)[-1] == house.parts.prompts.frame("ja", "call.acknowledged")
    assert house.counts(campaign) == {"acknowledged": 1}


@pytest.mark.parametrize("key", ["0", "7", "*", "#"])
def test_every_key_of_the_telephone_confirms(house, key):
    phone = house.resident(LISTENS)
    campaign = house.start(LISTENS, audience="institution")
    house.drive(lambda: rings(phone))

    phone.answer()
    phone.press(key)
    house.finish(campaign)

    assert house.counts(campaign) == {"acknowledged": 1}


def test_an_institution_that_presses_nothing_has_heard(house):
    campaign = house.run(LISTENS_TOO, audience="institution")

    assert house.counts(campaign) == {"heard": 1}


def test_an_extension_is_dialled_after_the_number(house):
    house.run(f"{LISTENS},ja,,12#w3", audience="institution")

    assert house.calls[0].order.send_digits == "12#w3"
