"""Where institutions are and where none is: a tile for each municipality and ward of the prefecture."""

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from campaigns.places import prefectures
from console.institutions.directory import Entry

_CITY = re.compile(r"^(.+市)(.+区)$")
_COUNTY = re.compile(r"^.+?郡(?=.+[町村]$)")
_MANY, _SOME = 20, 5


@dataclass(slots=True)
class Tile:
    """One place; `areas` are the ways in which the directory writes it."""

    place: str
    short: str
    areas: list[str] = field(default_factory=list)
    count: int = 0
    enrolled: int = 0

    @property
    def shade(self) -> str:
        """Return how dark it is: none, few, some or many institutions."""
        if not self.count:
            return "none"
        return "many" if self.count >= _MANY else "some" if self.count >= _SOME else "few"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The tiles of a prefecture by city, in the order of the official codes; and areas that lie elsewhere."""

    prefecture: str = ""
    groups: Mapping[str, Sequence[Tile]] = field(default_factory=dict)
    elsewhere: Sequence[Tile] = ()

    @property
    def tiles(self) -> list[Tile]:
        """Return all tiles of the prefecture."""
        return [tile for group in self.groups.values() for tile in group]

    @property
    def covered(self) -> int:
        """Return in how many of its places there is an institution."""
        return sum(tile.count > 0 for tile in self.tiles)


def covered(found: Iterable[Entry], line_areas: Sequence[str]) -> Coverage:
    """Return the coverage of the prefecture in which most areas lie; of none where they are no places."""
    counts, enrolled = Counter[str](), Counter[str]()
    for one in found:
        counts[one.area] += 1
        enrolled[one.area] += one.row.enrolled_at is not None
    areas = dict.fromkeys((*line_areas, *sorted(counts, key=lambda area: (-counts[area], area))))
    prefecture = _prefecture({area: counts[area] + 1 for area in areas if area})
    tiles = {place: Tile(place, _short(place)) for place in prefectures().get(prefecture, ())}
    ways, elsewhere = _ways(prefecture), list[Tile]()
    for area in areas:
        tile = tiles.get(ways.get(_plain(area), ""))
        if tile is None:
            tile = Tile(area, area)
            elsewhere.append(tile)
        tile.areas += [area] if counts[area] else []
        tile.count += counts[area]
        tile.enrolled += enrolled[area]
    return Coverage(prefecture, _by_city(tiles.values()), elsewhere)


def _prefecture(weights: Mapping[str, int]) -> str:
    score = Counter[str]()
    for prefecture in prefectures():
        ways = _ways(prefecture)
        score[prefecture] = sum(weight for area, weight in weights.items() if _plain(area) in ways)
    best = score.most_common(1)
    return best[0][0] if best and best[0][1] else ""


@functools.cache
def _ways(prefecture: str) -> Mapping[str, str]:
    """Return for each way to write a place which one it is; what several share stands for none."""
    found = dict[str, list[str]]()
    for place in prefectures().get(prefecture, ()):
        for way in {place, _COUNTY.sub("", place), _short(place)}:
            found.setdefault(_plain(way), []).append(place)
            found.setdefault(_plain(f"{prefecture}{way}"), []).append(place)
    return {way: places[0] for way, places in found.items() if len(places) == 1}


def _by_city(tiles: Iterable[Tile]) -> dict[str, list[Tile]]:
    groups = dict[str, list[Tile]]()
    for tile in tiles:
        city = _CITY.match(tile.place)
        groups.setdefault(city[1] if city else "", []).append(tile)
    return groups


def _short(place: str) -> str:
    """Return a ward without its city and a town without its county."""
    city = _CITY.match(place)
    return city[2] if city else _COUNTY.sub("", place)


def _plain(area: str) -> str:
    # 保土ケ谷区 and 保土ヶ谷区 are one place, and offices write both.
    return "".join(unicodedata.normalize("NFKC", area).split()).replace("ヶ", "ケ")
