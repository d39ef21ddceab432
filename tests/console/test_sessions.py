"""The browsers in which somebody is signed in: how each ends."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.people import Role
from console import operators, sign_ins
from console.delays import Delays
from console.models import FailedSignIn, SignIn
from console.passwords import digest
from privacy.retention import forget_days

PASSWORD = "correct horse battery"
NEW = "quite another password"


def rows(desk):
    with Session(desk.engine) as session:
        return session.scalars(select(SignIn).order_by(SignIn.begun_at)).all()


def test_the_database_holds_nothing_that_opens(person, desk):
    tanaka = person("tanaka")
    with tanaka.client.session_transaction() as cookie:
        token = cookie["sign-in"]

    assert [row.id for row in rows(desk)] == [digest(token)]


def test_signing_in_again_is_a_new_session_and_ends_the_old_one(person, desk):
    tanaka = person("tanaka")
    with tanaka.client.session_transaction() as cookie:
        before = (cookie["sign-in"], cookie["form"])

    tanaka.sign_in("tanaka")

    with tanaka.client.session_transaction() as cookie:
        assert before[0] != cookie["sign-in"]
        assert before[1] != cookie.get("form")
    assert [row.ended_at is None for row in rows(desk)] == [False, True]


def test_a_cookie_that_was_copied_ends_when_its_owner_signs_out(person, app):
    tanaka = person("tanaka")
    thief = type(tanaka)(app)
    stolen = tanaka.client.get_cookie("yobikake").value
    thief.client.set_cookie("yobikake", stolen)
    before = thief.read("/").address

    tanaka.send(tanaka.read("/"), "/sign-out")
    thief.client.set_cookie("yobikake", stolen)

    assert (before, thief.read("/").address) == ("/", "/sign-in")


def test_an_hour_without_use_ends_it(person, clock):
    tanaka = person("tanaka")

    clock.move_to(clock.now() + timedelta(minutes=59))
    busy = tanaka.read("/").address
    clock.move_to(clock.now() + timedelta(minutes=60))

    assert (busy, tanaka.read("/").address) == ("/", "/sign-in")


def test_a_page_that_keeps_itself_alive_is_nobody(person, clock):
    tanaka = person("tanaka")
    for _ in range(7):
        clock.move_to(clock.now() + timedelta(minutes=10))
        tanaka.client.get("/live/today")
        tanaka.client.get("/?renewed=1")

    assert tanaka.read("/").address == "/sign-in"


def test_whoever_reloads_by_hand_is_there(person, clock):
    tanaka = person("tanaka")
    for _ in range(7):
        clock.move_to(clock.now() + timedelta(minutes=10))
        tanaka.client.get("/")

    assert tanaka.read("/").address == "/"


def test_one_sees_ones_browsers_and_ends_another(person, app):
    tanaka = person("tanaka")
    other = type(tanaka)(app)
    other.sign_in("tanaka")

    page = tanaka.send(tanaka.read("/me"), "/me/end")

    assert "Browsers signed out: 1" in page.text
    assert page.text.count("Signed in 10:00") == 1
    assert tanaka.read("/").address == "/"
    assert other.read("/").address == "/sign-in"


def test_one_ends_all_others_at_once(person, app):
    tanaka = person("tanaka")
    others = [type(tanaka)(app) for _ in range(2)]
    for other in others:
        other.sign_in("tanaka")

    page = tanaka.send(tanaka.read("/me"), "/me/end-others")

    assert "Browsers signed out: 2" in page.text
    assert {other.read("/").address for other in others} == {"/sign-in"}


def test_nobody_ends_somebody_elses_browser_from_their_own_page(person, desk):
    tanaka, ota = person("tanaka"), person("ota")
    theirs = next(row.id for row in rows(desk) if row.name == "ota").hex()
    page = tanaka.read("/me")
    page.forms["/me/end"] = page.forms["/sign-out"]

    tanaka.send(page, "/me/end", which=theirs)

    assert ota.read("/").address == "/"


def test_an_administrator_signs_somebody_out_everywhere(person):
    tanaka, ota = person("tanaka"), person("ota", Role.ADMINISTRATOR)

    page = ota.send(ota.read("/people"), "/people/out", name="tanaka")

    assert "tanaka was signed out everywhere." in page.text
    assert tanaka.read("/").address == "/sign-in"
    assert ota.read("/").address == "/"


def test_a_new_password_ends_the_other_browsers_and_opens(person, app):
    tanaka = person("tanaka")
    other = type(tanaka)(app)
    other.sign_in("tanaka")

    typed = {"password": PASSWORD, "new": NEW, "again": NEW}
    page = tanaka.send(tanaka.read("/me"), "/me/password", **typed)

    assert "Your password was changed." in page.text
    assert tanaka.read("/").address == "/"
    assert other.read("/").address == "/sign-in"
    assert other.sign_in("tanaka", NEW).address == "/"


def test_a_password_is_changed_only_by_who_knows_it(person, app):
    tanaka = person("tanaka")

    typed = {"password": "not the password", "new": NEW, "again": NEW}
    page = tanaka.send(tanaka.read("/me"), "/me/password", **typed)

    assert page.status == 422
    assert "This password is wrong" in page.text


def test_another_role_ends_what_was_begun_under_the_old_one(person):
    tanaka, ota = person("tanaka"), person("ota", Role.ADMINISTRATOR)

    ota.send(ota.read("/people"), "/people/role", name="tanaka", role="viewer")

    assert tanaka.read("/").address == "/sign-in"
    assert "tanaka, viewer" in tanaka.sign_in("tanaka").text


def test_disabling_and_enabling_does_not_wake_an_old_browser(person, desk):
    tanaka = person("tanaka")

    operators.disable(desk.engine, "tanaka", desk.clock.now())
    token = operators.add(desk.engine, "tanaka", Role.APPROVER, desk.clock.now())
    operators.choose_password(desk.engine, token, PASSWORD, desk.clock.now())

    assert tanaka.read("/").address == "/sign-in"


def test_old_rows_are_forgotten(person, desk, clock):
    person("tanaka")
    begun = clock.now()

    kept = sign_ins.forget(desk.engine, begun + timedelta(days=30, hours=8))
    gone = sign_ins.forget(desk.engine, begun + timedelta(days=30, hours=8, seconds=1))

    assert (kept, gone) == (0, 1)


def test_failures_are_kept_as_handles_for_a_day_and_their_key_for_seven(person, browser, desk, clock):
    person("tanaka")
    browser.client.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    browser.sign_in("nobody")
    with Session(desk.engine) as session:
        handles = session.scalars(select(FailedSignIn.handle)).all()

    gone = Delays(desk.engine, desk.keystore).forget(clock.now() + timedelta(days=1, minutes=1))
    keys = forget_days(desk.keystore, clock.now() + timedelta(days=7))

    assert {len(handle) for handle in handles} == {32}
    assert (gone, keys) == (2, 1)
