"""People text the line; every answer stands alone."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from db.base import Base
from privacy.models import Refusal
from prompts.library import Channel
from sms.answers import Answers
from sms.keywords import Wish, understand
from sms.segments import Encoding, count
from tree.walk import code_of, paths, walk

ENGLISH = "+81450000111"
SMS = Channel.SMS
TEN = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Warned:
    area: str | None
    started_at: datetime
    language: str
    words: str


def test_mai_texts_anything_and_gets_advice_that_is_of_use_alone(texter, prompts):
    answer = texter.text("変な電話が来ました")

    assert answer.startswith(prompts.frame("ja", "text.not-understood", SMS))
    assert prompts.label("ja", "1", SMS) in answer


def test_who_asks_for_help_gets_the_first_answer(texter, prompts):
    assert texter.text("help").startswith(prompts.frame("en", "text.start", SMS))
    assert texter.text("0", to=ENGLISH).startswith(prompts.frame("en", "text.start", SMS))


def test_a_list_prints_whole_codes_and_says_how_to_go_on(texter, prompts):
    answer = texter.text("1", to=ENGLISH)

    label = prompts.label("en", "1-1", SMS)
    assert answer.splitlines()[0] == prompts.ask("en", "1", SMS)
    assert prompts.frame("en", "text.choice", SMS, code="11", label=label) in answer.splitlines()
    assert prompts.frame("en", "text.more", SMS, code="19") in answer.splitlines()
    assert answer.splitlines()[-1] == prompts.frame("en", "text.reply", SMS)


def test_ahmed_reads_english_on_a_japanese_number_and_stays_in_english(texter, prompts):
    answer = texter.text("EN 11")

    label = prompts.label("en", "1-1-2", SMS)
    assert prompts.frame("en", "text.choice", SMS, code="EN112", label=label) in answer.splitlines()
    assert texter.text("EN112") == prompts.say("en", "1-1-2", SMS)


def test_a_code_leads_to_the_answer_that_keys_lead_to(texter, prompts):
    assert texter.text("112") == prompts.say("ja", "1-1-2", SMS)
    assert texter.text("1121") == prompts.why("ja", "1-1-2", SMS)
    assert texter.text("1122").splitlines() == list(prompts.numbers("ja", "1-1-2", SMS))


def test_a_code_that_leads_nowhere_is_not_understood(texter, prompts):
    for words in ("8888", "09012345678", "1" * 400):
        assert texter.text(words).startswith(prompts.frame("ja", "text.not-understood", SMS))


def test_the_same_text_twice_gets_the_same_answer_and_counts_once(texter, app):
    first, second = (texter.text("112"), texter.document), (texter.text("112"), texter.document)

    assert first == second
    assert sum(app.extensions["tally"].so_far(TEN).values()) == 1


def test_kenji_stops_our_calls_by_text_and_takes_it_back(texter, engine, prompts):
    assert texter.text("停止") == prompts.frame("ja", "stop.done", SMS)
    assert texter.text("停止") == prompts.frame("ja", "stop.done", SMS)
    assert [one.by for one in _refusals(engine)] == ["text"]

    assert texter.text("再開") == prompts.frame("ja", "resume.done", SMS)
    assert _refusals(engine) == []


def test_the_code_for_no_calls_does_what_the_key_does(texter, engine, prompts):
    code = code_of(prompts.tree, "stop-calls")

    assert texter.text(code) == prompts.frame("ja", "stop.done", SMS)
    assert len(_refusals(engine)) == 1


def test_to_read_why_does_nothing_and_counts_as_nothing(texter, engine, app, prompts):
    code = code_of(prompts.tree, "stop-calls")

    assert texter.text(f"{code}1") == prompts.why("ja", "stop-calls", SMS)
    assert _refusals(engine) == []
    assert app.extensions["tally"].so_far(TEN) == {}


def test_a_wish_that_cannot_be_noted_is_not_called_done(texter, engine, prompts):
    assert texter.text("stop", number="KANAGAWA") == prompts.frame("en", "stop.withheld", SMS)

    Base.metadata.drop_all(engine, tables=[Refusal.__table__])

    assert texter.text("stop") == prompts.frame("en", "cannot-look", SMS)


def test_who_asks_what_we_say_now_reads_it(texter, running, prompts):
    running.warnings = (Warned(None, TEN, "en", "Bail by telephone is a scam."),)
    assert texter.text("now").endswith("\nBail by telephone is a scam.")

    running.warnings = ()
    assert texter.text("now") == prompts.frame("en", "now.none", SMS)

    running.failure = OperationalError("select", {}, Exception("away"))
    assert texter.text("now") == prompts.frame("en", "cannot-look", SMS)


def test_many_long_warnings_still_fit_one_answer(texter, running):
    running.warnings = tuple(Warned("横浜市旭区", TEN, "ja", f"{number}" * 600) for number in range(3))

    answer = texter.text("今")

    assert len(answer) <= 1500
    assert answer.endswith("1" * 600)


def test_without_two_way_texts_nothing_invites_a_reply(one_way):
    for language in ("ja", "en"):
        answers = Answers(one_way, language, "ja")
        texts = [answers.start(), answers.not_understood()]
        texts += [answers.at(spot) for _, spot in paths(one_way.tree)]

        assert not [text for text in texts if one_way.frame(language, "text.reply", SMS) in text]
    assert answers.start() == one_way.frame("en", "text.start", SMS)


@pytest.mark.parametrize(("language", "usual"), [("ja", "ja"), ("en", "en"), ("en", "ja"), ("ja", "en")])
def test_every_printed_code_can_be_sent_back_and_leads_on(prompts, language, usual):
    answers = Answers(prompts, language, usual)
    vocabulary = {tongue: prompts.keywords(tongue) for tongue in prompts.languages}
    reached = set()
    waiting = [line.split(" ")[0] for line in answers.start().splitlines()[2:-1]]
    while waiting:
        meaning = understand(waiting.pop(), vocabulary, usual)
        assert (meaning.wish, meaning.language) == (Wish.CODE, language)
        spot = walk(prompts.tree, meaning.code)
        if spot.node.is_leaf:
            reached.add(spot.node.id)
        elif (spot.node.id, spot.page) not in reached:
            reached.add((spot.node.id, spot.page))
            waiting += [line.split(" ")[0] for line in answers.at(spot).splitlines()[1:-1]]

    assert {node.id for node in prompts.tree.values() if node.is_leaf} <= reached


@pytest.mark.parametrize(
    ("language", "encoding", "leaf_segments", "list_segments"),
    [("ja", Encoding.UCS2, 2, 3), ("en", Encoding.GSM7, 2, 3)],
)
def test_answers_stay_short(prompts, language, encoding, leaf_segments, list_segments):
    answers = Answers(prompts, language, "ja")
    for code, spot in paths(prompts.tree):
        size = count(answers.at(spot))
        room = leaf_segments if spot.node.is_leaf else list_segments
        assert size.encoding is encoding, code
        assert size.segments <= room, (spot.node.id, size)
    for text in (answers.start(), answers.not_understood()):
        assert count(text).segments <= list_segments


def test_an_unsigned_text_stays_outside(app, engine):
    response = app.test_client().post("/sms/inbound", data={"Body": "stop", "From": "+819012345678"})

    assert response.status_code == 403
    assert _refusals(engine) == []


def test_words_and_sender_are_written_nowhere(texter, engine, caplog, tmp_path):
    caplog.set_level(0)

    texter.text("ひみつの言葉 stop 09012345678")
    texter.text("stop")

    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for secret in ("ひみつの言葉", "9012345678"):
        assert secret not in caplog.text
        assert secret.encode() not in kept


def _refusals(engine):
    with Session(engine) as session:
        return session.scalars(select(Refusal)).all()
