"""Leaflet and card in the hand of somebody: whole, large, and in every language."""

import pytest

from app.paper.printing import LAYOUTS
from prompts.languages import TAGS

MILLIMETRE = 72 / 25.4
CARD = (85.6, 54.0)
EDGE = {"leaflet": (18, 15), "card": (3.5, 3), "cards": (19.4 + 3.5, 13.5 + 3)}
"""Millimetres that stay white at the sides, and above and below."""
SIZES = {"leaflet": (210.0, 297.0), "card": CARD, "cards": (210.0, 297.0)}
HAIR = 0.3
"""A serif may reach so far out of its line."""

every_language = pytest.mark.parametrize("language", TAGS)
every_paper = pytest.mark.parametrize(
    ("language", "layout"),
    [
        (tag, layout)
        for tag in TAGS
        for layout in LAYOUTS
        if layout != "cards" or tag in {"ja", "en", "my", "th"}
    ],
)
"""Ten cards are the one card ten times; that they lie where they are cut is seen in a few languages."""


@every_paper
def test_nothing_runs_out_of_the_paper(press, language, layout):
    printed = press.print(language, layout)
    aside, above = EDGE[layout]
    width, height = SIZES[layout]

    assert printed.sizes == [(width, height)] * 2
    for letter in (one for page in printed.letters for one in page):
        assert letter.left / MILLIMETRE > aside - HAIR, letter
        assert letter.right / MILLIMETRE < width - aside + HAIR, letter
        assert letter.top / MILLIMETRE > above - HAIR, letter
        assert letter.bottom / MILLIMETRE < height - above + HAIR, letter


@pytest.mark.parametrize("language", ["ja", "en", "my", "th"])
def test_no_letter_of_a_card_is_cut(press, language):
    for page in press.print(language, "cards").letters:
        for letter in page:
            column = (letter.left / MILLIMETRE - 19.4) % CARD[0], (letter.right / MILLIMETRE - 19.4) % CARD[0]
            row = (letter.top / MILLIMETRE - 13.5) % CARD[1], (letter.bottom / MILLIMETRE - 13.5) % CARD[1]
            assert column[0] < column[1], letter
            assert row[0] < row[1], letter


@every_language
def test_the_leaflet_is_set_large(press, language):
    sizes = [
        letter.size for page in press.print(language, "leaflet").letters for letter in page if letter.size > 1
    ]

    assert min(sizes) >= 14 * 0.8 - 0.01  # An address, and who has read these words.
    assert sum(size >= 14 for size in sizes) > 0.85 * len(sizes)


@every_language
def test_a_card_can_be_read_without_a_lens(press, language):
    sizes = [
        letter.size for page in press.print(language, "card").letters for letter in page if letter.size > 1
    ]

    assert min(sizes) >= 6.7
    assert sum(size >= 7.5 for size in sizes) > 0.7 * len(sizes)


@every_language
def test_the_leaflet_says_what_the_line_promises(press, language):
    printed, sheet = press.print(language, "leaflet"), press.sheet(language)

    for words in (
        sheet.organisation,
        sheet.title,
        sheet.danger,
        sheet.hours,
        sheet.essential,
        *sheet.promises,
    ):
        assert printed.says(words), words
    for words in (*sheet.abroad, *sheet.numbers, sheet.displayed, sheet.hotline, sheet.sample):
        assert printed.says(words), words
    assert "045-000-0100" in sheet.displayed
    assert printed.says("0120-210-364")


@every_language
def test_the_card_says_what_to_do_and_whom_to_ask(press, language):
    printed, sheet = press.print(language, "card"), press.sheet(language)

    for words in (sheet.danger, sheet.hotline, sheet.displayed, sheet.promises[0], "#9110", "188"):
        assert printed.says(words), words


@every_paper
def test_a_screen_reader_finds_text_language_and_title(press, language, layout):
    document = press.print(language, layout).reader
    root = document.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert language.startswith(str(root["/Lang"])[:2])
    assert document.metadata.title.startswith(press.sheet(language).title)


def test_the_same_line_gives_the_same_paper(press):
    one, other = press.print_anew("ne", "leaflet"), press.print_anew("ne", "leaflet")

    assert one.made == other.made
    assert one.reader.metadata.creation_date is None
