"""Whether the name of an area is one of Japan's municipalities or wards, and which one may be meant."""

import difflib
import functools
import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

_COUNTY = re.compile(r"^(?:.+?郡|三宅島|八丈島)(?=.+[町村]$)")
"""What may be left out of the name of a town: 高座郡寒川町 is called 寒川町, 八丈島八丈町 八丈町."""
_LAST = re.compile(r"(?:(?<=市)|(?<=郡)|(?<=[都道府県])|^)([^市郡]+)([市区町村])$")
_WARD = re.compile(r"^(.+市)(.+区)$")
_NEAR = 0.7
_SHOWN = 4
OTHERWISE = "an area that no municipality has needs a block [[areas]] in the line file"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Names to be looked at, each with the reason, and how many more there are."""

    places: tuple[tuple[str, str], ...]
    more: int


def is_place(area: str, line_areas: Collection[str] = ()) -> bool:
    """Tell whether a name is one municipality, ward or prefecture, or one of the line's own areas."""
    names = _known().get(_plain(area), ())
    return area in line_areas or len(names) == 1 or _plain(area) in names


def unknown_place(area: str, line_areas: Collection[str] = ()) -> str | None:
    """Return why a name is to be looked at, or None where it is a place or one of the line's own areas.

    Districts are no municipalities, so an unknown one is nothing to refuse; the line file can name it.
    """
    if is_place(area, line_areas):
        return None
    plain, known = _plain(area), _known()
    if plain in known:
        return f"there are several: which of {_some(known[plain])}?"
    near = _some(_near(plain, [*known, *map(_plain, line_areas)]))
    return f"is no municipality or ward: did you mean {near}?" if near else f"is no municipality: {OTHERWISE}"


def near_miss(area: str, line_areas: Collection[str] = ()) -> str | None:
    """Return which place, or which of two, may be meant by a mistyped name, else None.

    A part of a place, 横浜市旭区白根, is not mistyped, nor is a name that several places have.
    """
    return _some(_missed(area, line_areas)) or None


def meant(area: str, line_areas: Collection[str] = ()) -> tuple[str, ...]:
    """Return the places a name may stand for that is none: all that have it, or one or two it is nearly."""
    several = () if is_place(area, line_areas) else _known().get(_plain(area), ())
    return several or _missed(area, line_areas)


def unknown_places(areas: Iterable[str], line_areas: Collection[str] = (), most: int = 10) -> Unknown:
    """Return those of many names that are to be looked at; for `most` of them what may be meant.

    To find that out takes 20 ms a name.
    """
    found = [area for area in dict.fromkeys(areas) if not is_place(area, line_areas)]
    places = tuple((area, str(unknown_place(area, line_areas))) for area in found[:most])
    return Unknown(places, len(found) - len(places))


@functools.cache
def prefectures() -> Mapping[str, tuple[str, ...]]:
    """Return the municipalities and wards of each prefecture, as the table writes them."""
    return {prefecture: tuple(names.split()) for prefecture, names in _table()["places"].items()}


@functools.cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(resources.files("campaigns").joinpath("places.toml").read_text("utf-8"))


@functools.cache
def _known() -> Mapping[str, tuple[str, ...]]:
    """Return for each way to write a place which places it may be; a whole name stands for itself first."""
    known: dict[str, dict[str, None]] = {}
    for prefecture, names in prefectures().items():
        known.setdefault(_plain(prefecture), {})[prefecture] = None
        for name in names:
            for way, means in _ways(name, prefecture):
                known.setdefault(_plain(way), {})[means] = None
    return {way: tuple(means) for way, means in known.items()}


def _ways(name: str, prefecture: str) -> Iterator[tuple[str, str]]:
    town, ward = _COUNTY.sub("", name), _WARD.match(name)
    whole = f"{prefecture}{town}"
    yield from ((name, whole), (town, whole), (f"{prefecture}{name}", whole), (whole, whole))
    if ward:
        city, alone = ward.groups()
        yield from ((city, city), (f"{prefecture}{city}", city), (alone, name))


def _plain(area: str) -> str:
    # 保土ケ谷区 and 保土ヶ谷区 are one place, and offices write both.
    return "".join(unicodedata.normalize("NFKC", area).split()).replace("ヶ", "ケ")


def _is_within(plain: str, known: Collection[str]) -> bool:
    """Tell whether a name goes on after that of a place that has no wards."""
    around = [name for name in known if plain.startswith(name)]
    return any(not any(name != other and other.startswith(name) for other in known) for name in around)


def _missed(area: str, line_areas: Collection[str]) -> tuple[str, ...]:
    plain, known = _plain(area), _known()
    if plain in known or is_place(area, line_areas) or _is_within(plain, known):
        return ()
    return _near(plain, [name for name in (*known, *map(_plain, line_areas)) if not plain.startswith(name)])


def _near(plain: str, known: list[str]) -> tuple[str, ...]:
    alike = tuple(name for name in _homophones(plain) if name in known)
    return alike or tuple(difflib.get_close_matches(plain, known, n=2, cutoff=_NEAR))


def _homophones(plain: str) -> Iterator[str]:
    """Return the name with what sounds like its last part: 朝日 for 旭 is how Japanese is mistyped."""
    last = _LAST.search(plain)
    if last is None:
        return
    for cores in _table()["alike"].values():
        if last[1] in cores.split():
            yield from (f"{plain[: last.start(1)]}{core}{last[2]}" for core in cores.split())


def _some(names: tuple[str, ...]) -> str:
    more = ", ..." if len(names) > _SHOWN else ""
    return " or ".join(names) if len(names) <= 2 else ", ".join(names[:_SHOWN]) + more
