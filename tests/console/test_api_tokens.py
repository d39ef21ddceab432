"""An administrator gives another system a token: it is shown once, and ended with a press."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.people import Role
from console.models import ApiToken
from privacy.models import AuditEntry

HERE = "/people/tokens"
ASKED = {"name": "bouhan", "scope": ["alerts:draft", "campaigns:read"], "until": "2027-03-31"}


@pytest.fixture
def watanabe(person):
    """An administrator's browser."""
    return person("watanabe", Role.ADMINISTRATOR)


def made(browser, **changed):
    return browser.send(browser.read(HERE), HERE, **{**ASKED, **changed})


def test_the_token_is_shown_once_and_lets_the_system_in(watanabe, app):
    page = made(watanabe)
    token = re.search(r"yobikake_[\w-]{43}", page.source)[0]

    answer = app.test_client().get("/api/v1/campaigns", headers={"Authorization": f"Bearer {token}"})
    again = watanabe.read(HERE)

    assert (page.status, answer.status_code) == (201, 200)
    assert page.headers["Cache-Control"] == "no-store"
    assert token not in again.source
    assert "bouhan leave drafts of alerts · read counts of campaigns" in again.text
    assert "valid until 31 March 2027, 23:59 · last used 10:00 · made by watanabe" in again.text


def test_an_ended_token_lets_nobody_in_and_the_audit_tells_who_did_it(watanabe, app, desk):
    token = re.search(r"yobikake_[\w-]{43}", made(watanabe).source)[0]
    page = watanabe.read(HERE)
    (address,) = [address for address in page.forms if address.endswith("/end")]

    page = watanabe.send(page, address)

    assert "bouhan has no access any more." in page.text
    assert address not in page.forms
    answer = app.test_client().get("/api/v1/campaigns", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401
    with Session(desk.engine) as session:
        acts = [(row.act, row.actor, row.subject) for row in session.scalars(select(AuditEntry))]
    assert [act for act in acts if act[0].startswith("token")] == [
        ("token add", "watanabe", "bouhan"),
        ("token end", "watanabe", "bouhan"),
    ]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": "two words"}, "A name has up to 40 letters"),
        ({"name": "a/b"}, "A name has up to 40 letters"),
        ({"scope": []}, "Choose at least one thing"),
        ({"scope": ["campaigns:approve"]}, "Choose at least one thing"),
        ({"until": "2028-03-31"}, "within a year"),
        ({"until": "2026-11-23"}, "within a year"),
        ({"until": "soon"}, "within a year"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(watanabe, desk, changed, words):
    page = made(watanabe, **changed)

    assert page.status == 422
    assert words in page.text
    wrong = [about for _, about in page.tags if about.get("aria-invalid") == "true"]
    assert len(wrong) == 1
    assert "wrong-" in wrong[0]["aria-describedby"]
    assert page.forms[HERE]["name"] == {**ASKED, **changed}["name"]
    with Session(desk.engine) as session:
        assert session.scalars(select(ApiToken)).all() == []


def test_two_systems_have_two_names(watanabe):
    made(watanabe)

    assert "no other valid token has it" in made(watanabe).text


def test_without_a_token_the_page_says_what_it_is_for(person):
    page = person("watanabe", Role.ADMINISTRATOR, language="ja").read(HERE)

    assert "接続しているシステムはありません" in page.text


def test_nobody_else_sees_which_systems_there_are(person):
    assert "You may not do this" in person("tanaka").read(HERE).text
