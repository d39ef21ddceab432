"""What the hotline says of our calls, against the calls that we can make."""

from datetime import time

import pytest

from prompts import library, lintnumbers, lintwords
from prompts.library import Audience, Channel
from prompts.promises import ResidentVoice


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("channel", list(Channel))
def test_a_line_that_rings_no_homes_says_so_wherever_it_speaks_of_itself(line, language, channel) -> None:
    off = library.load(line(ResidentVoice.OFF))
    never = off.frame(language, "promise.home-off", channel)
    calls = [off.frame(language, f"promise.{one}", channel) for one in ("home", "area", "consented", "hours")]

    for node in ("7-1", "7-3", "9-7", "own-call"):
        said = off.say(language, node, channel)
        assert never in said
        said += off.why(language, node, channel)
        assert not any(promise in said for promise in calls)


def test_a_line_that_rings_only_those_who_agreed_says_that_and_nothing_of_areas(line) -> None:
    said = library.load(line(ResidentVoice.CONSENTED)).why("en", "9-7")

    assert "have asked for it" in said
    assert "in an area" not in said


def test_a_line_that_warns_areas_does_not_claim_to_ring_only_those_who_asked(line) -> None:
    said = library.load(line(ResidentVoice.AREA)).why("en", "9-7")

    assert "in an area" in said
    assert "have asked for it" not in said


@pytest.mark.parametrize("node", ["9-7", "own-call"])
@pytest.mark.parametrize("voice", list(ResidentVoice))
def test_a_caller_hears_one_promise_and_others_with_the_reasons_but_a_reader_sees_all(
    line, node, voice
) -> None:
    prompts = library.load(line(voice))
    every = tuple(f"promise.{name}" for name in ("correction", "area", "consented", "hours", "displayed"))
    read = [
        id for id in every if prompts.frame("en", id, Channel.WEB) in prompts.say("en", node, Channel.WEB)
    ]
    left = {"promise.displayed"} if "promise.correction" in read else set()
    spoken = [prompts.frame("en", id) for id in read if id not in left]

    heard = prompts.say("en", node)
    behind = prompts.why("en", node)

    assert read or (node, voice) == ("9-7", ResidentVoice.OFF)
    assert not any(one in heard for one in spoken)
    assert all(one in behind for one in spoken)


@pytest.mark.parametrize("node", ["9-7", "own-call"])
@pytest.mark.parametrize("channel", [Channel.VOICE, Channel.WEB])
def test_where_emergencies_are_allowed_the_hours_are_never_said_without_them(line, node, channel) -> None:
    def told(prompts):
        said = f"{prompts.say('en', node, channel)} {prompts.why('en', node, channel)}"
        return [at for at in ("only at these times", "Only in an emergency") if at in said]

    between = (time(8), time(21))

    assert told(library.load(line(emergency_hours=between))) == [
        "only at these times",
        "Only in an emergency",
    ]
    assert told(library.load(line())) == ["only at these times"]
    assert told(library.load(line(ResidentVoice.OFF, emergency_hours=between))) == []


def test_an_emergency_is_told_with_its_own_hours_and_a_correction_is_promised(line) -> None:
    said = library.load(line(emergency_hours=(time(8), time(21)))).our_promises("en")

    assert said[1].startswith("If something in a warning was wrong, we correct it once.")
    assert said[4].startswith("Only in an emergency that two officials have approved")
    assert "between 8" in said[4]
    assert not any("correct" in one for one in library.load(line(ResidentVoice.OFF)).our_promises("en"))


def test_hours_and_number_are_those_of_the_line(line) -> None:
    prompts = library.load(line(hours={"en": "only on Sundays"}, displayed_number="046-111-2222"))

    said = prompts.say("en", "own-call", Channel.WEB)

    assert "only on Sundays" in said
    assert "046-111-2222" in said


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("channel", [Channel.VOICE, Channel.SMS])
def test_no_message_to_a_home_names_a_number_that_we_say_we_never_name(prompts, language, channel) -> None:
    for name in set(prompts.knowledge.warnings.values()):
        text = prompts.warning(language, name, channel, Audience.RESIDENT, None)

        assert list(lintnumbers.numbers(text, lintwords.load(language), institution=False)) == []
        assert prompts.promises.named_numbers == ("#9110", "188")


def test_everything_promised_can_be_listed_for_a_page(line) -> None:
    for voice in ResidentVoice:
        promises = library.load(line(voice)).our_promises("en")
        assert any("any key" in one for one in promises)
