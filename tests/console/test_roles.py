"""Every page and every act of the console, asked by every role."""

import re

import pytest

from campaigns.people import Role
from carrier.access import Access, access_of

OPEN = {"console_doors": "how one gets in", "console_api": "has tokens of its own"}
"""Rooms without a session, and why."""
LEAST = {
    Role.VIEWER: """
        GET /
        GET /alert
        GET /approvals
        GET /campaigns
        GET /campaigns/<id>
        GET /campaigns/<id>/report
        GET /campaigns/<id>/report.csv
        GET /campaigns/<id>/report.json
        GET /health
        GET /hotline
        GET /institutions
        GET /lists
        GET /me
        GET /people
        GET /scripts
        GET /stop
        GET /told
        GET /wishes
    """,
    Role.EDITOR: """
        POST /campaigns/<id>/submit
        POST /told
        POST /told/back
        POST /wishes/do-not-call
        POST /wishes/register
    """,
    Role.APPROVER: """
        GET /wishes/held/accept
        GET /wishes/held/discard
        POST /campaigns/<id>/approve
        POST /campaigns/<id>/pause
        POST /campaigns/<id>/reject
        POST /campaigns/<id>/resume
        POST /campaigns/<id>/start
        POST /campaigns/<id>/stop
        POST /wishes/held/accept
        POST /wishes/held/discard
    """,
    Role.ADMINISTRATOR: "",
}
"""The least role that each page and act is open to."""
NEEDED = {door.strip(): role for role, doors in LEAST.items() for door in doors.strip().splitlines()}
_CHOICE = re.compile(r"<any\(([^)]*)\):(\w+)>")
_PLACE = re.compile(r"<(?:\w+:)?\w+>")


@pytest.fixture
def doors(app):
    """Each address of a room behind the sign-in, with its method; a choice in it makes several."""
    found = []
    for rule in app.url_map.iter_rules():
        room = rule.endpoint.rpartition(".")[0]
        if access_of(app.blueprints.get(room)) == Access.OPERATOR:
            methods = rule.methods & {"GET", "POST"}
            found += [(method, address) for method in methods for address in choices(str(rule))]
    return sorted(found)


def choices(rule):
    found = _CHOICE.search(rule)
    if found is None:
        return [rule]
    return [
        address
        for value in found[1].split(",")
        for address in choices(rule[: found.start()] + value.strip(" '\"") + rule[found.end() :])
    ]


def shut(browser, method, address):
    """Tell whether somebody is told that their role does not suffice."""
    path = re.sub(r"<int:\w+>", "1", address)
    path = _PLACE.sub("x", path)
    browser.read("/")
    with browser.client.session_transaction() as cookie:
        token = cookie["form"]
    answer = browser.client.open(path, method=method, data={"token": token} if method == "POST" else None)
    assert answer.status_code < 500, (method, address)
    return answer.status_code == 403 and "You may not do this" in answer.get_data(as_text=True)


def test_somebody_has_decided_which_role_every_address_needs(doors, app):
    assert [f"{method} {address}" for method, address in doors] == sorted(NEEDED, key=lambda d: d.split())
    assert {name for name in app.blueprints if access_of(app.blueprints[name]) != Access.OPERATOR} == set(
        OPEN
    )


@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_what_stands_in_the_table_and_nothing_else(doors, person, role):
    browser, roles = person("suzuki", role), list(Role)

    wrong = [
        (method, address)
        for method, address in doors
        if shut(browser, method, address) != (roles.index(role) < roles.index(NEEDED[f"{method} {address}"]))
    ]

    assert wrong == []


def test_no_form_of_another_site_is_taken(doors, person):
    browser = person("suzuki", Role.ADMINISTRATOR)

    taken = [
        address
        for method, address in doors
        if method == "POST" and browser.client.post(_PLACE.sub("x", address)).status_code != 403
    ]

    assert taken == []
