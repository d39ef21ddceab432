"""Every page and every act of the console, asked by every role."""

import re

import pytest

from campaigns.people import Role
from carrier.access import Access, access_of

OPEN = {
    "console_doors": "how one gets in",
    "console_accounts": "how one gets in with the organisation's account",
    "console_api": "has tokens of its own",
}
"""Rooms without a session, and why."""
LEAST = {
    Role.VIEWER: """
        GET /
        GET /alert
        GET /approvals
        GET /approvals/<id>
        GET /campaigns
        GET /campaigns/<id>
        GET /campaigns/<id>/charts/<name>.png
        GET /campaigns/<id>/charts/<name>.svg
        GET /live/campaigns
        GET /live/campaigns/<id>
        GET /live/campaigns/<id>/pictures
        GET /live/approvals
        GET /live/today
        GET /report
        GET /report.csv
        GET /report/charts/<name>.png
        GET /report/charts/<name>.svg
        GET /campaigns/<id>/report
        GET /campaigns/<id>/report.csv
        GET /campaigns/<id>/report.json
        GET /health
        GET /health/live
        GET /hotline
        GET /hotline/<node>
        GET /hotline/<node>/days.png
        GET /hotline/<node>/days.svg
        GET /hotline/claims/<claim>
        GET /hotline/claims/<claim>/days.png
        GET /hotline/claims/<claim>/days.svg
        GET /hotline/days.csv
        GET /hotline/live
        GET /told/live
        GET /institutions
        GET /institutions/<entry>
        GET /institutions/add
        GET /institutions/coverage
        GET /institutions/directory.csv
        GET /institutions/import
        GET /lists
        GET /lists/<listed>
        GET /me
        GET /me/factor.svg
        GET /people
        POST /me/end
        POST /me/end-others
        POST /me/factor
        POST /me/factor/code
        POST /me/password
        GET /scripts
        GET /stop
        GET /stop/now
        GET /told
        GET /wishes
        POST /alert/preview
        GET /wishes/warn
        POST /health/ask
        POST /hotline/telephone
        POST /listen
        GET /scripts/<language>
        GET /scripts/<language>/review
        GET /scripts/<language>/sentences/<id>
        GET /scripts/<language>/sounds/<file>.wav
        GET /scripts/packs/<name>
        GET /scripts/warnings
        GET /scripts/warnings/<id>
        POST /scripts/<language>/search
        POST /institutions/find
    """,
    Role.EDITOR: """
        POST /scripts/<language>/review/refused
        POST /scripts/<language>/review/reviewed
        POST /scripts/packs/<name>/checked
        POST /scripts/packs/<name>/refused
        POST /alert
        POST /institutions/<entry>
        POST /institutions/<entry>/remove
        POST /institutions/add
        POST /institutions/enrol
        POST /institutions/import
        POST /lists/<listed>/import
        POST /lists/<listed>/leave
        GET /campaigns/<id>/correct
        POST /campaigns/<id>/all-clear
        POST /campaigns/<id>/correct
        POST /campaigns/<id>/recall
        POST /campaigns/<id>/submit
        POST /told
        POST /told/back
        POST /wishes/do-not-call
        POST /wishes/register
        POST /wishes/take-back
        POST /wishes/undo
    """,
    Role.APPROVER: """
        POST /scripts/<language>/sentences/<id>
        POST /scripts/<language>/sentences/<id>/back/<file>
        POST /scripts/<language>/sentences/<id>/withdraw
        POST /lists
        POST /lists/<listed>/end
        GET /wishes/held/accept
        GET /wishes/held/discard
        POST /approvals/<id>/approve
        POST /approvals/<id>/reject
        POST /campaigns/<id>/approve
        POST /campaigns/<id>/close
        POST /campaigns/<id>/pause
        POST /campaigns/<id>/reject
        POST /campaigns/<id>/resume
        POST /campaigns/<id>/start
        POST /campaigns/<id>/stop
        POST /stop
        POST /wishes/held/accept
        POST /wishes/held/discard
    """,
    Role.ADMINISTRATOR: """
        GET /first
        GET /people/audit
        GET /people/audit.csv
        POST /people
        POST /people/audit/verify
        POST /people/disable
        POST /people/factor
        POST /people/link
        POST /people/out
        POST /people/role
        POST /scripts/<language>/review/accepted
        GET /people/tokens
        POST /people/tokens
        POST /people/tokens/<id>/end
    """,
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
    form = {"token": token} if method == "POST" else None
    answer = browser.client.open(path, method=method, data=form, headers={"Accept-Language": "en"})
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
