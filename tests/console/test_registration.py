"""An operator enters somebody who asked to be warned; the number is seen once, while it is typed."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.line import read_line
from campaigns.people import Role
from console import registration
from privacy.models import AuditEntry
from privacy.number import PhoneNumber
from privacy.scan import scan
from privacy.standing_list import StandingList
from prompts import library
from prompts.promises import ResidentVoice

PAGE, FORM = "/wishes/warn", "/wishes/register"
EAST = "見本市東区"
TYPED = {"number": "045-300-0007", "channel": "voice", "language": "vi", "area": EAST, "until": "2027-05-24"}


@pytest.fixture(scope="session")
def promises():
    return replace(read_line(None).promises(), registration=True)


@pytest.fixture(scope="session")
def prompts(promises):
    """The words of a line that lets people register."""
    return library.load(promises)


@pytest.fixture
def sato(person):
    return person("sato", Role.EDITOR)


def listed(desk):
    return list(StandingList(desk.engine, desk.keystore).everybody(desk.clock.now()))


def test_an_editor_puts_somebody_on_the_list_and_sees_the_number_masked(sato, desk):
    page = sato.send(sato.read(PAGE), FORM, **TYPED)

    (one,) = listed(desk)
    assert (one.number, one.language, one.area) == (PhoneNumber.parse("045-300-0007"), "vi", EAST)
    assert "+81…07 is on the list until the end of 24 May 2027." in page.text
    assert not any(part in page.source for part in ("0007", "300-"))


def test_without_an_area_it_is_for_all(sato, desk):
    sato.send(sato.read(PAGE), FORM, **{**TYPED, "area": ""})

    assert [one.area for one in listed(desk)] == [None]


@pytest.mark.parametrize(
    ("typed", "says", "at"),
    [
        ({"number": "045-300-00071"}, "number", "register-number"),
        ({"channel": "sms"}, "Texts go to mobile telephones only", "register-number"),
        ({"until": "2027-11-25"}, "at most a year ahead", "register-until"),
        ({"until": "soon"}, "at most a year ahead", "register-until"),
        ({"language": "xx"}, "does not offer this choice", None),
        ({"area": "横浜市旭区"}, "does not offer this choice", None),
        ({"channel": "pigeon"}, "does not offer this choice", None),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_the_number_is_not_shown_again(sato, desk, typed, says, at):
    page = sato.send(sato.read(PAGE), FORM, **{**TYPED, **typed})

    assert page.status == 422
    assert says in page.text
    wrong = [
        about["id"]
        for tag in ("input", "select")
        for about in page.attributes(tag)
        if "aria-invalid" in about
    ]
    assert wrong == ([at] if at else [])
    assert "300-0007" not in page.source
    assert listed(desk) == []


def test_what_was_chosen_stands_there_again(sato):
    page = sato.send(sato.read(PAGE), FORM, **{**TYPED, "number": "no number"})

    chosen = [about["value"] for about in page.attributes("option") if "selected" in about]
    assert chosen == ["voice", "vi", EAST]
    assert page.forms[FORM]["until"] == "2027-05-24"


def test_a_viewer_may_only_look(person, desk):
    mori = person("mori", Role.VIEWER)
    page = mori.read(PAGE)
    offered = FORM in page.forms
    page.forms[FORM] = page.forms["/sign-out"]

    refused = mori.send(page, FORM, **TYPED)

    assert not offered
    assert refused.status == 403
    assert listed(desk) == []


def test_the_list_is_offered_in_the_language_of_the_page(person):
    page = person("mori", Role.EDITOR, "ja").read(PAGE)

    assert "お知らせを希望する方" in page.text
    assert EAST in page.text


@pytest.mark.sqlite
def test_nothing_of_the_number_is_kept_but_its_seal(sato, desk, tmp_path):
    sato.send(sato.read(PAGE), FORM, **TYPED)

    with Session(desk.engine) as session:
        (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.act == "list add"))
    assert (entry.actor, entry.detail["count"]) == ("sato", 1)
    assert list(scan([tmp_path], [PhoneNumber.parse(TYPED["number"])])) == []


def test_where_nobody_can_register_there_is_no_form(desk, promises):
    elsewhere = replace(desk, prompts=library.load(replace(promises, registration=False)))

    assert registration.offer(desk, "en").areas[EAST] == "Higashi Ward"
    assert registration.offer(elsewhere, "en") is None


def test_a_line_that_rings_no_homes_offers_texts_alone(desk, promises):
    elsewhere = replace(desk, prompts=library.load(replace(promises, resident_voice=ResidentVoice.OFF)))

    assert registration.offer(elsewhere, "en").channels == ("sms",)
