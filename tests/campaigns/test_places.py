"""Areas are municipalities and wards of Japan, or the line's own; a slip of the hand is pointed out."""

import pytest

from campaigns.places import near_miss, prefectures, unknown_place, unknown_places


def test_the_table_has_every_prefecture_municipality_and_ward():
    known = prefectures()
    names = [name for names in known.values() for name in names]

    assert len(known) == 47
    assert len(names) == 1_741 - 20 + 171
    assert len([name for name in known["神奈川県"] if name.startswith("横浜市")]) == 18


@pytest.mark.parametrize(
    "area",
    [
        "横浜市旭区",
        "神奈川県横浜市旭区",
        "神奈川県",
        "横浜市",
        "横浜市保土ケ谷区",
        "横浜市保土ヶ谷区",
        "横浜市 旭区",
        "寒川町",
        "高座郡寒川町",
        "神奈川県寒川町",
        "八丈町",
        "白石町",
        "渋谷区",
        "東京都府中市",
        "浜松市浜名区",
    ],
)
def test_a_place_is_known_however_it_is_written(area):
    assert unknown_place(area) is None


@pytest.mark.parametrize(
    ("area", "meant"),
    [
        ("横浜市朝日区", "横浜市旭区"),
        ("神奈川県横浜市朝日区", "神奈川県横浜市旭区"),
        ("横浜市江北区", "横浜市港北区"),
        ("鎌倉", "鎌倉市"),
        ("世田ヶ谷区", "世田谷区"),
    ],
)
def test_what_may_be_meant_is_named(area, meant):
    assert unknown_place(area) == f"is no municipality or ward: did you mean {meant}?"


def test_a_name_of_several_places_asks_which():
    assert unknown_place("旭区") == "there are several: which of 横浜市旭区 or 大阪市旭区?"
    assert "北海道池田町" in unknown_place("池田町")


def test_the_lines_own_areas_are_known_and_meant_too():
    assert unknown_place("旭警察署管内", ["旭警察署管内"]) is None
    assert "旭警察署管内" in unknown_place("旭警察所管内", ["旭警察署管内"])
    assert "[[areas]]" in unknown_place("Asahi-ku")


def test_each_name_of_a_list_is_looked_at_once():
    found = unknown_places(["横浜市朝日区", "横浜市旭区", "横浜市朝日区"])

    assert [area for area, _ in found.places] == ["横浜市朝日区"]


def test_of_very_many_unknown_names_a_few_are_explained_and_the_others_counted():
    found = unknown_places(f"地区{n}" for n in range(1_000))

    assert (len(found.places), found.more) == (10, 990)


@pytest.mark.parametrize(
    ("area", "meant"),
    [
        ("横浜市朝日区", "横浜市旭区"),
        ("横浜市港北", "横浜市港北区 or 横浜市港南区"),
        ("横浜市旭区白根", None),
        ("横須賀市久里浜", None),
        ("大和市中央", None),
        ("神奈川県西部", None),
        ("旭区", None),
        ("Sunny side", None),
    ],
)
def test_a_mistyped_name_is_a_near_miss_and_a_part_of_a_place_is_none(area, meant):
    assert near_miss(area) == meant
