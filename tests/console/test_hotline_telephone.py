"""The telephone on the hotline's page: it says what a caller hears, and does nothing."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaigns.people import Role
from console.hotline.telephone import AT_ONCE, MOST_KEYS, Telephone
from privacy.models import Refusal
from prompts.spans import seconds
from tree.models import HourCount

PATH = "/hotline/telephone"
FORM = f"{PATH}#telephone"
"""Without script a press leads back to the telephone."""


@pytest.fixture
def phone(prompts):
    """A telephone without a page; where a real call does something, it names what."""
    return Telephone(prompts, lambda language, node, effect: [(language, f"<{node} {effect}>")])


def play(phone, language, keys):
    call = phone.dial(language)
    for key in keys:
        place = call.place
        call = phone.pressed(place.language, place.node, place.stand, key, "".join(call.keys))
    return call


def heard(call):
    return [words for piece in call.heard for words in piece.sentences]


class Handset:
    """The telephone as it lies on one person's page, without script."""

    def __init__(self, browser):
        self.browser, self.page = browser, browser.read("/hotline")

    def dial(self, language=""):
        self.page = self.browser.send(self.page, FORM, do="dial", language=language)
        return self

    def press(self, *keys):
        for key in keys:
            self.page = self.browser.send(self.page, FORM, key=key)
        return self


@pytest.fixture
def handset(person):
    return Handset(person("mori", Role.VIEWER))


def stored(desk, table):
    with Session(desk.engine) as session:
        return session.scalar(select(func.count()).select_from(table))


@pytest.mark.parametrize("language", ["ja", "en", "vi"])
def test_a_trial_says_what_a_caller_hears(handset, prompts, language):
    page = handset.dial(language).press("1", "1", "2").page

    assert prompts.say(language, "1-1-2").replace("'", "&#39;") in page.source
    assert "Keys pressed: 1 1 2" in page.text
    assert f'<p lang="{language}">' in page.source


def test_danger_comes_first_and_then_the_choice_of_a_language(phone, prompts):
    call = phone.dial("")

    assert heard(call)[0] == prompts.frame("ja", "danger")
    assert [piece.language for piece in play(phone, "", "1").heard] == ["ja"]
    assert {"ja", "en"} <= {piece.language for piece in call.heard}


def test_zero_says_it_again_star_goes_back_and_nine_turns_the_page(phone, prompts):
    again, back, more = (play(phone, "en", keys) for keys in ("110", "11*", "9"))

    assert heard(again) == heard(play(phone, "en", "11"))
    assert prompts.ask("en", "1") in heard(back)
    assert (more.place.node, more.place.page) == ("root", 1)


@pytest.mark.parametrize("key", ["#", "8"])
def test_a_wrong_key_is_told_and_three_end_the_call(phone, prompts, key):
    first, third = play(phone, "en", ["1", key]), play(phone, "en", ["1", key, key, key])

    assert heard(first)[0] == prompts.frame("en", "mistake")
    assert first.lasts
    assert not third.lasts
    assert prompts.frame("en", "goodbye") in heard(third)


def test_silence_brings_the_essential_advice(handset, prompts):
    page = handset.dial("en").press("silence").page

    assert prompts.frame("en", "silence") in page.source
    assert "Keys pressed" not in page.text


def test_a_call_that_is_over_can_be_made_anew(handset):
    page = handset.dial("en").press("1", "#", "#", "#").page

    assert "The call ends here." in page.text
    assert "dial" in [about["value"] for about in page.attributes("button") if about.get("name") == "do"]


def test_hanging_up_ends_it(handset):
    handset.dial("en")

    page = handset.browser.send(handset.page, FORM, do="hang-up")

    assert "What a caller hears will appear here" in page.text


def test_a_trial_is_not_counted(handset, app, desk, clock):
    handset.dial("en").press("1", "1", "2", "1", "2")

    assert app.extensions["tally"].so_far(clock.now()) == {}
    assert stored(desk, HourCount) == 0


def test_a_wish_has_no_effect_and_is_told_so(handset, desk, prompts):
    page = handset.dial("en").press("8", "1").page

    assert "(A trial: nothing was done. In a real call this would be done now:" in page.text
    assert prompts.label("en", "stop-calls", "web") in page.text
    assert stored(desk, Refusal) == 0


def test_what_our_calls_say_now_can_be_heard(handset, prompts):
    page = handset.dial("en").press("7").page

    assert prompts.frame("en", "now.none") in page.source


def test_who_calls_the_number_back_that_our_calls_show_comes_to_what_they_say(phone):
    assert play(phone, "called-back", "1").place.node == "7-4"


def test_a_call_begins_at_an_answer_when_its_page_asks_for_it(person, prompts):
    tanaka = person("tanaka")
    page = tanaka.read("/hotline/1-1-2?words=vi")

    heard_there = tanaka.send(page, FORM, do="at")

    assert prompts.say("vi", "1-1-2") in heard_there.source


def test_what_is_heard_is_played_in_pieces_that_can_be_listened_to(phone):
    pieces = phone.dial("ja").heard

    assert len(pieces) > 1
    assert {piece.language for piece in pieces} == {"ja"}
    assert all(
        seconds(piece.words, piece.language) <= AT_ONCE for piece in pieces if len(piece.sentences) > 1
    )


@pytest.mark.parametrize(
    "typed",
    [
        {"key": "1", "language": "tlh", "node": "nowhere", "stand": "main-0-0-0"},
        {"key": "1", "language": "en", "node": "1", "stand": "bad"},
        {"key": "letters", "language": "en", "node": "root", "stand": "main-0-0-1"},
        {"do": "at", "language": "tlh", "node": "nowhere"},
        {"do": "dial", "language": "tlh"},
        {
            "keys": "080-1234-5678 and more" * 20,
            "key": "1",
            "language": "en",
            "node": "1",
            "stand": "main-0-0-1",
        },
        {},
    ],
)
def test_a_form_that_nobody_made_begins_anew_or_hangs_up(handset, typed):
    page = handset.browser.send(handset.page, FORM, **typed)

    assert page.status == 200
    assert "TRAINING" in page.text
    assert "1234-5678 and" not in page.source


def test_only_the_last_keys_are_told(phone):
    call = phone.pressed("en", "1", "main-0-0-2", "0", "1" * 5000)

    assert len(call.keys) <= MOST_KEYS + 1


def test_a_press_is_answered_in_place_for_the_script(handset):
    handset.dial("en")
    fields = {**handset.page.forms[FORM], "key": "1", "part": "1"}

    answer = handset.browser.client.post(PATH, data=fields, headers={"Accept-Language": "en"})

    text = answer.get_data(as_text=True)
    assert "<html" not in text
    assert all(f'id="telephone-{part}"' in text for part in ("said", "play", "form"))


def test_no_other_site_can_press_a_key(person):
    assert person("mori", Role.VIEWER).client.post(PATH, data={"do": "dial"}).status_code == 403
