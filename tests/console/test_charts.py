"""Pictures: the same for the same figures, said in words too, and told apart by every kind of eye."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

from console.charts.answers import answer, png
from console.charts.drawing import Limit, Series, bars, line, ring, spark
from console.charts.measures import every, number, ticks, width
from console.charts.paints import DARK, GROUPS, LIGHT, PALETTE
from console.progress import GROUPS as PARTS

SVG = "{http://www.w3.org/2000/svg}"
HOURS = ["9時", "10時", "11時"]
SEEN = {
    # G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, A Physiologically-based Model for Simulation of Color
    # Vision Deficiency, IEEE TVCG 15(6), 2009, table 1, severity 1.0.
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def drawn():
    reached, missed = Series("聞いた", [30, 80, 0], "reached"), Series("出ない", [10, 20, 5], "missed")
    return {
        "bars": bars(
            "時間ごと", "10時が最も多い", HOURS, [reached, missed], stacked=True, limit=Limit("上限", 90)
        ),
        "lying": bars("時間ごと", "10時が最も多い", HOURS, [reached], horizontal=True),
        "line": line("1分ごと", "上限より少ない", HOURS, [Series("a", [1, None, 3])], limit=Limit("上限", 5)),
        "ring": ring(
            "進み具合", "68%", [Series("聞いた", [68], "reached"), Series("他", [32])], middle="68%"
        ),
        "spark": spark("この1時間", "増えている", [1, 2, 5]),
    }


def words(svg):
    return [one.text for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def linear(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def light(colour):
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(one, other):
    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def lab(colour, eye):
    r, g, b = (
        min(1, max(0, sum(k * part for k, part in zip(row, linear(colour), strict=True))))
        for row in SEEN[eye]
    )
    xyz = (
        (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
        0.2126729 * r + 0.7151522 * g + 0.0721750 * b,
        (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883,
    )
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one, other, eye):
    return sum((a - b) ** 2 for a, b in zip(lab(one, eye), lab(other, eye), strict=True)) ** 0.5


@pytest.mark.parametrize("kind", ["bars", "lying", "line", "ring", "spark"])
def test_the_same_figures_make_the_same_picture(kind):
    assert drawn()[kind] == drawn()[kind]


@pytest.mark.parametrize("kind", ["bars", "lying", "line", "ring", "spark"])
def test_a_picture_says_what_it_shows_and_holds_nothing_else(kind):
    svg = drawn()[kind]
    root = ElementTree.fromstring(svg)

    assert root.get("role") == "img"
    assert [root[0].tag, root[1].tag] == [f"{SVG}title", f"{SVG}desc"]
    assert root.get("aria-labelledby") == f"{root[0].get('id')} {root[1].get('id')}"
    assert all(one.text for one in root[:2])
    assert "<script" not in svg
    assert "style=" not in svg
    assert "<!--" not in svg
    assert set(re.findall(r"https?://[^\"]*", svg)) == {"http://www.w3.org/2000/svg"}
    assert "prefers-color-scheme: dark" in svg


def test_a_bar_too_small_for_its_figure_has_none():
    svg = bars("t", "d", HOURS, [Series("a", [1000, 3, 800])])

    assert "1,000" in words(svg)
    assert "3" not in words(svg)


def test_a_limit_stands_where_its_value_is():
    svg = bars("t", "d", HOURS, [Series("a", [10, 0, 0])], limit=Limit("上限", 5))
    root = ElementTree.fromstring(svg)
    across = [one for one in root.iter(f"{SVG}path") if " h" in one.get("d")]
    height = {one.get("class"): float(one.get("d").split()[1]) for one in across}
    highest = min(float(one.get("d").split()[1]) for one in across)

    assert height["limit"] == pytest.approx((highest + height["axis major line"]) / 2, abs=0.1)
    assert "上限" in words(svg)


def test_lying_bars_are_read_from_above():
    root = ElementTree.fromstring(bars("t", "d", HOURS, [Series("a", [1, 2, 3])], horizontal=True))
    heights = {one.text: float(one.get("y")) for one in root.iter(f"{SVG}text") if one.text in HOURS}

    assert heights["9時"] < heights["10時"] < heights["11時"]


def test_nothing_to_draw_is_drawn_too():
    for svg in (bars("t", "d", [], []), line("t", "d", [], []), ring("t", "d", []), spark("t", "d", [])):
        assert ElementTree.fromstring(svg).get("role") == "img"


def test_names_have_room_also_in_japanese():
    assert width("横浜市旭区", 10) == 50
    assert width("Asahi", 10) == 30
    assert every(["10:00"] * 40, 14, 600) == 4
    assert every(["9時", "10時"], 14, 600) == 1


@pytest.mark.parametrize(
    ("most", "lines"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (7, [0, 2, 4, 6, 8]),
        (1241, [0, 500, 1000, 1500]),
        (0.4, [0, 0.1, 0.2, 0.3, 0.4]),
    ],
)
def test_an_axis_has_few_lines_at_round_figures(most, lines):
    assert ticks(most) == lines


def test_figures_are_written_as_people_read_them():
    assert [number(value) for value in (1241, 2.0, 0.5)] == ["1,241", "2", "0.5"]


def test_each_part_of_the_consoles_bars_has_its_paint():
    assert list(GROUPS) == list(PARTS)


@pytest.mark.parametrize("paint", [*GROUPS.values(), *PALETTE], ids=lambda paint: paint.light)
def test_every_colour_stands_out_from_its_ground(paint):
    assert contrast(paint.light, LIGHT.ground) >= 3
    assert contrast(paint.dark, DARK.ground) >= 3
    assert contrast(paint.dark, "#1a1a1a") >= 3


@pytest.mark.parametrize("eye", SEEN)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_colours_of_one_picture_are_apart_for_every_eye(eye, theme):
    nearest = min(
        apart(getattr(one, theme), getattr(other, theme), eye) for one, other in combinations(PALETTE, 2)
    )

    assert nearest > 25


@pytest.mark.parametrize("paints", [list(GROUPS.values()), list(PALETTE)], ids=["groups", "palette"])
def test_no_two_are_told_apart_by_colour_alone(paints):
    assert len({paint.pattern for paint in paints}) == len(paints)
    assert len({paint.dashes for paint in paints}) == len(paints)


def test_words_are_readable_on_both_grounds():
    for theme in (LIGHT, DARK):
        assert contrast(theme.ink, theme.ground) >= 7
        assert contrast(theme.soft, theme.ground) >= 4.5


def test_a_picture_is_sent_shut_and_kept_nowhere():
    sent = answer(drawn()["ring"], "svg", "progress")

    assert sent.mimetype == "image/svg+xml"
    assert sent.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert sent.headers["Cache-Control"] == "no-store"
    assert sent.headers["Content-Disposition"] == 'inline; filename="progress.svg"'


def test_for_a_report_it_is_a_png_of_twice_the_size():
    sent = answer(drawn()["ring"], "png", "progress")

    assert sent.mimetype == "image/png"
    body = sent.get_data()
    assert body.startswith(b"\x89PNG")
    assert int.from_bytes(body[16:20]) == 960
    assert png(drawn()["ring"]) == body
