"""A machine answers: it gets the message from its start, or its owner a text; a person waits for nothing."""

import io
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta

import pytest
import yaml

from app.checking import check_campaign
from campaigns.listeners import MOST_AT_ONCE, _turns
from campaigns.plan import PlanInvalid, read_plan
from carrier.simulator import Mix
from carrier.simulator.faults import Faults
from carrier.simulator.web import WebRequest

PERSON, EARLY, MACHINE, MOBILE = "045-300-0007", "045-300-0003", "045-300-0004", "090-1300-0004"
CALLS = {
    "name": "Asahi ward",
    "audience": "resident",
    "source": "public directory",
    "channel": "voice",
    "languages": ["ja"],
}
DOUBT, FAX = "045-300-0015", "045-300-0016"


def said(call):
    return [heard.text for heard in call.heard if heard.kind == "say"]


def kept(call):
    """What the machine has recorded to its end."""
    return [recorded.text for recorded in call.recorded if recorded.whole]


def asked(house, what):
    """The requests to one address of our calls."""
    return [request for request, _ in house.tap.sent if f"/{what}#" in request.url]


def verdicts(house):
    return [request.params["AnsweredBy"] for request in asked(house, "listener")]


def tell(house, attempt, word):
    """Let the carrier say who answered, at a time of our choosing."""
    url = f"{house.base_url}/calls/{attempt.token}/listener"
    reply = house.network.web.send(WebRequest(url, {"CallSid": attempt.ref, "AnsweredBy": word}))
    assert reply.status == 204


def listeners(house, campaign):
    return [attempt.listener for attempt in house.attempts(campaign)]


def test_a_machine_records_the_whole_message_from_its_start_once(house):
    campaign = house.run(MACHINE, PERSON, machine="message")

    (machine,), (person,) = house.calls_to(MACHINE), house.calls_to(PERSON)
    assert kept(machine) == said(person)[:1]
    assert not any(recorded.whole for recorded in machine.recorded[:-1])
    assert house.counts(campaign) == {"heard": 1, "machine": 1}


def test_a_person_hears_the_message_at_once_and_to_its_end(house):
    house.run(PERSON)
    house.run("045-301-0007", machine="message")

    plain, listened_to = house.calls
    lengths = [call.ended_at - call.answered_at for call in house.calls]
    assert said(listened_to) == said(plain)
    assert abs(lengths[0] - lengths[1]) < timedelta(seconds=1)
    assert not any("AnsweredBy" in request.params for request in asked(house, "answer"))


def test_without_the_wish_nobody_is_listened_to(house):
    campaign = house.run(MACHINE)

    assert house.calls[0].order.detection is None
    assert listeners(house, campaign) == [None]


def test_a_machine_behind_an_extension_is_not_looked_for(house):
    house.run(f"{PERSON},ja,,12#", audience="institution", machine="message")

    assert house.calls[0].order.detection is None
    assert verdicts(house) == []


@pytest.mark.parametrize(
    ("number", "end", "listener"),
    [
        (PERSON, "heard", "human"),
        (MACHINE, "machine", "machine"),
        (FAX, "machine", "machine"),
        (DOUBT, "heard", "unknown"),
    ],
)
def test_people_machines_and_doubtful_ones_are_counted_apart(house, number, end, listener):
    campaign = house.run(number, machine="message")

    assert (house.counts(campaign), listeners(house, campaign)) == ({end: 1}, [listener])


def test_a_fax_is_told_nothing_anew(house):
    house.run(FAX, machine="message")

    assert asked(house, "machine") == []


def test_a_home_with_a_machine_is_asked_for_nothing(house):
    house.run(MACHINE, machine="message")

    assert [document for document in house.tap.documents if "Gather" in document] == []


def test_an_institutions_machine_confirms_nothing(house):
    campaign = house.run(MACHINE, audience="institution", machine="message")

    assert house.counts(campaign) == {"machine": 1}
    (call,) = house.calls
    message, question = kept(call)  # A person could answer it.
    assert said(call) == [message, message, question]


def test_who_only_sounds_like_a_machine_can_still_confirm(house):
    phone = house.resident(PERSON)
    campaign = house.start(PERSON, audience="institution", machine="message")
    house.drive(lambda: phone.call is not None and phone.call.status == "ringing")
    phone.answer(hear=False)
    phone.wait(1)
    (attempt,) = house.attempts(campaign)
    tell(house, attempt, "machine_end_silence")
    house.network.run_due(house.now)

    phone.hear()
    phone.press("5")
    house.finish(campaign)

    assert house.counts(campaign) == {"acknowledged": 1}
    assert listeners(house, campaign) == ["machine"]
    assert said(phone.call).count(said(phone.call)[0]) == 2  # It began anew.


def test_the_owner_of_a_mailbox_gets_one_text_and_is_not_called_again(house):
    campaign = house.run(MOBILE, machine="text")

    assert len(house.calls_to(MOBILE)) == 1
    assert len(house.texts_to(MOBILE)) == 1
    assert asked(house, "machine") == []
    assert sorted(attempt.channel for attempt in house.attempts(campaign)) == ["sms", "voice"]


@pytest.mark.parametrize(("machine", "judged"), [("off", 1), ("message", 1), ("text", 2)])
def test_the_text_for_a_machine_is_judged_like_any_text(house, machine, judged):
    own = {"warning": None, "scripts": {"ja": "1を押してください。"}, "machine": machine}
    plan = read_plan(yaml.safe_dump({**CALLS, **own}))
    table = io.BytesIO(b"number\n045-300-0004\n")

    found = check_campaign(plan, table, house.now, "campaign.yaml", house.parts.prompts)

    assert [refusal.rule for _, refusal in found.refused] == ["key"] * judged


def test_no_machine_answers_a_text():
    with pytest.raises(PlanInvalid, match="no machine answers a text"):
        read_plan(yaml.safe_dump({**CALLS, "warning": "isa-bail", "channel": "sms", "machine": "message"}))


def test_a_landline_takes_no_texts_so_its_machine_gets_the_message(house):
    campaign = house.run(MACHINE, machine="text")

    assert len(kept(house.calls[0])) == 1
    assert list(house.network.texts) == []
    assert house.counts(campaign) == {"machine": 1}


def test_a_verdict_told_twice_is_acted_on_once(open_house):
    house = open_house(faults=Faults(callback_doubled=1.0))
    campaign = house.run(MACHINE, machine="message")

    assert verdicts(house) == ["machine_end_beep"] * 2
    assert len(asked(house, "machine")) == 1
    assert house.counts(campaign) == {"machine": 1}


def after_the_greeting(house, faults):
    """Let a carrier with faults find out who answered, and be well again afterwards."""
    house.drive(lambda: bool(house.calls) and house.calls[0].answered_at is not None)
    house.network.faults = faults
    house.pass_time(seconds=14)
    house.network.faults = Faults()


def test_a_lost_verdict_leaves_the_length_to_decide(house):
    campaign = house.start(MACHINE, machine="message")
    after_the_greeting(house, Faults(callback_lost=1.0))
    house.finish(campaign)

    assert (verdicts(house), listeners(house, campaign)) == ([], [None])
    assert house.counts(campaign) == {"heard": 1}


def test_what_no_report_told_a_look_up_tells(open_house):
    house = open_house(faults=Faults(callback_lost=1.0))
    campaign = house.run(MACHINE, machine="message")

    assert verdicts(house) == []
    assert (house.counts(campaign), listeners(house, campaign)) == ({"machine": 1}, ["machine"])


def test_a_late_verdict_is_noted_and_changes_no_end(house):
    campaign = house.run(PERSON)
    (attempt,) = house.attempts(campaign)

    tell(house, attempt, "machine_end_beep")

    assert house.counts(campaign) == {"heard": 1}
    assert listeners(house, campaign) == ["machine"]


def test_the_first_word_counts_and_doubt_gives_way(house):
    campaign = house.run(PERSON)
    (attempt,) = house.attempts(campaign)

    found = []
    for word in ("unknown", "human", "machine_end_beep", "unknown", "something new"):
        tell(house, attempt, word)
        found += listeners(house, campaign)

    assert found == ["unknown", "human", "human", "human", "human"]


ALL_AT_ONCE = Faults(
    answer_lost=0.1,
    too_many=0.1,
    error_after=0.05,
    callback_lost=0.2,
    callback_late=0.2,
    callback_doubled=0.3,
    callback_reordered=0.2,
)


def test_whatever_befalls_the_wire_nobody_is_told_anew_or_texted_twice(open_house):
    house = open_house(mix=Mix(machine=20_000), faults=ALL_AT_ONCE, seed=5, calls_per_second=None)
    mobiles = [f"090-{1300 + n}-4321" for n in range(12)]

    campaign = house.run(*mobiles, *house.homes(6, last="4321"), machine="text", pace="{per_second: 5}")

    anew = Counter(request.url for request in asked(house, "machine"))
    assert set(anew.values()) == {1}
    texts = [len(house.texts_to(number)) for number in mobiles]
    assert set(texts) == {0, 1}
    assert all(text.to.startswith("+8190") for text in house.network.texts.values())
    assert sum(house.counts(campaign).values()) == 18
    assert house.counts(campaign)["machine"] >= 2  # Landlines; whoever was texted ends with the text.


@pytest.mark.parametrize("faults", [Faults(error_before=1.0), Faults(too_many=1.0)])
def test_where_the_carrier_does_not_begin_anew_a_machine_keeps_the_second_playing(house, faults):
    campaign = house.start(MACHINE, machine="message")
    after_the_greeting(house, faults)
    house.finish(campaign)

    assert (len(verdicts(house)), asked(house, "machine")) == (1, [])
    assert said(house.calls[0])[0] in kept(house.calls[0])
    assert house.counts(campaign) == {"machine": 1}


def test_callers_keep_their_threads_when_many_machines_answer_at_once(house):
    with ExitStack() as busy:
        for _ in range(MOST_AT_ONCE):
            busy.enter_context(_turns)
        campaign = house.run(MACHINE, machine="message")

    assert asked(house, "machine") == []
    assert said(house.calls[0])[0] in kept(house.calls[0])
    assert house.counts(campaign) == {"machine": 1}
