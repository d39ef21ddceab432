"""Audiences for the demonstration, in the forms in which offices really keep them."""

import random
from dataclasses import dataclass
from pathlib import Path

AREAS = ("横浜市旭区", "横浜市港北区", "横浜市青葉区")
WIDE = str.maketrans("0123456789-", "０１２３４５６７８９－")
KINDS = ("銀行", "郵便局", "スーパー", "コンビニ", "信用金庫")


@dataclass(frozen=True, slots=True)
class Sample:
    """One campaign of the demonstration: the file that describes it and its audience."""

    title: str
    plan: str
    audience: Path


def make(folder: Path, seed: int, recipients: int) -> list[Sample]:
    """Write three audiences and describe three campaigns; the same seed makes the same numbers."""
    dice = random.Random(seed)  # noqa: S311 - sample data
    homes = _homes(dice, folder / "asahi.csv", recipients)
    mobiles = _mobiles(dice, folder / "mobiles.csv", max(1, recipients // 4))
    shops = _shops(dice, folder / "shops.csv", max(1, recipients * 3 // 100))
    return [
        Sample("homes, by voice", VOICE, homes),
        Sample("mobiles, by text", TEXT, mobiles),
        Sample("banks and shops", SHOPS, shops),
    ]


VOICE = """\
name: 旭区 ニセ警察の電話への注意
audience: resident
source: public directory
channel: voice
warning: police-banking
languages: [ja, en]
area: 横浜市旭区
window: {days: mon-fri, from: "09:00", to: "17:00"}
pace: {per_second: 20, at_once: 900}
retry: {times: 2, after: 10m}
"""
TEXT = """\
name: 在留カードの電話への注意
audience: resident
source: consent
channel: sms
warning: isa-card
languages: [ja, en]
unlisted: first
pace: {per_second: 20, at_once: 200}
"""
SHOPS = """\
name: 金融機関・店舗への連絡
audience: institution
source: own records
channel: voice
warning: police-banking
languages: [ja]
area: 横浜市旭区
pace: {per_second: 5, at_once: 60}
"""


def directory(seed: int, count: int) -> bytes:
    """Return a table of so many institutions over the areas, as a directory is kept."""
    dice = random.Random(f"directory {seed}")  # noqa: S311 - sample data
    kinds = [dice.choice(KINDS) for _ in range(count)]
    rows = [
        f"見本{kind} {n + 1}号店,{_landline(dice)},{kind},{AREAS[n % len(AREAS)]}"
        for n, kind in enumerate(kinds)
    ]
    return "\n".join(["name,number,kind,area", *rows]).encode()


def volunteers(seed: int, count: int) -> bytes:
    """Return a table of so many homes that agreed to be warned."""
    dice = random.Random(f"volunteers {seed}")  # noqa: S311 - sample data
    tongues = [dice.choice(("ja",) * 9 + ("en",)) for _ in range(count)]
    rows = [f"{_landline(dice)},{tongue},{dice.choice(AREAS)}" for tongue in tongues]
    return "\n".join(["number,language,area", *rows]).encode()


def _landline(dice: random.Random) -> str:
    return f"045-{dice.randrange(300, 999)}-{dice.randrange(10000):04}"


def _homes(dice: random.Random, path: Path, count: int) -> Path:
    """Write CP932 with Japanese headings, as an office saves it: hyphens, full width, lost zeros."""
    lines = ["電話番号,言語,地域"]
    for _ in range(count):
        number = f"045{dice.randrange(300, 999)}{dice.randrange(10000):04}"
        shown = dice.choice((_hyphened(number), _hyphened(number).translate(WIDE), number, number[1:]))
        lines.append(f"{shown},{dice.choice(('日本語',) * 9 + ('英語',))},{dice.choice(AREAS)}")
    path.write_bytes("\r\n".join(lines).encode("cp932"))
    return path


def _mobiles(dice: random.Random, path: Path, count: int) -> Path:
    """Write UTF-16 with tabs, as a spreadsheet's Unicode text: national and +81 forms mixed."""
    lines = ["number\tlanguage"]
    for _ in range(count):
        tail = f"{dice.choice((7, 8, 9))}0{dice.randrange(1, 10)}{dice.randrange(10**7):07}"
        shown = dice.choice((f"0{tail}", f"+81{tail}", f"+81 {tail[:2]}-{tail[2:6]}-{tail[6:]}", tail))
        lines.append(f"{shown}\t{dice.choice(('ja', 'en', 'en', 'vi'))}")
    path.write_bytes("\r\n".join(lines).encode("utf-16"))
    return path


def _shops(dice: random.Random, path: Path, count: int) -> Path:
    """Write UTF-8 with a byte-order mark and semicolons."""
    lines = ["name;number;kind;area"]
    for number in range(count):
        kind, line = dice.choice(KINDS), _landline(dice)
        lines.append(f"見本{kind} {number + 1}号店;{line};{kind};横浜市旭区")
    path.write_text("\n".join(lines), "utf-8-sig")
    return path


def _hyphened(number: str) -> str:
    return f"{number[:3]}-{number[3:6]}-{number[6:]}"
