"""A campaign as those see it who watch: figures that move, a lost connection, a stop in the middle."""

import pytest

from campaigns import lifecycle
from campaigns.people import Actor, Role

pytestmark = pytest.mark.browser

ELEVEN_SECONDS = 11_000
TANAKA = Actor("tanaka", Role.APPROVER)


@pytest.fixture
def watched(office):
    """Somebody who approves has a running campaign before them; their browser's clock is in our hands."""

    def watch(name="tanaka", **how):
        campaign = office.start(count=120)
        tanaka = office.person(name, **how)
        tanaka.page.clock.install()
        tanaka.open(f"/campaigns/{campaign}")
        return tanaka, campaign

    return watch


def test_the_figures_move_without_a_press(office, watched):
    tanaka, campaign = watched()
    page = tanaka.page
    assert office.state(campaign) == "running"
    before = page.inner_text("[data-live]")
    page.evaluate("window.same = true")

    office.pass_time(minutes=1)
    page.clock.run_for(6000)
    page.wait_for_function("before => document.querySelector('[data-live]').innerText !== before", arg=before)

    assert page.evaluate("window.same")  # The page itself was not loaded again.
    assert "Figures as of 10:01" in page.inner_text("#heard")


def test_a_lost_connection_is_told_and_its_end_too(office, watched):
    tanaka, _ = watched()
    page = tanaka.page

    tanaka.context.set_offline(True)
    page.clock.run_for(ELEVEN_SECONDS)
    page.wait_for_selector("html.silent")
    assert "The server has not answered for" in page.inner_text("#heard")

    tanaka.context.set_offline(False)
    page.clock.run_for(ELEVEN_SECONDS)
    page.wait_for_selector("html:not(.silent)")
    assert "Figures as of" in page.inner_text("#heard")


def test_one_press_stops_a_campaign_in_its_middle(office, watched):
    tanaka, campaign = watched()
    office.pass_time(seconds=30)
    tanaka.page.reload()

    tanaka.press("Stop")

    tanaka.page.wait_for_load_state()
    assert office.state(campaign) in {"stopping", "finished"}
    placed = len(office.network.calls)
    office.pass_time(minutes=2)
    assert len(office.network.calls) == placed
    assert "will not be called (again)" not in tanaka.page.inner_text("main .acts, main h1")


def test_whoever_was_signed_out_is_led_to_the_door(office, watched):
    tanaka, _ = watched()

    tanaka.context.clear_cookies()
    tanaka.page.clock.run_for(6000)

    tanaka.page.wait_for_url("**/sign-in**")


def test_without_script_the_page_loads_again_by_itself(office):
    campaign = office.start(count=120)
    tanaka = office.person("tanaka", java_script_enabled=False)

    page = tanaka.open(f"/campaigns/{campaign}")

    assert page.get_attribute("meta[http-equiv=refresh]", "content").startswith("5;")


@pytest.fixture
def wards(office):
    """Tanaka looks at three wards that are called; their browser's clock is in our hands."""
    wards = {area: office.start(area=f"横浜市{area}", count=60) for area in ("青葉区", "旭区", "港北区")}
    tanaka = office.person("tanaka")
    tanaka.page.clock.install()
    tanaka.open("/")
    return tanaka, wards


def renew(office, tanaka):
    """Let half a minute pass, and the page hear of it."""
    office.pass_time(seconds=30)
    with tanaka.page.expect_response("**/live/today*"):
        tanaka.page.clock.run_for(4100)


def tops(page):
    return page.evaluate(
        "[...document.querySelectorAll('.stops')].map(one => one.getBoundingClientRect().top)"
    )


def test_the_stop_buttons_stay_where_they_are_while_the_figures_move(office, wards):
    tanaka, _ = wards
    page = tanaka.page
    before, said = tops(page), page.inner_text("[data-live]")

    for _ in range(3):
        renew(office, tanaka)

    page.wait_for_function("said => document.querySelector('[data-live]').innerText !== said", arg=said)
    assert len(before) == 3
    assert max(before) < 800  # All of them stand on the first screen.
    assert tops(page) == before


def test_a_part_is_not_changed_under_a_mouse_that_is_down(office, wards):
    tanaka, wards = wards
    page, id_ = tanaka.page, wards["青葉区"]
    page.locator(f"#stop-{id_}").hover()
    page.evaluate("window.pressed = document.activeElement; window.part = document.querySelector('.run')")
    page.mouse.down()

    renew(office, tanaka)
    assert page.evaluate("window.part.isConnected")
    page.mouse.up()

    page.wait_for_url(f"**/campaigns/{id_}")
    assert office.state(id_) in {"stopping", "finished"}


def test_what_takes_the_place_of_a_button_that_is_gone_is_not_pressed_by_mistake(office, wards):
    tanaka, wards = wards
    page = tanaka.page
    first = page.locator(".stops").first
    gone = first.get_attribute("id").removeprefix("stop-")
    first.hover()
    lifecycle.halt(office.parts.desk, gone, TANAKA, office.clock.now())

    with page.expect_response("**/live/today*"):
        page.clock.run_for(4100)
    page.wait_for_selector("[data-live][inert]", state="attached")
    page.mouse.down()
    page.mouse.up()

    others = [id_ for id_ in wards.values() if id_ != gone]
    assert {office.state(id_) for id_ in others} == {"running"}
