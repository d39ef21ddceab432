"""Words are read beside what they say in Japanese, and somebody answers for them, or says what is wrong."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns import lifecycle
from campaigns.people import Actor, Role
from privacy.audit import Audit
from privacy.models import AuditEntry
from prompts import acts, back, survey
from prompts.standing import Standing, checkers, standing

PAGE = "/scripts/vi/review"
PACK = "/scripts/packs/own-knowledge"


@pytest.fixture
def done(desk):
    def everything():
        with Session(desk.engine) as session:
            assert Audit(desk.keystore).verify(session) is None
            return acts.everything(session)

    return everything


@pytest.fixture
def vietnamese():
    return survey.survey().languages["vi"]


def test_words_are_read_beside_what_they_say_in_japanese(person, vietnamese):
    page = person("kato", Role.VIEWER).read(f"{PAGE}?group=tree-1")

    japanese = next(one for one in back.load(vietnamese.words).sentences if one.id == "tree 1-1-2 say")
    assert japanese.words in page.text
    assert japanese.japanese in page.text


def test_a_speaker_reviews_and_the_list_says_who(person, done, vietnamese):
    speaker = person("nguyen", Role.EDITOR)

    page = speaker.send(speaker.read(PAGE), f"{PAGE}/reviewed?group=warning")

    assert "The review is recorded." in page.text
    assert "Reviewed by a speaker (by nguyen, 10:00)." in page.text
    assert standing("vi", vietnamese.digest, done()) is Standing.REVIEWED


def test_an_administrator_lets_drafted_words_be_used(person, done, vietnamese):
    boss = person("mori", Role.ADMINISTRATOR)

    page = boss.send(boss.read(PAGE), f"{PAGE}/accepted?group=warning")

    assert "An administrator lets it be used (by mori, 10:00)." in page.text
    assert standing("vi", vietnamese.digest, done()) is Standing.ACCEPTED


def test_nobody_answers_for_words_that_they_have_not_seen(person, done):
    speaker = person("nguyen", Role.EDITOR)

    page = speaker.send(speaker.read(PAGE), f"{PAGE}/reviewed?group=warning", digest="0" * 64)

    assert page.status == 422
    assert "The words were changed while you read." in page.text
    assert done() == []


def test_what_is_wrong_stands_at_the_language_until_the_same_person_reviews_it(person, done, desk):
    speaker = person("nguyen", Role.EDITOR)
    page = speaker.send(speaker.read(PAGE), f"{PAGE}/refused?group=warning", reason="1-1-2 sounds genuine")

    assert "To correct (by nguyen, 10:00): 1-1-2 sounds genuine" in page.text

    page = speaker.send(speaker.read(PAGE), f"{PAGE}/reviewed?group=warning")

    assert "To be mended" not in page.text
    assert [one.act for one in done()] == ["refused", "reviewed"]


@pytest.mark.parametrize(
    ("reason", "says"),
    [("", "Say what is wrong."), ("Call 045-300-0001 instead", "no telephone number, link or signs")],
)
def test_a_remark_without_words_or_with_a_number_is_refused_at_its_field(person, done, reason, says):
    speaker = person("nguyen", Role.EDITOR)

    page = speaker.send(speaker.read(PAGE), f"{PAGE}/refused?group=warning", reason=reason)

    assert page.status == 422
    assert says in page.text
    assert reason.replace("045-300-0001", "…-…-…") in page.source
    assert page.attributes("textarea")[0]["aria-invalid"] == "true"
    assert done() == []


def test_a_viewer_reads_and_is_offered_no_act(person):
    page = person("kato", Role.VIEWER).read(PAGE)

    assert not [address for address in page.forms if address.startswith(PAGE)]
    assert "/listen" in page.forms


def test_an_editor_cannot_let_drafted_words_be_used(person):
    page = person("nguyen", Role.EDITOR).read(PAGE)

    assert not [address for address in page.forms if "/accepted" in address]


def test_two_persons_check_local_knowledge(person, done, desk, app):
    pack = app.extensions["line"].packs_read()[0]
    first, second = person("abe", Role.EDITOR), person("baba", Role.EDITOR)
    assert "Nobody has checked it yet." in first.read(PACK).text

    page = first.send(first.read(PACK), f"{PACK}/checked")
    assert "Checked by abe. Persons who have yet to check it before a live line uses it: 1." in page.text
    page = second.send(second.read(PACK), f"{PACK}/checked")

    assert checkers(pack.subject, pack.digest(), done()) == {"abe", "baba"}
    assert "yet to check" not in page.text


def test_every_act_about_words_is_in_the_audit_with_what_was_wrong(person, desk):
    speaker = person("nguyen", Role.EDITOR)
    speaker.send(speaker.read(PACK), f"{PACK}/refused", reason="The source is older")

    with Session(desk.engine) as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.actor, entry.act, entry.subject) == ("nguyen", "words refused", "pack:own-knowledge")
    assert entry.detail["reason"] == "The source is older"


def test_a_campaign_approved_before_something_was_found_wrong_does_not_start(person, desk, campaign):
    id = campaign("approved")
    speaker, page = person("nguyen", Role.EDITOR), "/scripts/en/review"

    speaker.send(speaker.read(page), f"{page}/refused?group=warning", reason="It sounds like a threat")

    with pytest.raises(lifecycle.Changed, match="review of en"):
        lifecycle.start(desk, id, Actor("tanaka", Role.APPROVER), desk.clock.now())
