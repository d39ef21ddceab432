"""The hotline's page under an operator's hands: the drawn tree, and the telephone that is for trying only."""

import pytest

pytestmark = pytest.mark.browser

SMALL = {"width": 360, "height": 740}


@pytest.fixture
def sato(office):
    """Somebody who has the hotline's page before them."""
    person = office.person("sato")
    person.open("/hotline")
    person.page.evaluate("window.same = true")
    return person


def press(page, *keys):
    for key in keys:
        with page.expect_response("**/hotline/telephone"):
            page.keyboard.press(key)
        page.wait_for_function("() => document.activeElement.matches('.key, #dial')")


def test_a_call_is_tried_by_the_keys_of_the_keyboard_without_loading_the_page(sato, office):
    page, words = sato.page, office.parts.prompts
    page.select_option("#dialled", "en")
    page.focus("#dial")
    with page.expect_response("**/hotline/telephone"):
        page.keyboard.press("Enter")
    page.focus("#key-1")

    press(page, "1", "1", "2")

    assert words.say("en", "1-1-2") in page.inner_text("#telephone-said")
    assert page.evaluate("document.activeElement.value") == "2"  # Where the finger was, it still is.
    assert page.evaluate("window.same")


def test_a_digit_typed_elsewhere_presses_nothing(sato):
    page = sato.page
    page.click("#dial")
    page.wait_for_selector("#key-1")
    before = page.inner_text("#telephone-said")

    page.focus("#open-all")
    page.keyboard.press("1")

    assert page.inner_text("#telephone-said") == before


def test_the_tree_is_opened_by_keyboard(sato):
    page = sato.page
    shown = page.locator(".spot").count()

    page.focus("#open-all")
    page.keyboard.press("Enter")
    page.wait_for_url("**open=**")

    assert page.locator(".spot").count() > 90 > shown


def test_a_choice_in_the_picture_leads_to_its_page(sato):
    page = sato.page

    page.focus("#node-1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/hotline/1")

    assert page.inner_text("h1") == "Immigration"


def test_on_a_small_screen_the_list_stands_for_the_picture(office):
    page = office.person("sato", viewport=SMALL).open("/hotline")

    assert not page.is_visible(".tree-drawn")
    assert page.is_visible("#list summary")
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
