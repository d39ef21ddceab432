"""Whole stories at a real browser: from a third call about bail to the report, by two people."""

import pytest

pytestmark = pytest.mark.browser

BAIL = {"ja": "知り合いのための保釈金", "en": "Bail for a friend in immigration custody"}
NAMED = "number,language,氏名\n045-555-0007,ja,山田花子\n"


@pytest.fixture
def raised(furnished):
    """Sato hands in a warning of bail calls in Asahi, by the page alone; returns how many presses it took."""

    def raise_alert(language="en", **how):
        sato = furnished.person("sato", language, **how)
        page = sato.open("/alert")
        page.get_by_label(BAIL[language]).check()
        page.locator("[name=tile][value=横浜市旭区]").check()
        page.locator("#state strong").wait_for()
        page.locator("button.primary").click()
        page.wait_for_url("**/approvals**")
        return sato

    return raise_alert


def the_one_that_waits(office):
    return [id for id, state in office.states().items() if state == "submitted"]


def test_a_wave_becomes_a_running_warning_and_a_report(furnished, raised):
    raised()
    waiting = the_one_that_waits(furnished)
    assert len(waiting) == 2  # To the institutions and to the homes.

    tanaka = furnished.person("tanaka")
    page = tanaka.open("/")
    page.get_by_role("link", name="Approvals").click()
    page.locator("main a[href*='/approvals/']").first.click()
    page.locator("button.primary").first.click()
    page.wait_for_load_state()
    assert {furnished.state(id) for id in waiting} == {"running"}

    furnished.drive(lambda: all(furnished.state(id) == "finished" for id in waiting))
    page = tanaka.open(f"/campaigns/{waiting[0]}")
    assert "finished" in page.inner_text("main")
    page.locator(f"a[href='/campaigns/{waiting[0]}/report']").first.click()
    page.wait_for_url("**/report")
    assert "reached" in page.inner_text("body")


def test_nobody_approves_what_they_handed_in(furnished, raised):
    sato = raised()
    waiting = the_one_that_waits(furnished)

    page = sato.open(f"/approvals/{waiting[0]}")

    assert page.locator("main button.primary").count() == 0
    assert {furnished.state(id) for id in waiting} == {"submitted"}


def test_whoever_sends_a_warning_back_says_why(furnished, raised):
    raised()
    waiting = the_one_that_waits(furnished)
    tanaka = furnished.person("tanaka")
    page = tanaka.open(f"/approvals/{waiting[0]}")

    page.locator("details.reject summary").click()
    page.locator("[name=reason]").fill("name the station")
    page.locator("details.reject form button").click()
    page.wait_for_load_state()

    assert "rejected" in furnished.states().values()


def test_it_all_goes_without_script(furnished):
    sato = furnished.person("sato", java_script_enabled=False)
    page = sato.open("/alert")
    page.get_by_label(BAIL["en"]).check()
    page.locator("[name=area]").fill("横浜市旭区")
    page.locator("button.check").click()
    page.locator("button.primary").click()
    assert len(the_one_that_waits(furnished)) == 2

    tanaka = furnished.person("tanaka", java_script_enabled=False)
    page = tanaka.open(f"/approvals/{the_one_that_waits(furnished)[0]}")
    page.locator("button.primary").first.click()

    assert "running" in furnished.states().values()


def test_a_column_that_we_must_not_have_is_refused_by_its_name(furnished, tmp_path):
    table = tmp_path / "homes.csv"
    table.write_text(NAMED)
    before = furnished.states()
    sato = furnished.person("sato", "ja")
    page = sato.open("/alert?area=横浜市旭区&claim=isa-bail")

    page.locator("[name=homes][value=file]").check()
    page.locator("input[type=file]").set_input_files(table)
    page.locator("select[name=source]").select_option(index=1)
    page.locator("button.primary").click()
    page.wait_for_load_state()

    assert "氏名" in page.inner_text("[role=alert] >> nth=0")
    assert "山田" not in page.content()
    assert page.locator("[name=claim]:checked").input_value() == "isa-bail-acquaintance"
    assert furnished.states() == before


def test_a_warning_is_raised_on_a_telephones_screen(furnished, raised):
    sato = raised("ja", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)

    assert sato.too_wide() <= 0
    assert len(the_one_that_waits(furnished)) == 2


def test_everything_is_stopped_from_any_page(office):
    ids = [office.start(area="横浜市旭区", count=60), office.start(area="横浜市青葉区", count=60)]
    office.pass_time(seconds=10)
    tanaka = office.person("tanaka", "ja")

    tanaka.open("/hotline")
    tanaka.page.locator("header a[href='/stop']").click()
    tanaka.page.locator("main form button").first.click()
    tanaka.page.wait_for_load_state()

    assert {office.state(id) for id in ids} <= {"stopping", "finished"}
    placed = len(office.network.calls)
    office.pass_time(minutes=1)
    assert len(office.network.calls) == placed
