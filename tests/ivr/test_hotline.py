"""What callers of the hotline hear, and what their keys do."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.base import Base
from privacy.models import Refusal
from prompts.library import Channel
from tree.running import LookFailed

TEN = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
ENGLISH, DISPLAYED = "+81450000111", "+81450000100"


@dataclass(frozen=True)
class Warned:
    area: str | None
    started_at: datetime
    language: str
    words: str
    ended_at: datetime | None = None
    texts_only: bool = False
    for_institutions: bool = False


BAIL = Warned("横浜市旭区", TEN, "ja", "保釈金を送れという電話は詐欺です。")


def test_rosa_whose_cousin_was_said_to_be_detained_hears_the_rule_in_english(phone, prompts):
    phone.dial().press("2", "1", "1", "2")

    assert prompts.say("en", "1-1-2") in phone.heard
    assert {say.get("language") for say in phone.root.iter("Say")} == {"en-US"}


def test_mr_sato_who_is_asked_for_money_right_now_hears_the_danger_first(phone, prompts):
    phone.dial()

    assert phone.heard.startswith(prompts.frame("ja", "danger"))
    assert prompts.frame("ja", "sample-line") in phone.heard


def test_the_english_number_begins_in_english(phone, prompts):
    phone.dial(ENGLISH)

    assert phone.heard.startswith(prompts.frame("en", "danger"))
    assert prompts.ask("en", "root") in phone.heard
    assert prompts.frame("ja", "language.choice", key="1") not in phone.heard


def test_each_language_is_offered_in_its_own_words_and_voice(phone, prompts):
    phone.dial()

    voices = {say.text: say.get("language") for say in phone.root.iter("Say")}

    assert voices[prompts.frame("en", "language.choice", key="2")] == "en-US"
    assert voices[prompts.frame("ja", "language.choice", key="1")] == "ja-JP"


def test_one_key_is_enough_everywhere_and_every_key_counts(phone):
    phone.dial()
    for keys in ((), "2", "1", "1", "2", "1", "2", "0", "*"):
        phone.press(*keys)

        assert phone.gather.get("numDigits") == "1"
        assert phone.gather.get("finishOnKey") == ""
        assert phone.gather.get("actionOnEmptyResult") == "true"
        assert phone.action.startswith("https://line.example.jp/voice/")


def test_grandmother_who_finds_no_key_is_told_the_essential_and_let_go(phone, prompts):
    phone.dial().press("", "", "")

    assert prompts.frame("ja", "essential") in phone.heard
    assert phone.ended


def test_silence_after_the_answer_is_no_mistake(phone, prompts):
    phone.dial().press("2", "1", "1", "2", "")

    assert phone.heard == prompts.frame("en", "goodbye")
    assert phone.ended


def test_the_reasons_and_the_numbers_are_a_key_away(phone, prompts):
    phone.dial().press("2", "1", "1", "2", "1")
    assert prompts.why("en", "1-1-2") in phone.heard

    phone.press("2")
    for line in prompts.numbers("en", "1-1-2"):
        assert line in phone.heard


def test_a_number_is_read_out_digit_by_digit(phone):
    phone.dial().press("2", "1", "1", "2", "2")

    assert not any(letter.isdigit() for letter in phone.heard.replace("press 1", "").replace("press 0", ""))


def test_a_request_that_comes_twice_gets_the_same_bytes(phone, app):
    phone.dial().press("2", "1", "1")
    before = phone.document

    phone.press("2")
    first = phone.document
    phone.document = before
    phone.press("2")

    assert phone.document == first
    assert sum(app.extensions["tally"].so_far(TEN).values()) == 1


@pytest.mark.parametrize("keys", [("1", "8", "1"), ("1", "8", "2"), ("1", "7"), ("1", "6")])
def test_so_does_one_that_does_something(phone, running, keys):
    running.warnings = (BAIL,)
    *before, last = keys
    phone.dial().press(*before)
    menu, answers = phone.document, set()

    for _ in range(2):
        phone.document = menu
        answers.add(phone.press(last).document)

    assert len(answers) == 1


def test_the_call_is_counted_under_its_answer_and_nothing_else(phone_of, app):
    for caller in range(5):
        phone_of(f"+8190123456{caller}0").dial().press("2", "1", "1", "2", "0", "1", "*")

    assert app.extensions["tally"].so_far(TEN) == {("voice", "en", "1-1-2"): 5}


def test_an_unsigned_request_stays_outside(app):
    for path in ("/voice/inbound", "/voice/ja/root/main-0-0-1/press"):
        assert app.test_client().post(path, data={"Digits": "1"}).status_code == 403
        assert app.test_client().get(path).status_code == 403


@pytest.mark.parametrize(
    "path", ["ja/nowhere/main-0-0-4", "ja/root/main-7-0-4", "xx/1/main-0-0-4", "ja/1/noise"]
)
def test_a_place_that_went_away_with_a_new_version_becomes_a_new_beginning(phone, prompts, path):
    phone.dial()
    action = f"https://line.example.jp/voice/{path}/press"
    phone.document = f'<Response><Gather action="{action}"/></Response>'

    phone.press("1")

    assert prompts.ask("ja", "root") in phone.heard


def test_nothing_is_set_in_the_caller_s_way(phone):
    phone.dial()

    assert phone.type == "text/xml"
    assert not list(phone.root.iter("Record"))


# What our calls are saying now.


def test_whoever_calls_back_the_displayed_number_hears_what_we_are_calling_about(phone, running, prompts):
    running.warnings = (BAIL,)

    phone.dial(DISPLAYED).press("1")

    assert BAIL.words in phone.heard
    assert "横浜市旭区" in phone.heard


def test_who_asks_while_nobody_is_called_hears_that_it_was_not_us(phone, prompts):
    phone.dial(DISPLAYED).press("2")

    assert prompts.frame("en", "now.none") in phone.heard


def test_a_warning_in_another_language_keeps_its_own_voice(phone, running):
    running.warnings = (BAIL,)

    phone.dial(DISPLAYED).press("2")

    voices = {say.text: say.get("language") for say in phone.root.iter("Say")}
    assert voices[BAIL.words] == "ja-JP"


def test_a_campaign_of_yesterday_is_told_with_its_day(phone, running, prompts):
    yesterday = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
    running.warnings = (replace(BAIL, started_at=yesterday, area=None),)

    phone.dial(DISPLAYED).press("1")

    assert prompts.day("ja", yesterday.date(), Channel.VOICE) in phone.heard
    assert prompts.frame("ja", "now.everywhere") in phone.heard


def test_while_the_database_is_away_the_line_says_so_and_goes_on(phone, running, prompts):
    running.failure = LookFailed()

    phone.dial(DISPLAYED).press("2")
    assert prompts.frame("en", "cannot-look") in phone.heard

    phone.press("*")
    assert prompts.ask("en", "7") in phone.heard


# Do not call me.


def test_kenji_who_wants_no_calls_is_noted_once_however_often_the_carrier_asks(phone, engine, prompts):
    phone.dial().press("1", "8", "1")
    first = phone.document
    phone.press("0")

    assert prompts.frame("ja", "stop.done") in phone.heard
    assert prompts.frame("ja", "stop.done") in first.decode()
    assert len(_refusals(engine)) == 1


def test_kenji_may_change_his_mind(phone, engine, prompts):
    phone.dial().press("1", "8", "1", "*", "2")

    assert prompts.frame("ja", "resume.done") in phone.heard
    assert _refusals(engine) == []


@pytest.mark.parametrize("hidden", ["anonymous", "+266696687", ""])
def test_a_hidden_number_cannot_be_noted_and_is_told_so(phone_of, engine, prompts, hidden):
    phone = phone_of(hidden).dial().press("2", "8", "1")

    assert prompts.frame("en", "stop.withheld") in phone.heard
    assert _refusals(engine) == []


def test_a_wish_that_cannot_be_noted_is_not_called_done(phone, engine, prompts):
    Base.metadata.drop_all(engine, tables=[Refusal.__table__])

    phone.dial().press("2", "8", "1")

    assert prompts.frame("en", "cannot-look") in phone.heard
    assert prompts.frame("en", "stop.done") not in phone.heard


def _refusals(engine):
    with Session(engine) as session:
        return session.scalars(select(Refusal)).all()
