"""Photographs the operators' console: two people raise, approve and watch a warning."""

from pathlib import Path

from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent / "pictures"
PASSWORD = "correct horse battery"  # noqa: S105 - of the demonstration, which ends with the pictures
DESK, TELEPHONE = {"width": 1180, "height": 900}, {"width": 390, "height": 844}
HOMES = "(homes)"
"""What the name of a warning to homes ends with."""
TALLEST = 1700
"""Pixels; who wants to see more of a page looks at the page."""
CLAIM, AREA = "isa-bail-acquaintance", "横浜市港北区"
PAGES = ("hotline", "scripts", "institutions", "health", "people", "report")
SECONDS = 80
"""How long the warning runs before it is photographed."""


def take(browser: Browser, links: tuple[str, str]) -> None:
    """Take every picture; `links` are the one-time links of an administrator and of an editor."""
    boss, editor = _at_desk(browser, links[0], "en-GB"), _at_desk(browser, links[1], "en-GB")
    home = links[0].partition("/enter/")[0]
    _shot(boss, "today")
    _alert(editor, home)
    _approval(boss, home)
    boss.goto(f"{home}/campaigns")
    boss.get_by_role("link", name=HOMES).first.click()
    boss.wait_for_timeout(SECONDS * 1000)
    _shot(boss, "console-campaign")
    for name in PAGES:
        boss.goto(f"{home}/{name}")
        _shot(boss, f"console-{name}")
    boss.goto(f"{home}/?lang=ja")
    _shot(boss, "console-today-ja")
    boss.set_viewport_size(TELEPHONE)
    boss.reload()
    boss.screenshot(path=HERE / "console-telephone.png")


def _at_desk(browser: Browser, link: str, locale: str) -> Page:
    """Use a one-time link up as an operator would, and land on the first page."""
    page = browser.new_page(locale=locale, viewport=DESK)
    page.goto(link)
    for field in ("password", "again"):
        page.locator(f'input[name="{field}"]').fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url("**/")
    return page


def _alert(page: Page, home: str) -> None:
    page.goto(f"{home}/alert")
    page.locator(f"[name=claim][value={CLAIM}]").check()
    page.locator(f"[name=tile][value={AREA}]").check()
    page.locator("#state strong").wait_for()
    _shot(page, "console-alert")
    page.locator("button.primary").click()
    page.wait_for_url("**/approvals**")


def _approval(page: Page, home: str) -> None:
    page.goto(f"{home}/approvals")
    page.locator("main a[href*='/approvals/']").first.click()
    page.locator("button.primary").first.wait_for()
    _shot(page, "console-approval")
    page.locator("button.primary").first.click()
    page.wait_for_url("**/campaigns/**")


def _shot(page: Page, name: str) -> None:
    """Photograph a page as if the screen were as tall as it, so that nothing floats in its middle."""
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    page.set_viewport_size({"width": DESK["width"], "height": height})
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=HERE / f"{name}.png")
    page.set_viewport_size(DESK)
