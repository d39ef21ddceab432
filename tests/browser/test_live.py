"""A campaign as those see it who watch: figures that move, a lost connection, a stop in the middle."""

import pytest

pytestmark = pytest.mark.browser

ELEVEN_SECONDS = 11_000


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
    assert "Figures heard from the server at 10:01" in page.inner_text("#heard")


def test_a_lost_connection_is_told_and_its_end_too(office, watched):
    tanaka, _ = watched()
    page = tanaka.page

    tanaka.context.set_offline(True)
    page.clock.run_for(ELEVEN_SECONDS)
    page.wait_for_selector("html.silent")
    assert "Nothing heard from the server for" in page.inner_text("#heard")

    tanaka.context.set_offline(False)
    page.clock.run_for(ELEVEN_SECONDS)
    page.wait_for_selector("html:not(.silent)")
    assert "Figures heard from the server" in page.inner_text("#heard")


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
    assert "will not be called" not in tanaka.page.inner_text("main .acts, main h1")


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
