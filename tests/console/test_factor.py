"""The second factor: a code from a telephone beside the password, and before telephones ring."""

import re
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.models import Campaign
from campaigns.people import Role
from console import factor
from console.models import Operator
from privacy.key_export import export_lasting, import_lasting
from privacy.models import AuditEntry

PASSWORD = "correct horse battery"


class Telephone:
    """Shows codes, as an authenticator app does."""

    def __init__(self, secret, clock):
        self.codes, self.clock = pyotp.TOTP(secret), clock

    def code(self, seconds=0):
        return self.codes.at(self.clock.now() + timedelta(seconds=seconds))


@pytest.fixture
def telephone(clock):
    """Set a second factor up for whoever sits at a browser; returns the telephone that shows its codes."""

    def set_up(browser):
        begun = browser.send(browser.read("/me"), "/me/factor", password=PASSWORD)
        shown = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', begun.source)
        made = Telephone(shown[1].replace(" ", ""), clock)
        browser.send(begun, "/me/factor/code", code=made.code())
        clock.sleep(30)  # The next code is another one.
        return made

    return set_up


@pytest.fixture
def live(app, desk):
    """Let the line be a live one, and what is made with `live` a campaign for it."""
    app.extensions["desk"] = replace(desk, training=False, policy=replace(desk.policy, unstated=()))

    def made(campaign):
        with Session(desk.engine) as session, session.begin():
            session.get_one(Campaign, campaign).live = True
        return campaign

    return made


def press(browser, campaign, act, **typed):
    page = browser.read(f"/campaigns/{campaign}")
    return browser.send(page, f"/campaigns/{campaign}/{act}", **typed)


def pass_the_password(browser, name="tanaka"):
    return browser.send(browser.read("/sign-in"), "/sign-in", name=name, password=PASSWORD)


def test_a_factor_is_set_up_with_the_password_a_picture_and_a_first_code(person, clock):
    tanaka = person("tanaka")

    begun = tanaka.send(tanaka.read("/me"), "/me/factor", password=PASSWORD)
    picture = tanaka.client.get("/me/factor.svg")
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', begun.source)[1].replace(" ", "")
    done = tanaka.send(begun, "/me/factor/code", code=pyotp.TOTP(secret).at(clock.now()))

    assert picture.mimetype == "image/svg+xml"
    assert picture.get_data(as_text=True).startswith("<svg")
    assert "Two-step sign-in is set up." in done.text


def test_the_secret_is_never_shown_again(person, telephone):
    tanaka = person("tanaka")
    telephone(tanaka)

    assert "secret" not in tanaka.read("/me").source
    assert tanaka.client.get("/me/factor.svg").status_code == 404


def test_the_secret_lies_sealed_in_the_database(person, telephone, desk):
    tanaka = person("tanaka")
    made = telephone(tanaka)

    with Session(desk.engine) as session:
        kept = session.get_one(Operator, "tanaka").factor

    assert made.codes.secret.encode() not in kept
    assert len(kept) == 60


def test_its_key_is_taken_out_with_the_other_lasting_ones(person, telephone, desk, tmp_path, clock):
    telephone(person("tanaka"))
    elsewhere = type(desk.keystore)(tmp_path / "elsewhere", bytes(range(32)), clock)

    import_lasting(elsewhere, export_lasting(desk.keystore, "a long phrase"), "a long phrase")

    assert elsewhere.get(factor.KEY) == desk.keystore.get(factor.KEY)


def test_nobody_sets_a_factor_up_without_the_password(person):
    tanaka = person("tanaka")

    page = tanaka.send(tanaka.read("/me"), "/me/factor", password="wrong password")

    assert page.status == 422
    assert "This password is wrong" in page.text
    assert tanaka.client.get("/me/factor.svg").status_code == 404


def test_a_factor_does_not_count_before_its_first_right_code(person, app, clock):
    tanaka = person("tanaka")
    begun = tanaka.send(tanaka.read("/me"), "/me/factor", password=PASSWORD)

    page = tanaka.send(begun, "/me/factor/code", code="000000")

    assert page.status == 422
    assert "This code is wrong." in page.text
    assert type(tanaka)(app).sign_in("tanaka").address == "/"


def test_the_code_is_asked_for_after_the_password(person, telephone, browser):
    made = telephone(person("tanaka"))

    asked = pass_the_password(browser)
    before = browser.read("/campaigns").address
    page = browser.send(asked, "/sign-in/code", code=made.code())

    assert asked.address == "/sign-in/code"
    assert before == "/sign-in"
    assert page.address == "/"
    assert "tanaka, approver" in page.text


@pytest.mark.parametrize("typed", ["000000", "", "12345", "abcdef", "１２３４５６"])
def test_a_wrong_code_opens_nothing(person, telephone, browser, typed):
    telephone(person("tanaka"))

    page = browser.send(pass_the_password(browser), "/sign-in/code", code=typed)

    assert page.status == 403
    assert browser.read("/").address == "/sign-in"


@pytest.mark.parametrize(("seconds", "opens"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_a_telephones_clock_may_be_half_a_minute_off(person, telephone, browser, clock, seconds, opens):
    made = telephone(person("tanaka"))
    clock.sleep(60)

    page = browser.send(pass_the_password(browser), "/sign-in/code", code=made.code(seconds))

    assert (page.status == 200) is opens


def test_a_code_is_taken_once(person, telephone, app, browser):
    tanaka = person("tanaka")
    made = telephone(tanaka)
    code = made.code()
    browser.send(pass_the_password(browser), "/sign-in/code", code=code)

    other = type(browser)(app)
    again = other.send(pass_the_password(other), "/sign-in/code", code=code)

    assert browser.read("/").address == "/"
    assert again.status == 403


def test_whoever_has_the_password_alone_finds_each_wait_twice_as_long(person, telephone, browser, clock):
    telephone(person("tanaka"))
    for wait in (2, 4, 8, 16):
        browser.send(pass_the_password(browser), "/sign-in/code", code="000000")
        clock.sleep(wait - 1)
        assert pass_the_password(browser).status == 403
        clock.sleep(1)


def test_the_step_after_the_password_has_five_minutes(person, telephone, browser, clock):
    made = telephone(person("tanaka"))
    asked = pass_the_password(browser)
    clock.sleep(300)

    page = browser.send(asked, "/sign-in/code", code=made.code())

    assert page.address == "/sign-in"


def test_a_one_time_link_does_not_get_around_the_code(person, telephone, browser, desk):
    telephone(person("tanaka"))
    ota = person("ota", Role.ADMINISTRATOR)
    page = ota.send(ota.read("/people"), "/people/link", name="tanaka")
    link = re.search(r"/enter/[\w-]+", page.source)[0]

    entered = browser.send(browser.read(link), link, password=PASSWORD, again=PASSWORD)

    assert entered.address == "/sign-in/code"
    assert browser.read("/").address == "/sign-in"


def test_on_a_live_line_whoever_approves_is_led_to_set_a_factor_up(person, live, browser):
    tanaka = person("tanaka")

    page = tanaka.sign_in("tanaka")

    assert page.address == "/me"
    assert "need two-step sign-in" in page.text
    assert person("sato", Role.EDITOR).read("/").address == "/"


@pytest.mark.parametrize(
    ("until", "act"), [("submitted", "approve"), ("approved", "start"), ("paused", "resume")]
)
def test_on_a_live_line_nothing_rings_without_a_second_factor(person, live, campaign, state, until, act):
    tanaka, id_ = person("tanaka"), live(campaign("running" if until == "paused" else until))
    if until == "paused":
        press(tanaka, id_, "pause")

    page = press(tanaka, id_, act)

    assert page.status == 403
    assert "this needs two-step sign-in" in page.text
    assert state(id_) == until


def test_stopping_never_asks_for_anything(person, live, telephone, campaign, state, clock):
    tanaka, ota = person("tanaka"), person("ota")
    telephone(ota)
    clock.sleep(60 * 20)
    first, second = live(campaign("running")), live(campaign("running", name="Another"))

    press(tanaka, first, "stop")
    press(ota, second, "stop")

    assert (state(first), state(second)) == ("stopping", "stopping")


def test_a_code_shown_just_now_is_not_asked_for_again(person, live, telephone, campaign, state):
    tanaka, id_ = person("tanaka"), live(campaign("submitted"))
    telephone(tanaka)
    page = tanaka.read(f"/campaigns/{id_}")

    tanaka.send(page, f"/campaigns/{id_}/approve")

    assert "code" not in page.forms[f"/campaigns/{id_}/approve"]
    assert state(id_) == "approved"


def test_after_a_quarter_of_an_hour_the_code_is_asked_for_beside_the_press(
    person, live, telephone, campaign, state, clock
):
    tanaka, id_ = person("tanaka"), live(campaign("submitted"))
    made = telephone(tanaka)
    clock.sleep(15 * 60)

    without = press(tanaka, id_, "approve")
    between = state(id_)
    clock.sleep(2)
    page = press(tanaka, id_, "approve", code=made.code())
    started = press(tanaka, id_, "start")

    assert without.status == 403
    assert "type a fresh code from your app" in without.text
    assert without.forms[f"/campaigns/{id_}/approve"]["code"] == ""
    assert between == "submitted"
    assert "Approved." in page.text
    assert "Started." in started.text


def test_codes_guessed_at_a_browser_wait_twice_as_long_each_time(
    person, live, telephone, campaign, state, clock
):
    tanaka, id_ = person("tanaka"), live(campaign("submitted"))
    made = telephone(tanaka)
    clock.sleep(15 * 60)
    press(tanaka, id_, "approve", code="000000")

    early = press(tanaka, id_, "approve", code=made.code())
    clock.sleep(2)
    late = press(tanaka, id_, "approve", code=made.code())

    assert early.status == 403
    assert late.status == 200
    assert state(id_) == "approved"


def test_one_persons_wrong_codes_keep_no_colleague_waiting(person, live, telephone, campaign, state, clock):
    tanaka, ota, id_ = person("tanaka"), person("ota"), live(campaign("submitted"))
    made, _ = telephone(tanaka), telephone(ota)
    clock.sleep(15 * 60)
    press(ota, id_, "approve", code="000000")

    press(tanaka, id_, "approve", code=made.code())

    assert state(id_) == "approved"


def test_who_fails_at_the_door_does_not_keep_those_inside_from_acting(
    person, live, telephone, campaign, state, browser, clock
):
    tanaka, id_ = person("tanaka"), live(campaign("submitted"))
    made = telephone(tanaka)
    clock.sleep(15 * 60)
    for _ in range(6):
        browser.sign_in("tanaka", "wrong password")
        clock.sleep(1)

    press(tanaka, id_, "approve", code=made.code())

    assert state(id_) == "approved"


def test_an_administrator_resets_a_lost_factor_and_the_audit_keeps_it(person, telephone, browser, desk):
    telephone(person("tanaka"))
    ota = person("ota", Role.ADMINISTRATOR)

    page = ota.send(ota.read("/people"), "/people/factor", name="tanaka")

    assert "Two-step sign-in of tanaka was reset" in page.text
    assert browser.sign_in("tanaka").address == "/"
    with Session(desk.engine) as session:
        acts = session.execute(select(AuditEntry.act, AuditEntry.actor, AuditEntry.subject)).all()
    assert ("factor set", "tanaka", "tanaka") in acts
    assert ("operator reset-factor", "ota", "tanaka") in acts
