"""What somebody sees of an alert who never made one: help to choose, honest numbers, nothing chosen ahead."""

import io
import re
from datetime import date
from importlib import resources

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from campaigns import institutions
from campaigns.models import Institution
from campaigns.people import Actor, Role
from privacy.lists import About, Lists
from privacy.number import PhoneNumber
from privacy.wanted import Wanted, end_of

SATO = Actor("sato", Role.EDITOR)
EAST, WEST, ASAHI = "見本市東区", "見本市西区", "横浜市旭区"
BAIL, CUSTODY = "isa-bail-acquaintance", "isa-chinese-police-custody-bail"
BANKS = f"name,number,kind,area\nBank,045-300-0006,bank,{EAST}\nShop,045-300-0007,shop,{EAST}\n"


@pytest.fixture
def yamada(person):
    """An editor."""
    return person("yamada", Role.EDITOR)


@pytest.fixture
def volunteers(desk, clock):
    """A list with two people of one ward and three of another; the first ward has two institutions."""
    now, until = clock.now(), end_of(date(2027, 3, 31))
    every = Lists(desk.engine, desk.keystore)
    with Session(desk.engine) as session, session.begin():
        every.create(session, About("volunteers", "form at the counter, 2026-11", until, now, "tanaka"))
    people = every.one("volunteers", now)
    for last, (language, area) in enumerate([("ja", EAST), ("vi", EAST), *[("ja", WEST)] * 3]):
        wanted = Wanted("voice", language, area, until)
        people.add(PhoneNumber.parse(f"045-301-{last:04}"), wanted, now, "operator")
    table = institutions.read(io.BytesIO(BANKS.encode()))
    institutions.bring_in(desk, table, SATO, now, replace=False)
    with Session(desk.engine) as session, session.begin():
        session.execute(update(Institution).values(enrolled_at=now))


def chosen(page, name):
    fields = [one for one in page.attributes("input") if one.get("name") == name and "checked" in one]
    return [one["value"] for one in fields]


def part(page, id):
    """Return the words of a part of the page, and of it alone."""
    found = re.search(rf'<(\w+)[^>]* id="{id}"[^>]*>(.*?)</\1>', page.source, re.DOTALL)
    return re.sub(r"<[^>]+>", "", found[2])


def test_nobody_is_chosen_before_there_is_an_area(yamada, volunteers):
    page = yamada.read("/alert")
    assert chosen(page, "homes") == []
    assert "on it: 5; choose an area" in part(page, "count-volunteers")

    page = yamada.read(f"/alert?area={EAST}")
    assert chosen(page, "homes") == ["list:volunteers"]
    assert part(page, "count-volunteers") == "in this area: 2 (of 5)"


def test_the_people_of_a_list_are_not_called_the_residents_of_a_ward(yamada, volunteers):
    page = yamada.read(f"/alert?claim={BAIL}&area={EAST}")

    assert "To be warned: institutions: 2 · people on the list volunteers: 2" in page.text
    assert "Only those whom you choose here are warned, not everybody in the area." in page.text
    assert "people on the list volunteers: calls: 2" in page.text


def test_a_claim_is_told_from_its_like_by_what_the_swindlers_say(yamada, desk):
    page = yamada.read("/alert")

    for claim in (BAIL, CUSTODY):
        assert desk.prompts.reported("en", claim) in page.text


def test_what_was_told_today_says_how_much_of_it_was_here(yamada, incident):
    incident(BAIL, EAST, times=2)
    incident(BAIL, ASAHI, times=3)

    assert part(yamada.read("/alert"), f"today-{BAIL}") == "told today: 5"
    assert part(yamada.read(f"/alert?area={EAST}"), f"today-{BAIL}") == "told today: 5, here: 2"


def test_languages_are_counted_by_who_hears_them_and_alike_on_all_pages(yamada, volunteers, person):
    page = yamada.read(f"/alert?claim={BAIL}&area={EAST}")
    assert "Said in: 日本語 (3) · Tiếng Việt (1)" in page.text
    assert "日本語 Can be used recipients: 3" in page.text
    silent = int(re.search(r"More languages, no recipients here: (\d+)", page.text)[1])

    page.forms["/alert"] = {
        "claim": BAIL,
        "area": EAST,
        "homes": "list:volunteers",
        "token": page.forms["/alert"]["token"],
    }
    tray = yamada.send(page, "/alert")
    assert "Said in: 日本語 (3) · Tiếng Việt (1)" in tray.text
    homes = next(link for link in tray.links if link.startswith("/approvals/"))
    others = re.findall(
        r"Said in: ([^▸]*?) (?:日本語|Tiếng Việt) \(recipients.*?no recipients here: (\d+)",
        person("tanaka").read(homes).text,
    )
    told = {languages.strip(): int(number) for languages, number in others}
    assert told == {"日本語 (2)": silent + 1, "日本語 (1) · Tiếng Việt (1)": silent}


def test_a_few_calls_have_no_pace_and_their_repeats_are_told_apart(yamada, volunteers):
    page = yamada.read(f"/alert?claim={BAIL}&area={EAST}")

    outlook = re.search(r"Institutions: (.*?)\. ", page.text)[1]
    assert re.fullmatch(
        r"calls: 2; if it starts now, everybody is tried once by 10:00,"
        r" and those who do not answer are tried again until 10:1\d; about 100 yen",
        outlook,
    )


def test_many_calls_have_a_pace(yamada):
    table = "\n".join(["number", *(f"045-302-{last:04}" for last in range(200))])
    page = yamada.read("/alert")
    token = page.forms["/alert"]["token"]
    page.forms["/alert/preview"] = {"token": token, "claim": BAIL, "area": EAST, "source": "consent"}

    file = (io.BytesIO(table.encode()), "homes.csv")
    page = yamada.send(page, "/alert/preview", homes="file", file=file)

    assert re.search(r"Residents: calls: 200; .* yen; [\d.]+ a second\.", page.text)


def test_a_place_has_both_its_names_and_says_in_which_language(yamada, campaign, person):
    campaign(name="Asahi, calls")
    page = yamada.read("/alert")

    assert f'Higashi Ward <span lang="ja">{EAST}</span>' in page.source
    assert f'<span lang="ja">{ASAHI}</span>' in page.source
    ours = person("mori", Role.EDITOR, language="ja").read("/alert")
    assert f"<span>{EAST}</span>" in ours.source


def test_an_area_that_a_language_cannot_read_says_what_follows(yamada):
    page = yamada.read("/alert")
    page.forms["/alert/preview"] = {"token": page.forms["/alert"]["token"], "claim": BAIL, "area": ASAHI}
    page = yamada.send(page, "/alert/preview", homes="file", source="consent")

    assert "The words in English name no area" in page.text


def test_a_time_may_be_typed_as_japan_writes_it(yamada, volunteers):
    page = yamada.read("/alert")
    token = page.forms["/alert"]["token"]
    page.forms["/alert/preview"] = {"token": token, "claim": BAIL, "area": EAST}

    assert "Type a date and a time." in yamada.send(page, "/alert/preview", ends="15 o'clock").text
    assert "Type a date and a time." not in yamada.send(page, "/alert/preview", ends="2026/11/24 15:00").text


def test_no_style_of_a_room_reaches_the_head_of_the_page():
    head = resources.files("console").joinpath("templates/console/base.html").read_text()
    names = {name for names in re.findall(r'class="([a-z -]+)"', head) for name in names.split()}
    assert {"tongue", "who", "clock"} <= names

    for style in resources.files("console").joinpath("static").iterdir():
        if style.name.endswith(".css") and style.name != "console.css":
            on_screen = style.read_text().partition("@media print")[0]
            begun = set(re.findall(r"(?:^|[,}])\s*\.([a-z-]+)(?=[\s{:.,])", on_screen, re.MULTILINE))
            assert begun.isdisjoint(names - {"button", "quiet"}), style.name
