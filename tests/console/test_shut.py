"""What is tried at the console's doors and windows by somebody who means harm."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.no_address import NoAddress
from campaigns.people import NotAllowed, Role
from console import factor, operators
from console.answers import HEADERS
from console.models import Operator
from console.tries import Doorkeeper

PASSWORD = "correct horse battery"


def send(browser, address, **typed):
    """Send what no form on the page offers."""
    token = browser.read("/me").forms["/sign-out"]["token"]
    return browser.client.post(address, data={"token": token, **typed})


@pytest.fixture
def by_account(desk):
    """Let somebody be let in by the organisation's account alone."""

    def bind(name):
        with Session(desk.engine) as session, session.begin():
            row = session.get_one(Operator, name)
            row.password, row.subject = None, "0" * 64

    return bind


def test_whoever_the_organisation_lets_in_gives_themself_no_password(person, by_account, desk):
    tanaka = person("tanaka")
    by_account("tanaka")

    answer = send(tanaka, "/me/password", password="", new=PASSWORD, again=PASSWORD)

    assert answer.status_code == 422
    with Session(desk.engine) as session:
        assert session.get_one(Operator, "tanaka").password is None


def test_a_factor_that_somebody_began_is_not_finished_at_another_browser(app, person, browser, clock):
    tanaka = person("tanaka")
    tanaka.send(tanaka.read("/me"), "/me/factor", password=PASSWORD)
    browser.sign_in("tanaka")

    assert 'class="secret"' in tanaka.read("/me").source
    assert 'class="secret"' not in browser.read("/me").source
    assert browser.client.get("/me/factor.svg").status_code == 404


def test_nor_at_the_same_one_when_its_owner_has_long_gone(person, desk, clock):
    tanaka = person("tanaka")
    tanaka.send(tanaka.read("/me"), "/me/factor", password=PASSWORD)
    secret = factor.proposed(desk.engine, desk.keystore, "tanaka")
    clock.move_to(clock.now() + timedelta(minutes=16))
    code = factor.pyotp.TOTP(secret).at(clock.now())

    page = tanaka.read("/me")
    send(tanaka, "/me/factor/code", code=code)

    assert 'class="secret"' not in page.source
    assert not factor.has_one(desk.engine, "tanaka")


def test_a_code_does_not_let_in_who_was_given_a_new_link_since(person, desk, clock):
    person("tanaka")
    factor.propose(desk.engine, desk.keystore, "tanaka")
    codes = factor.pyotp.TOTP(factor.proposed(desk.engine, desk.keystore, "tanaka"))
    now = desk.clock.now()
    with Session(desk.engine) as session, session.begin():
        session.get_one(Operator, "tanaka").factor_since = now
    operators.add(desk.engine, "tanaka", Role.APPROVER, now)

    with pytest.raises(NotAllowed):
        Doorkeeper(desk.engine, desk.keystore).must_show("tanaka", codes.at(now), now, now)


def test_no_time_is_spent_on_an_address_that_has_to_wait(desk, clock):
    door, now = Doorkeeper(desk.engine, desk.keystore), desk.clock.now()
    for _ in range(5):
        with pytest.raises(NotAllowed):
            door.must_know("nobody", "wrong password", now, "address:192.0.2.0/32")

    began = time.process_time()
    for _ in range(20):
        with pytest.raises(NotAllowed):
            door.must_know("nobody", "wrong password", now, "address:192.0.2.0/32")

    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("method", "address"),
    [("GET", "/nothing"), ("GET", "/campaigns/a/b/c"), ("POST", "/campaigns"), ("PUT", "/sign-in")],
)
def test_what_is_nowhere_is_shut_too(browser, method, address):
    answer = browser.client.open(address, method=method)

    assert answer.status_code in {404, 405}
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize(
    "address",
    [
        "/campaigns?page=999999999999999999999999",
        "/live/campaigns?page=999999999999999999999999",
        "/people/audit?day=0001-01-01",
        "/people/audit?day=9999-12-31",
        "/people/audit.csv?day=0001-01-01",
        "/report?from=0001-01-01&to=0001-01-02",
        "/report?from=9999-12-31&to=9999-12-31",
        "/report.csv?from=9999-12-31&to=9999-12-31",
        "/report/charts/ends.svg?from=0001-01-01&to=0001-01-02",
    ],
)
def test_a_page_or_day_beyond_all_measure_breaks_nothing(person, address):
    assert person("watanabe", Role.ADMINISTRATOR).client.get(address).status_code < 500


def test_what_broke_is_logged_by_its_name_since_an_address_may_hold_a_link(app, browser, caplog):
    app.logger.addFilter(NoAddress())
    app.add_url_rule("/enter/<token>/broken", "broken", lambda token: 1 / 0)

    answer = browser.client.get("/enter/a-token-of-a-link/broken")

    assert answer.status_code == 500
    assert "Exception on broken [GET]" in caplog.text
    assert "a-token-of-a-link" not in caplog.text


@pytest.fixture
def live_chief(app, desk, person):
    """Return an administrator's browser on a live line, and the codes of a second factor set long ago."""

    def sign_in(*, has_factor=True):
        app.extensions["desk"] = replace(desk, training=False, policy=replace(desk.policy, unstated=()))
        browser = person("watanabe", Role.ADMINISTRATOR)
        factor.propose(desk.engine, desk.keystore, "watanabe")
        codes = factor.pyotp.TOTP(factor.proposed(desk.engine, desk.keystore, "watanabe"))
        with Session(desk.engine) as session, session.begin():
            session.get_one(Operator, "watanabe").factor_since = desk.clock.now() if has_factor else None
        return browser, codes

    return sign_in


LETTING_IN = (
    ("/people", {"name": "thief", "role": "approver"}),
    ("/people/link", {"name": "tanaka"}),
    ("/people/role", {"name": "tanaka", "role": "administrator"}),
    ("/people/factor", {"name": "tanaka"}),
)


@pytest.mark.parametrize("has_factor", [True, False])
@pytest.mark.parametrize(("address", "form"), LETTING_IN)
def test_who_sits_down_at_an_administrators_open_browser_lets_nobody_in(
    person, live_chief, address, form, has_factor
):
    person("tanaka")
    browser, _ = live_chief(has_factor=has_factor)

    refused = send(browser, address, **form, code="000000" if has_factor else "")

    assert refused.status_code == 403
    assert "/enter/" not in refused.get_data(as_text=True)
    assert send(browser, "/people/disable", name="tanaka").status_code == 303


def test_with_a_code_an_administrator_lets_people_in(live_chief, clock):
    browser, codes = live_chief()

    added = send(browser, "/people", name="mori", role="approver", code=codes.at(clock.now()))
    another = send(browser, "/people/link", name="mori")

    assert "/enter/" in added.get_data(as_text=True)
    assert "/enter/" in another.get_data(as_text=True)
    assert 'name="code"' not in another.get_data(as_text=True)
