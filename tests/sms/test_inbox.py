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
from prompts.tree import Effect
from sms.answers import Answers
from sms.keywords import Wish, understand
from sms.segments import count
from tree.guide import leaf_with
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
    ended_at: datetime | None = None
    texts_only: bool = False
    for_institutions: bool = False


def test_mai_texts_anything_and_gets_advice_that_is_of_use_alone(texter, prompts):
    answer = texter.text("変な電話が来ました")

    assert answer.startswith(prompts.frame("ja", "text.not-understood", SMS))
    assert prompts.label("ja", "1", SMS) in answer


def test_who_asks_for_help_gets_the_first_answer(texter, prompts):
    assert texter.text("help").startswith(prompts.frame("en", "text.start", SMS))
    assert texter.text("English").startswith(prompts.frame("en", "text.start", SMS))


def test_zeros_go_on_with_the_first_answer(texter, prompts):
    first = texter.text("help", to=ENGLISH).splitlines()

    second = texter.text("0", to=ENGLISH).splitlines()

    assert first[-1] == prompts.frame("en", "text.more", SMS, code="0")
    assert second[-2].startswith("8 = ")
    assert second[-1] == prompts.frame("en", "text.more", SMS, code="9")


def test_a_zero_behind_a_code_goes_on_with_its_answer(texter, prompts):
    reasons = prompts.why("en", "1-1-2", SMS)

    first, second = texter.text("1121", to=ENGLISH), texter.text("11210", to=ENGLISH)

    assert first.splitlines()[-1] == prompts.frame("en", "text.on", SMS, code="11210")
    assert f"{first.splitlines()[0]} {second}" == reasons


def test_what_does_not_go_on_is_not_understood(texter, prompts):
    for words in ("1120", "10", "1000000", "00000"):
        assert texter.text(words).startswith(prompts.frame("ja", "text.not-understood", SMS))


def test_a_list_prints_whole_codes_and_says_how_to_go_on(texter, prompts):
    answer = texter.text("1", to=ENGLISH)

    label = prompts.label("en", "1-1", SMS)
    assert prompts.frame("en", "text.reply", SMS) in texter.text("help")
    assert answer.splitlines()[0] == prompts.ask("en", "1", SMS)
    assert prompts.frame("en", "text.choice", SMS, code="11", label=label) in answer.splitlines()
    assert prompts.frame("en", "text.more", SMS, code="19") in answer.splitlines()
    assert prompts.frame("en", "text.reply", SMS) not in answer  # Who gets here has just replied with one.


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


def test_long_warnings_are_told_part_by_part(texter, running, prompts):
    words = [f"第{number}の言葉です。お金を渡さないでください。" * 9 for number in range(3)]
    running.warnings = tuple(Warned("横浜市旭区", TEN, "ja", one) for one in words)
    code = code_of(prompts.tree, leaf_with(prompts.tree, Effect.NOW))

    parts = [texter.text("今")]
    while parts[-1].splitlines()[-1] == prompts.frame("ja", "text.on", SMS, code=code + "0" * len(parts)):
        parts.append(texter.text(code + "0" * len(parts)))

    assert max(count(part).segments for part in parts) == 2
    told = "".join(line for part in parts for line in part.splitlines() if not line.startswith(code))
    assert all(one in told for one in words)


def test_a_wish_is_not_done_again_for_a_sum_of_money(texter, engine, prompts):
    assert texter.text("81000").startswith(prompts.frame("ja", "text.not-understood", SMS))
    assert _refusals(engine) == []


def test_without_two_way_texts_nothing_invites_a_reply(one_way):
    for language in ("ja", "en"):
        answers = Answers(one_way, language, "ja")
        texts = [answers.start(), answers.not_understood()]
        texts += [answers.at(spot) for _, spot in paths(one_way.tree)]

        assert {len(parts) for parts in texts} == {1}
        assert not [text for (text,) in texts if one_way.frame(language, "text.reply", SMS) in text]
    assert answers.start() == (one_way.frame("en", "text.start", SMS),)


def printed(parts):
    words = (line.split(" ")[0] for part in parts for line in part.splitlines())
    return [word for word in words if word[-1].isdigit()]


@pytest.mark.parametrize(("language", "usual"), [("ja", "ja"), ("en", "en"), ("en", "ja"), ("ja", "en")])
def test_every_printed_code_can_be_sent_back_and_leads_on(prompts, language, usual):
    answers = Answers(prompts, language, usual)
    vocabulary = {tongue: prompts.keywords(tongue) for tongue in prompts.languages}
    reached = set()
    waiting = printed(answers.start())
    while waiting:
        meaning = understand(waiting.pop(), vocabulary, usual)
        assert (meaning.wish, meaning.language) == (Wish.CODE, language)
        spot = walk(prompts.tree, meaning.code.rstrip("0"))
        if spot.node.is_leaf:
            reached.add(spot.node.id)
        elif (spot.node.id, spot.page) not in reached:
            reached.add((spot.node.id, spot.page))
            waiting += printed(answers.at(spot))

    assert {node.id for node in prompts.tree.values() if node.is_leaf} <= reached


def test_an_unsigned_text_stays_outside(app, engine):
    response = app.test_client().post("/sms/inbound", data={"Body": "stop", "From": "+819012345678"})

    assert response.status_code == 403
    assert _refusals(engine) == []


@pytest.mark.sqlite
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
