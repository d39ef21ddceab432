"""Every address of the application: somebody has decided who may enter, and the others are turned away."""

import re

import pytest

from carrier.access import Access, access_of

PUBLIC_BY_NAME = {"/healthz", "/readyz", "/metrics"}
"""Addresses outside all blueprints. A further one needs a line here, and a reason."""


@pytest.fixture
def doors(line):
    """Each address with its methods and who may enter."""
    found = []
    for rule in line.url_map.iter_rules():
        room = rule.endpoint.rpartition(".")[0]
        access = access_of(line.blueprints[room] if room else line.view_functions[rule.endpoint])
        if not room and str(rule) not in PUBLIC_BY_NAME:
            access = None
        found.append((rule, access))
    return found


def behind(doors, access, method):
    """Return one address of every route of a kind; whatever stands in the open places of its pattern."""
    found = []
    for rule, kind in doors:
        if kind == access and method in rule.methods:
            pattern = str(rule)
            chosen = {name: one for one, name in re.findall(r"<any\(([^,)]+)[^)]*\):(\w+)>", pattern)}
            values = dict.fromkeys(rule.arguments, "1" if "int:" in pattern else "x")
            found.append(rule.build(values | chosen, append_unknown=False)[1])
    return sorted(found)


def test_somebody_has_decided_who_may_enter_every_address(doors):
    undecided = [str(rule) for rule, access in doors if access not in set(Access)]

    assert len(doors) > 20
    assert undecided == []


def test_nobody_but_the_carrier_gets_into_a_webhook(line, doors):
    addresses = behind(doors, Access.CARRIER, "POST")

    answers = {address: line.test_client().post(address, data={"CallSid": "CA1"}) for address in addresses}

    assert len(addresses) >= 8
    assert {address: (a.status_code, a.data) for address, a in answers.items()} == dict.fromkeys(
        addresses, (403, b"")
    )


def test_the_carriers_room_takes_nothing_but_posts(doors):
    methods = {method for rule, access in doors if access == Access.CARRIER for method in rule.methods}

    assert methods - {"OPTIONS"} == {"POST"}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_stranger_sees_no_page_of_the_operators(line, doors, method):
    addresses = behind(doors, Access.OPERATOR, method)

    answers = {address: line.test_client().open(address, method=method) for address in addresses}

    assert addresses
    shown = {address: answer.status_code for address, answer in answers.items() if not _turned_away(answer)}
    assert shown == {}


def _turned_away(answer):
    to_the_door = answer.status_code in {302, 303} and answer.headers["Location"].startswith("/sign-in")
    return to_the_door or answer.status_code in {400, 401, 403}


def test_anybody_may_ask_whether_the_line_is_well(line):
    client = line.test_client()

    assert {path: client.get(path).status_code for path in sorted(PUBLIC_BY_NAME)} == dict.fromkeys(
        sorted(PUBLIC_BY_NAME), 200
    )
