"""Makes the pictures of the documents anew: plays the demonstration and photographs what it serves."""

import argparse
import html
import os
import re
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import make_console_pictures
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from app.line import read_line
from app.paper import printing
from app.paper.sheet import sheet
from app.speaking import without_settings

HERE = Path(__file__).parent / "pictures"
CHROMIUM = "/usr/bin/chromium"
COLUMNS = 100
KEYS = ("2", "1", "1", "2")
"""English, immigration, money of any kind, bail."""
CHECK = "/check/en/112/"
LEAFLET = "https://line.example.jp"
ADDRESSES = {
    "in the browser": "telephone",
    "call real": "check",
    "console": "enter",
    "second person": "second",
}
"""What the demonstration says before each address, and how it is called here."""
DARK_BLUE, LIGHT_BLUE = "#000080", "#5b9bf3"
"""A terminal's blue, which is hard to see on a dark page, and the one that stands for it."""
TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; background: #16191d; color: #d7dbe0; }
pre { margin: 0; padding: 20px 24px; font: 15px/1.35 "DejaVu Sans Mono", "Noto Sans Mono CJK JP", monospace; }
pre span.wide { display: inline-block; width: 2ch; text-align: center; line-height: 1; }
</style><pre>"""


def main() -> None:
    """Make every picture; the demonstration is ended afterwards."""
    wishes = argparse.ArgumentParser(description=__doc__)
    wishes.add_argument("--recipients", default="600")
    wishes.add_argument("--port", default="8123")
    given = wishes.parse_args()
    _leaflets()
    with _demonstration(given.recipients, given.port) as (printed, addresses), sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        _terminal(browser, printed)
        _telephone(_page(browser, "ja-JP", 420, 900), addresses["telephone"])
        _check(_page(browser, "en-GB", 900, 760), addresses["check"])
        make_console_pictures.take(browser, (addresses["enter"], addresses["second"]))
        browser.close()


def _leaflets() -> None:
    """Picture the first page of the sample line's leaflet, in Japanese and in English."""
    line = read_line(None)
    prompts = without_settings(line)
    for language in ("ja", "en"):
        page = printing.picture(sheet(prompts, line, language, LEAFLET), "leaflet", dots_per_inch=64)
        (HERE / f"leaflet-{language}.png").write_bytes(page)


@contextmanager
def _demonstration(recipients: str, port: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Play the demonstration to the end; yields what it printed and the addresses that it serves."""
    yobikake = Path(sys.executable).with_name("yobikake")
    command = [str(yobikake), "demo", "--recipients", recipients, "--port", port]
    surroundings = {**os.environ, "COLUMNS": str(COLUMNS), "FORCE_COLOR": "1", "TTY_INTERACTIVE": "0"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=surroundings) as process:  # noqa: S603
        lines: list[str] = []
        addresses: dict[str, str] = {}
        for line in process.stdout or ():
            lines.append(line)
            plain = re.sub(r"\x1b\[[0-9;]*m", "", line)
            found = re.search(r"http://\S+", plain)
            if found:
                addresses |= {name: found[0] for words, name in ADDRESSES.items() if words in plain}
            if len(addresses) == len(ADDRESSES):
                break
        try:
            yield "".join(lines), addresses
        finally:
            process.send_signal(signal.SIGINT)


def _page(browser: Browser, locale: str, width: int, height: int) -> Page:
    return browser.new_page(locale=locale, viewport={"width": width, "height": height})


def _terminal(browser: Browser, printed: str) -> None:
    page = _page(browser, "ja-JP", 1000, 600)
    page.set_content(TERMINAL + _as_html(_first_report(printed)) + "</pre>")
    page.locator("pre").screenshot(path=HERE / "report.png")


def _first_report(printed: str) -> str:
    """Return the report of the first campaign: from its sentence to the empty line behind its last table."""
    lines = re.sub(r"\x1b\[\?25[lh]", "", printed).splitlines()
    table = next(number for number, line in enumerate(lines) if "What came of it" in line)
    begin = max(number for number in range(table - 1) if not lines[number].strip()) + 1
    end = next(number for number in range(table, len(lines)) if not lines[number].strip())
    return "\n".join(lines[begin:end])


def _as_html(coloured: str) -> str:
    """Return the terminal's text as HTML in which a wide letter takes exactly two places."""
    segments = Text.from_ansi(coloured).render(Console(color_system="truecolor", width=COLUMNS))
    made = "".join(map(_segment, segments))
    return made.replace(DARK_BLUE, LIGHT_BLUE)


def _segment(segment: Segment) -> str:
    letters = "".join(
        f'<span class="wide">{letter}</span>'
        if unicodedata.east_asian_width(letter) in "WF"
        else html.escape(letter)
        for letter in segment.text
    )
    style = segment.style.get_html_style() if isinstance(segment.style, Style) else ""
    return f'<span style="{html.escape(style)}">{letters}</span>' if style else letters


def _telephone(page: Page, address: str) -> None:
    """Dial the hotline, press the keys of the story, and wait for the answer."""
    page.goto(address)
    page.locator("#dial").click()
    for key in KEYS:
        button = page.locator(f'[data-key="{key}"]')
        page.wait_for_function('key => !document.querySelector(`[data-key="${key}"]`).disabled', arg=key)
        before = page.locator("#said li").count()
        button.click()
        page.wait_for_function("n => document.querySelectorAll('#said li').length > n + 1", arg=before)
    page.wait_for_timeout(1500)
    page.evaluate("window.scrollTo(0, 0)")
    page.screenshot(path=HERE / "telephone.png", full_page=True)


def _check(page: Page, address: str) -> None:
    page.goto(address.removesuffix("/check/") + CHECK)
    page.screenshot(path=HERE / "check.png", full_page=True)


if __name__ == "__main__":
    main()
