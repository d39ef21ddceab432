"""No answer is longer than two messages, whatever the language; nothing of it is lost."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import speaking
from app.line import read_line
from carrier.events import TextArrived
from privacy.number import Caller
from prompts import library
from prompts.languages import TAGS
from prompts.library import Channel
from prompts.tree import Effect
from sms.answers import Answers
from sms.inbox import Inbox
from sms.keywords import Wish, understand
from sms.parts import in_parts
from sms.segments import count
from tree.desk import Desk, Reply
from tree.guide import leaf_views, leaf_with
from tree.place import View
from tree.walk import code_of, paths, walk

SMS = Channel.SMS
OTHER = {"ja": "en"}
MESSAGES = 2
TEN = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
NUMBER = "+81450000110"


@pytest.fixture(scope="module")
def prompts():
    """All languages, on a line whose policy allows everything."""
    line = read_line(None)
    allowed = {"two_way_sms": True, "own_call_lookup": True, "registration": True}
    areas = {name: dict.fromkeys(TAGS, name) for name in ("横浜市旭区", "川崎市川崎区")}
    promises = replace(line.promises(), areas=areas, **allowed)
    return library.load(promises, TAGS, packs=line.packs_read(), short=speaking.SHORT)


def spots(tree):
    """Every list, answer, reason and list of numbers, with its code."""
    for code, spot in paths(tree):
        yield code, spot
        if spot.node.is_leaf:
            yield from ((code + key, replace(spot, view=view)) for key, view in leaf_views(spot.node).items())


def flat(*texts):
    return "".join("".join(texts).split())


def whole(prompts, language, spot):
    """What an answer says, told by no code of ours."""
    node = spot.node.id
    if not spot.node.is_leaf:
        labels = (prompts.label(language, one, SMS) for one in spot.node.pages[spot.page])
        return [prompts.ask(language, node, SMS), *labels]
    if spot.view is View.NUMBERS:
        return list(prompts.numbers(language, node, SMS))
    return [(prompts.why if spot.view is View.WHY else prompts.say)(language, node, SMS)]


@pytest.mark.parametrize("usual", [True, False])
@pytest.mark.parametrize("language", TAGS)
def test_no_answer_is_longer_than_two_messages_and_none_lacks_a_word(prompts, language, usual):
    answers = Answers(prompts, language, language if usual else OTHER.get(language, "ja"))
    for code, spot in spots(prompts.tree):
        parts = answers.at(spot)

        assert max(count(part).segments for part in parts) <= MESSAGES, (code, parts)
        said = flat(*(part.rsplit("\n", 1)[0] for part in parts[:-1]), parts[-1])
        position = 0
        for words in map(flat, whole(prompts, language, spot)):
            position = said.index(words, position) + len(words)


@pytest.mark.parametrize("usual", [True, False])
@pytest.mark.parametrize("language", TAGS)
def test_the_first_answer_is_of_use_alone_and_goes_on(prompts, language, usual):
    answers = Answers(prompts, language, language if usual else OTHER.get(language, "ja"))
    parts, lost = answers.start(), answers.not_understood()

    assert parts[0].startswith(prompts.frame(language, "text.start", SMS))
    assert lost[0].startswith(prompts.frame(language, "text.not-understood", SMS))
    assert lost[1:] == parts[1:]
    assert max(count(part).segments for part in (*parts, lost[0])) <= MESSAGES
    lines, of_lost = ("\n".join(one).splitlines() for one in (parts, lost))
    for number, node in enumerate(prompts.tree["root"].pages[0], start=1):
        code = f"{number}" if usual else f"{language.upper()}{number}"
        choice = prompts.frame(
            language, "text.choice", SMS, code=code, label=prompts.label(language, node, SMS)
        )
        assert lines.count(choice) == 1 == of_lost.count(choice)


@pytest.mark.parametrize("language", TAGS)
def test_a_code_that_is_given_leads_on_to_the_next_part(prompts, language):
    usual = OTHER.get(language, "ja")
    answers = Answers(prompts, language, usual)
    vocabulary = {tongue: prompts.keywords(tongue) for tongue in prompts.languages}
    continued = 0
    for code, spot in spots(prompts.tree):
        for number, part in enumerate(answers.at(spot)[:-1], start=1):
            given = next(word for word in part.splitlines()[-1].split() if word[-1].isdigit())
            meaning = understand(given, vocabulary, usual)
            continued += 1

            assert (meaning.wish, meaning.language) == (Wish.CODE, language)
            assert meaning.code == code + "0" * number
            assert walk(prompts.tree, meaning.code.rstrip("0")) == spot
    assert continued or language in {"zh-Hans", "zh-Hant"}


@pytest.mark.parametrize("language", TAGS)
def test_what_came_of_a_wish_goes_on_too(prompts, language):
    desk = Desk({Effect.OWN_CALL: lambda _wish: Reply("own-call.no")}, lambda _language, _channel: ())
    inbox = Inbox(prompts, desk, {NUMBER: language})
    code = code_of(prompts.tree, leaf_with(prompts.tree, Effect.OWN_CALL))

    def answer(words):
        return inbox.answer(TextArrived(NUMBER, words, Caller(None)), TEN).text

    said = [answer(code)]
    if prompts.frame(language, "text.more", SMS, code=f"{code}0") in said[0]:
        said = [said[0].rpartition("\n")[0], answer(f"{code}0")]

    assert max(count(one).segments for one in said) <= MESSAGES
    assert flat(*said) == flat(prompts.frame(language, "own-call.no", SMS))


LINES = st.lists(st.text(st.sampled_from("ab ,.。、é警𠮷€"), max_size=400), max_size=8).map("\n".join)


@given(LINES)
def test_whatever_is_said_is_cut_small_and_put_together_again(text):
    parts = in_parts(text, lambda part: f"{'0' * part} = more", last="9 = more")

    assert max(count(part).segments for part in parts) <= MESSAGES
    ends = [f"{'0' * part} = more" for part in range(1, len(parts))] + ["9 = more"]
    assert [part.rsplit("\n", 1)[1] for part in parts] == ends
    assert flat(*(part.rsplit("\n", 1)[0] for part in parts)) == flat(text)


def test_a_number_is_not_cut_at_its_point():
    text = "Ring 03.5363.3013 now. " * 30

    parts = in_parts(text, lambda part: "0" * part)

    assert len(parts) > 1
    assert all(part.splitlines()[0].endswith("now.") for part in parts)
