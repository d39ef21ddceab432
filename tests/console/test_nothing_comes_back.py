"""Whatever somebody types by mistake: what may be a telephone number never stands on a page again."""

import html
import re

import pytest

from campaigns.people import Role
from console.campaigns.search import wanted
from console.names import is_name
from console.typed import kept, kept_of

NUMBERS = (
    "090-1234-5678",
    "０９０－１２３４－５６７８",
    "090-1234-567",
    "〇九〇一二三四五六七八",
    "田中 0901234567",
)
BANK = {"name": "Bank", "number": "045-300-0001", "kind": "bank"}
LIST = {"name": "seniors", "consent": "by post", "until": "2026-12-24"}
FORMS = (
    ("/sign-in", "name", {"password": "wrong password"}),
    ("/institutions/add", "name", BANK | {"number": "none"}),
    ("/institutions/add", "area", BANK | {"number": "none"}),
    ("/institutions/add", "language", BANK | {"number": "none"}),
    ("/lists", "name", LIST),
    ("/lists", "consent", LIST | {"until": "never"}),
    ("/lists", "until", LIST),
    ("/people", "name", {"role": "nobody"}),
    ("/people/tokens", "name", {"until": "2026-12-24"}),
    ("/people/tokens", "until", {"name": "system"}),
    ("/alert", "area", {}),
    ("/alert", "starts", {"area": "横浜市旭区"}),
    ("/alert", "ends", {"area": "横浜市旭区"}),
    ("/scripts/ja/search", "wanted", {}),
    ("/scripts/ja/review/refused", "reason", {}),
    ("/wishes/register", "until", {"number": "none"}),
)


@pytest.fixture
def boss(person):
    return person("watanabe", Role.ADMINISTRATOR)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(("address", "field", "others"), FORMS)
def test_a_number_in_the_wrong_field_does_not_come_back(boss, address, field, others, number):
    token = boss.read("/sign-in").forms["/sign-in"]["token"]

    answer = boss.client.post(address, data={"token": token, **others, field: number})

    assert answer.status_code < 500
    assert number not in html.unescape(answer.get_data(as_text=True))
    assert all(number not in value for value in answer.headers.values())


@pytest.mark.parametrize("act", ["/campaigns/{}/reject", "/approvals/{}/reject"])
def test_nor_in_a_reason_that_is_refused(person, campaign, act):
    tanaka, waits = person("tanaka"), campaign("submitted")
    token = tanaka.read("/sign-in").forms["/sign-in"]["token"]

    answer = tanaka.client.post(act.format(waits), data={"token": token, "reason": NUMBERS[-1]})

    assert answer.status_code == 422
    assert NUMBERS[-1] not in answer.get_data(as_text=True)


def test_what_is_no_number_is_kept():
    typed = {"hours": "9:00-15:00, 17:00-19:00", "until": "2026-12-24", "starts": "2026-11-24T10:00"}

    assert kept_of(typed) == typed
    assert kept("横浜市旭区 2-1-15") == "横浜市旭区 2-1-15"


@pytest.mark.parametrize("name", ["090123456", "090-1234-567", "tanaka0901234567", "〇九〇一二三四五六七八"])
def test_nobody_is_called_by_what_is_nearly_a_number(name):
    assert not is_name(name)
    assert is_name("tanaka-1234567")


@pytest.mark.parametrize("page", ["/", "/campaigns"])
@pytest.mark.parametrize("number", ["090-1234-5678", "０９０－１２３４－５６７８"])
def test_a_number_is_not_sent_in_the_address_of_a_search(boss, page, number):
    find = next(one for one in boss.read(page).attributes("input") if one.get("id") == "find")

    assert not re.fullmatch(find["pattern"], number, re.ASCII)
    assert re.fullmatch(find["pattern"], "旭区 11月24日")
    assert not wanted(number, "", number, 1).is_anything
