"""Somebody who needs help asks for a person: who rings at the desk, and what the caller hears."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from carrier.speaking import Speaker
from ivr.transfer import Transfer
from privacy.number import PhoneNumber
from prompts import library

ROSA, HOTLINE, ENGLISH = "+819012345678", "+81450000110", "+81450000111"
DESK = "+81450000120"
HELP = ("5", "1", "3")
"""I have paid already; the first leaf; a person."""


class Office:
    """Open or closed."""

    open = True

    def is_open(self, at):
        return self.open


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def app(app, prompts, office):
    """The line, which puts callers through."""
    line = replace(prompts.promises, transfer=True)
    ours = app.extensions["line_numbers"]
    app.extensions |= {
        "prompts": library.load(line, ["ja", "en"]),
        "speaker": Speaker(),
        "transfer": Transfer(PhoneNumber(DESK), office.is_open, ours, HOTLINE),
    }
    return app


def come_back(phone, outcome, number=HOTLINE):
    """The carrier tells how it ended."""
    path = urlsplit(phone.root.find("Dial").get("action")).path
    phone._post(path, To=number, DialCallStatus=outcome)
    return phone


def test_rosa_is_put_through_and_the_desk_sees_the_number_that_she_dialled(phone, prompts, twiml_rules):
    phone.dial(HOTLINE).press("2", *HELP)

    dial = phone.root.find("Dial")
    assert phone.heard == prompts.frame("en", "transfer.connecting")
    assert dial.findtext("Number") == DESK
    assert dial.get("callerId") == HOTLINE
    assert (dial.get("timeout"), dial.get("timeLimit"), dial.get("answerOnBridge")) == ("25", "1800", "true")
    assert ROSA.removeprefix("+81") not in phone.document.decode()
    assert twiml_rules.faults(phone.document) == []


def test_who_dialled_the_english_number_is_shown_as_that_one(phone):
    phone.dial(ENGLISH)
    for key in HELP:
        phone._post(urlsplit(phone.action).path, Digits=key, To=ENGLISH)

    assert phone.root.find("Dial").get("callerId") == ENGLISH


@pytest.mark.parametrize("told", ["", "anonymous", ROSA, "+15005550006"])
def test_where_the_carrier_names_none_of_our_numbers_the_hotline_is_shown(phone, told):
    phone.dial(HOTLINE).press("2", *HELP[:-1])

    phone._post(urlsplit(phone.action).path, Digits="3", To=told)

    assert phone.root.find("Dial").get("callerId") == HOTLINE


def test_when_the_office_is_closed_the_hours_are_told_and_the_offers_stay(phone, prompts, office):
    office.open = False

    phone.dial().press("2", *HELP)

    assert prompts.frame("en", "transfer.closed") in phone.heard
    assert "nine to five" in phone.heard
    assert prompts.frame("en", "leaf.why") in phone.heard
    phone.press("1")
    assert prompts.why("en", "8-1") in phone.heard


@pytest.mark.parametrize("outcome", ["busy", "no-answer", "failed", "canceled", "something new", ""])
def test_when_nobody_answers_that_is_told_and_the_offers_stay(phone, prompts, outcome, twiml_rules):
    phone.dial().press("2", *HELP)

    come_back(phone, outcome)

    assert prompts.frame("en", "transfer.nobody") in phone.heard
    assert twiml_rules.faults(phone.document) == []
    phone.press("2")
    for line in prompts.numbers("en", "8-1"):
        assert line in phone.heard


def test_after_a_talk_the_call_ends_politely(phone, prompts):
    phone.dial().press("2", *HELP)

    come_back(phone, "completed")

    assert phone.heard == prompts.frame("en", "goodbye")
    assert phone.ended


def test_a_wrong_key_or_the_wish_to_hear_it_again_puts_nobody_through(phone, prompts):
    phone.dial().press("2", *HELP)
    come_back(phone, "busy")

    for key in ("8", "0"):
        phone.press(key)
        assert phone.root.find("Dial") is None
        assert prompts.say("en", "8-1") in phone.heard


def test_a_request_that_comes_twice_gets_the_same_bytes(phone):
    phone.dial().press("2", *HELP[:-1])
    before = phone.document
    answers = set()
    for _ in range(2):
        phone.document = before
        phone.press("3")
        asked = phone.document
        come_back(phone, "busy")
        answers.add((asked, phone.document))

    assert len(answers) == 1


def test_a_process_that_does_not_know_the_desk_says_so(phone, app, prompts):
    app.extensions["transfer"] = None

    phone.dial().press("2", *HELP)

    assert prompts.frame("en", "cannot-look") in phone.heard
    assert phone.gather is not None


def test_an_unsigned_report_stays_outside(app):
    answer = app.test_client().post(
        "/voice/en/8-1/transfer-0-0-4/transferred", data={"DialCallStatus": "busy"}
    )

    assert answer.status_code == 403


def test_a_report_about_a_place_that_went_away_becomes_a_new_beginning(phone, prompts):
    phone.dial()

    phone._post("/voice/en/nowhere/transfer-0-0-4/transferred", To=HOTLINE, DialCallStatus="busy")

    assert prompts.frame("en", "danger") in phone.heard
    assert phone.gather is not None
