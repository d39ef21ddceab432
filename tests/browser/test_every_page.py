"""Every page of the console in both languages: by day, by night, on a small screen, by keyboard, on paper."""

import re

import pytest

from app.furnishing import LIST
from carrier.access import Access, access_of

pytestmark = pytest.mark.browser

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 740}
NO_PAGES = (".csv", ".json", "/charts/", "svg", ".wav")
"""What a page shows or hands out."""
PLACES = {
    "language": "ja",
    "node": "1-1-2",
    "claim": "isa-bail-acquaintance",
    "warning": "isa-bail-acquaintance",
    "listed": LIST,
}
SMALLEST = """
Math.min(...[...document.querySelectorAll("body *")]
  .filter((one) => one.offsetParent && !one.closest("svg"))
  .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .map((one) => parseFloat(getComputedStyle(one).fontSize)))
"""
"""The size of the smallest letters that are seen, in pixels."""
FOCUS = """
(() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const box = one.getBoundingClientRect();
  const seen = box.width > 0 && box.height > 0 && getComputedStyle(one).outlineStyle !== "none";
  return [one.outerHTML.slice(0, 120), seen];
})()
"""
"""What has the focus, and whether one sees that."""


@pytest.fixture(scope="module")
def pages(lived_in):
    """The address of every page behind the sign-in, each open place filled with something that is there."""
    lived_in.run_some()
    found = set()
    for rule in lived_in._app.url_map.iter_rules():
        room = lived_in._app.blueprints.get(rule.endpoint.rpartition(".")[0])
        if access_of(room) != Access.OPERATOR or "GET" not in rule.methods:
            continue
        pattern = str(rule)
        if not any(part in pattern for part in NO_PAGES):
            found |= set(lived_in.filled(pattern, {**PLACES, **lived_in.places()}))
    mori = lived_in.person("mori")
    return sorted(path for path in found if is_page(mori, path))


def is_page(person, path):
    """Tell whether something is there, and is a page, not a part that a page keeps asking for."""
    answer = person.context.request.get(f"{person.house.base_url}{path}")
    assert answer.status < 500, path
    return answer.ok and "x-made" not in answer.headers


@pytest.fixture(scope="module")
def person(lived_in):
    """An administrator, who sees everything; axe is let past the policy that keeps scripts out."""

    def sit_down(language, **how):
        person = lived_in.person("mori", language, bypass_csp=True, **how)
        lived_in.people.remove(person)  # The policy is not in force here: it cannot complain.
        return person

    return sit_down


@pytest.mark.parametrize(("language", "scheme"), [("ja", "light"), ("en", "dark")])
def test_axe_finds_nothing(pages, person, language, scheme):
    mori, found = person(language, viewport=DESK, color_scheme=scheme), {}

    for path in pages:
        page = mori.open(path)
        assert page.get_attribute("html", "lang") == language
        faults = mori.axe()
        if faults:
            found[path] = faults

    assert len(pages) > 20
    assert found == {}
    mori.context.close()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_nothing_lies_outside_a_telephones_screen(pages, person, language):
    mori, wide, small = person(language, viewport=PHONE, has_touch=True, is_mobile=True), {}, {}

    for path in pages:
        page = mori.open(path)
        if mori.too_wide() > 0:
            wide[path] = mori.too_wide()
        least = page.evaluate(SMALLEST)
        if least < 14:
            small[path] = least

    assert (wide, small) == ({}, {})
    mori.context.close()


def test_every_page_can_be_walked_by_keyboard(pages, person):
    mori, hidden = person("en", viewport=DESK), {}

    for path in pages:
        page = mori.open(path)
        seen = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            at = page.evaluate(FOCUS)
            if at is None or at[0] in seen:
                break
            seen.add(at[0])
            if not at[1]:
                hidden.setdefault(path, []).append(at[0])
        assert seen or not page.locator("a, button, input").count(), path

    assert hidden == {}
    mori.context.close()


def test_no_page_shows_a_number_that_we_call(pages, lived_in, person):
    mori, shown = person("en", viewport=DESK), []
    forms = re.compile("|".join(spellings(number) for number in lived_in.numbers))

    for path in pages:
        if forms.search(mori.open(path).content()):
            shown.append(path)

    assert len(lived_in.numbers) > 100
    assert shown == []
    mori.context.close()


def spellings(number):
    """Return a pattern for the ways in which a number is written: `0453000007`, in its parts or with +81."""
    area, exchange, last = number[:3], number[3:6], number[6:]
    return rf"(?:{area}|\+81-?{area[1:]})[- ]?{exchange}[- ]?{last}"
