"""A call that nobody could hear is refused before it is made, and the operator is told what to do."""

import pytest

from app.line import read_line
from campaigns.hearing import unheard
from campaigns.plan import read_plan
from prompts import library, shortform

PLAN = {
    "name": "Asahi ward",
    "audience": "resident",
    "source": "public directory",
    "channel": "voice",
    "warning": "isa-bail",
    "languages": "[ja, en]",
}


def plan(**changes):
    values = {key: value for key, value in {**PLAN, **changes}.items() if value is not None}
    return read_plan("\n".join(f"{key}: {value}" for key, value in values.items()))


class Shelf(set):
    def __call__(self, language, words):
        return (language, words) in self


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def prompts(shelf):
    """Words of a line on which English has no voice."""
    return library.load(read_line(None).promises(), ["ja", "en"], short={"en"}, recorded=shelf)


@pytest.fixture
def record_short_form(prompts, shelf):
    shelf.update(("en", words) for words in shortform.units(prompts, "en").values())


def test_a_language_whose_short_form_is_not_recorded_is_named_with_what_to_do(prompts):
    first, second = unheard(prompts, plan())

    assert first.startswith("languages: en: has no voice, and its short form is not recorded")
    assert '"yobikake prompts sheet --language en"' in first
    assert '"yobikake prompts sheet --language en --warning isa-bail"' in second


@pytest.mark.usefixtures("record_short_form")
def test_the_warning_too_must_have_been_recorded(prompts, shelf):
    assert len(unheard(prompts, plan())) == 1

    shelf.add(("en", prompts.warning_body("en", "isa-bail")))

    assert unheard(prompts, plan()) == []


@pytest.mark.usefixtures("record_short_form")
@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"audience": "institution"}, "institutions are asked for a key"),
        ({"warning": None, "scripts": "{ja: a, en: b}"}, "words of your own have no recording"),
    ],
)
def test_what_no_recording_can_say_is_refused(prompts, changes, what):
    (fault,) = unheard(prompts, plan(**changes))

    assert what in fault
    assert "send texts" in fault


@pytest.mark.parametrize("changes", [{"channel": "sms"}, {"languages": "[ja]"}])
def test_texts_and_languages_with_a_voice_need_no_recording(prompts, changes):
    assert unheard(prompts, plan(**changes)) == []


@pytest.mark.parametrize("channel", ["voice-then-sms", "auto"])
def test_a_campaign_that_may_ring_must_be_heard_too(prompts, channel):
    assert unheard(prompts, plan(channel=channel)) != []


@pytest.mark.usefixtures("record_short_form")
def test_a_correction_has_no_recording_of_what_was_wrong(prompts, shelf):
    shelf.add(("en", prompts.warning_body("en", "isa-bail")))

    [fault] = unheard(prompts, plan(), correcting=True)

    assert fault.startswith("languages: en: has no voice, and a correction no recording: leave it out")
    assert unheard(prompts, plan(channel="sms"), correcting=True) == []
    assert unheard(prompts, plan(languages="[ja]"), correcting=True) == []
