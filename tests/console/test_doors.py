"""Who gets in, and for how long."""

from datetime import timedelta

import pytest

from campaigns.people import Role
from console import operators, session

PASSWORD = "correct horse battery"
PAGES = (
    "/",
    "/campaigns",
    "/campaigns/abcdefgh",
    "/campaigns/abcdefgh/report.json",
    "/hotline",
    "/told",
    "/wishes",
)


@pytest.fixture
def link(desk):
    return "/enter/" + operators.add(desk.engine, "suzuki", Role.EDITOR, desk.clock.now())


def test_a_link_lets_its_owner_choose_a_password_and_in(browser, link):
    page = browser.send(browser.read(link), link, password=PASSWORD, again=PASSWORD)

    assert page.address == "/"
    assert "suzuki, editor" in page.text


def test_a_link_works_once(browser, link):
    page = browser.read(link)
    browser.send(page, link, password=PASSWORD, again=PASSWORD)

    again = browser.send(page, link, password="another password", again="another password")

    assert browser.read(link).status == 410
    assert again.status in {403, 410}
    assert browser.sign_in("suzuki").address == "/"


def test_two_who_use_a_link_at_once_do_not_both_get_in(desk, link):
    token, now = link.removeprefix("/enter/"), desk.clock.now()
    operators.choose_password(desk.engine, token, PASSWORD, now)

    with pytest.raises(operators.NoSuchOperator):
        operators.choose_password(desk.engine, token, "another password", now)


def test_a_link_ends_after_three_days(browser, link, clock):
    clock.move_to(clock.now() + timedelta(hours=72, seconds=1))

    assert browser.read(link).status == 410


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [("short", "short", "12 characters or more"), (PASSWORD, PASSWORD + "x", "not the same")],
)
def test_a_bad_choice_is_explained_and_the_link_stays(browser, link, password, again, said):
    page = browser.send(browser.read(link), link, password=password, again=again)

    assert page.status == 422
    assert said in page.text
    assert browser.read(link).status == 200


def test_the_right_password_opens(person, browser):
    person("tanaka")

    assert "tanaka, approver" in browser.sign_in("tanaka").text


def test_a_wrong_password_and_an_unknown_name_sound_the_same(person, browser):
    person("tanaka")

    known, unknown = browser.sign_in("tanaka", "wrong password"), browser.sign_in("nobody", "wrong password")

    assert known.status == unknown.status == 403
    assert known.text == unknown.text
    assert known.forms["/sign-in"]["name"] == "tanaka"


def test_each_failure_doubles_the_wait(person, browser, clock):
    person("tanaka")
    waits = []
    for _ in range(3):
        browser.sign_in("tanaka", "wrong password")
        began = clock.now()
        while browser.sign_in("tanaka").status == 403 and len(waits) < 3:
            clock.move_to(clock.now() + timedelta(seconds=1))
            if (clock.now() - began).total_seconds() >= 2 ** (len(waits) + 1):
                break
        waits.append((clock.now() - began).total_seconds())

    assert waits == [2, 4, 8]
    assert browser.sign_in("tanaka").address == "/"


def test_tries_during_the_wait_do_not_count_even_if_right(person, browser, clock):
    person("tanaka")
    browser.sign_in("tanaka", "wrong password")

    assert browser.sign_in("tanaka").status == 403
    clock.move_to(clock.now() + timedelta(seconds=2))
    assert browser.sign_in("tanaka").address == "/"


def test_whoever_is_disabled_is_out_at_once(person, desk):
    tanaka = person("tanaka")
    assert tanaka.read("/").address == "/"

    operators.disable(desk.engine, "tanaka", desk.clock.now())

    assert tanaka.read("/").address == "/sign-in"
    assert tanaka.sign_in("tanaka").status == 403


def test_a_new_link_ends_what_was_begun_under_the_old_password(person, desk):
    tanaka = person("tanaka")

    token = operators.add(desk.engine, "tanaka", Role.APPROVER, desk.clock.now())
    assert tanaka.read("/").address == "/sign-in"
    operators.choose_password(desk.engine, token, "quite another password", desk.clock.now())

    assert tanaka.read("/").address == "/sign-in"


def test_a_changed_role_counts_from_the_next_page_on(person, app, desk):
    tanaka = person("tanaka")

    person("tanaka", Role.VIEWER)
    tanaka.sign_in("tanaka")

    assert "tanaka, viewer" in tanaka.read("/").text


def test_a_session_ends_after_eight_hours_however_busy(person, clock):
    tanaka = person("tanaka")
    for _ in range(15):
        clock.move_to(clock.now() + timedelta(minutes=31))
        assert tanaka.read("/").address == "/"

    clock.move_to(clock.now() + timedelta(minutes=15))

    assert tanaka.read("/").address == "/sign-in"


def test_signing_out_closes_the_door(person):
    tanaka = person("tanaka")

    page = tanaka.send(tanaka.read("/"), "/sign-out")

    assert page.address == "/sign-in"
    assert tanaka.read("/campaigns").address == "/sign-in"


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_led_to_the_door(browser, path):
    assert browser.read(path).address == "/sign-in"


def test_signing_in_leads_back_to_where_one_wanted(person, browser):
    person("tanaka")

    page = browser.send(browser.read("/hotline"), "/sign-in", name="tanaka", password=PASSWORD)

    assert page.address == "/hotline"


@pytest.mark.parametrize("next", ["https://example.com/", "//example.com/", "/\\example.com", "hotline"])
def test_signing_in_never_leads_elsewhere(person, browser, next):
    person("tanaka")

    page = browser.send(browser.read("/sign-in"), "/sign-in", name="tanaka", password=PASSWORD, next=next)

    assert page.address == "/"


def test_the_cookie_is_shut_to_scripts_and_other_sites(browser):
    cookie = browser.client.get("/sign-in").headers["Set-Cookie"]

    assert cookie.startswith("yobikake=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie  # http on this machine itself


def test_the_cookie_is_secure_behind_tls(app):
    app.extensions["public_base_url"] = "https://line.example.jp"
    session.prepare(app)

    cookie = app.test_client().get("/sign-in").headers["Set-Cookie"]

    assert cookie.startswith("__Host-yobikake=")
    assert "Secure" in cookie


def fail(browser, times, name="nobody"):
    for _ in range(times):
        browser.sign_in(name, "wrong password")


def test_an_address_that_fails_often_waits_whatever_the_name(person, browser, clock):
    person("tanaka")
    browser.client.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    for name in "abcde":
        fail(browser, 1, name)

    early = browser.sign_in("tanaka")
    clock.move_to(clock.now() + timedelta(seconds=2))
    late = browser.sign_in("tanaka")

    assert early.status == 403
    assert late.address == "/"


def test_the_first_failures_of_an_office_keep_no_colleague_waiting(person, browser):
    person("tanaka")
    browser.client.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    fail(browser, 4)

    assert browser.sign_in("tanaka").address == "/"


def test_signing_in_rightly_does_not_forgive_an_address_its_failures(person, browser, clock):
    person("tanaka")
    browser.client.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    for name in "abcd":
        fail(browser, 1, name)
    for name, wait in (("e", 2), ("f", 4), ("g", 8)):
        fail(browser, 1, name)
        clock.move_to(clock.now() + timedelta(seconds=wait - 1))
        assert browser.sign_in("tanaka").status == 403
        clock.move_to(clock.now() + timedelta(seconds=1))
        assert browser.sign_in("tanaka").address == "/"


def test_a_home_has_one_count_for_all_its_addresses_of_version_six(person, browser, app):
    person("tanaka")
    for n in range(5):
        browser.client.environ_base["REMOTE_ADDR"] = f"2001:db8:1:2::{n}"
        fail(browser, 1, f"name{n}")

    browser.client.environ_base["REMOTE_ADDR"] = "2001:db8:1:2::99"

    assert browser.sign_in("tanaka").status == 403


def test_whoever_fails_through_a_proxy_of_this_machine_shuts_the_door_for_nobody_else(person, browser):
    person("tanaka")
    for n in range(9):
        fail(browser, 1, f"name{n}")

    assert browser.sign_in("tanaka").address == "/"


def test_an_empty_installation_says_how_the_first_one_gets_in(browser):
    page = browser.read("/")

    assert page.address == "/sign-in"
    assert "Nobody can sign in yet" in page.text
    assert "yobikake web" in page.text
    assert page.forms == {}


def test_the_first_administrator_says_a_name_and_chooses_a_password(browser, desk):
    link = "/enter/" + operators.link_for_first(desk.engine, desk.clock.now())

    asked = browser.read(link)
    wrong = browser.send(asked, link, name="two words", password=PASSWORD, again=PASSWORD)
    page = browser.send(wrong, link, name="suzuki", password=PASSWORD, again=PASSWORD)

    assert "The first administrator" in asked.text
    assert wrong.status == 422
    assert "This name cannot be used" in wrong.text
    assert page.address == "/"
    assert "suzuki, administrator" in page.text
    assert operators.link_for_first(desk.engine, desk.clock.now()) is None


def test_the_first_link_ends_when_somebody_is_added_otherwise(browser, desk):
    link = "/enter/" + operators.link_for_first(desk.engine, desk.clock.now())

    operators.add(desk.engine, "suzuki", Role.ADMINISTRATOR, desk.clock.now())

    assert browser.read(link).status == 410


@pytest.mark.parametrize("name", ["09012345678", "045-300-0001", "first-administrator", "a b", ""])
def test_a_number_is_no_name(desk, name):
    with pytest.raises(operators.NoSuchOperator):
        operators.add(desk.engine, name, Role.EDITOR, desk.clock.now())
