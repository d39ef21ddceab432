"""The scan finds a number however it is written down, and nothing where there is none."""

import base64
import hashlib
import sqlite3
from pathlib import Path

import pytest

from privacy import vault
from privacy.number import NotANumber, PhoneNumber
from privacy.scan import read_numbers, scan
from privacy.spellings import spellings

MOBILE = PhoneNumber.parse("090-1234-5678")
LANDLINE = PhoneNumber.parse("045-211-1212")
NUMBERS = [MOBILE, LANDLINE, PhoneNumber.parse("+1 650 253 0000")]


def wide(text: str) -> str:
    return text.translate(str.maketrans("0123456789-+", "０１２３４５６７８９－＋"))


@pytest.mark.parametrize(
    "planted",
    [
        b"09012345678",
        b"090-1234-5678",
        b"090 1234 5678",
        b"(090)1234-5678",
        b"+819012345678",
        b"819012345678",
        b"%2B819012345678",
        b"+81-90-1234-5678",
        b"+81 90-1234-5678",
        b"+81 90 1234 5678",
        b"+81(0)90-1234-5678",
        b"9012345678,",
        wide("09012345678").encode(),
        wide("090-1234-5678").encode(),
        wide("09012345678").encode("utf-16-le"),
        wide("+819012345678").encode("utf-16-be"),
        wide("090-1234-5678").encode("cp932"),
        wide("09012345678").encode("cp932"),
        "09012345678".encode("utf-16-le"),
        "090-1234-5678".encode("utf-16-be"),
        rb"\uff10\uff19\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",
        hashlib.sha256(b"+819012345678").digest(),
        hashlib.md5(b"09012345678").digest(),
        hashlib.sha256(b"09012345678").hexdigest().encode(),
        hashlib.md5(b"090-1234-5678").hexdigest().upper().encode(),
        base64.b64encode(hashlib.sha256(b"819012345678").digest()),
        base64.urlsafe_b64encode(hashlib.md5(b"+819012345678").digest()),
    ],
)
def test_a_planted_number_is_found_once_where_it_stands(tmp_path: Path, planted: bytes) -> None:
    for before in range(16):
        (tmp_path / f"{before:02}").write_bytes(b"\x7f" * (1000 + before) + planted + b"\x7f" * 50)

    findings = list(scan([tmp_path], NUMBERS))

    assert [finding.number for finding in findings] == ["+81…78"] * 16
    shift = findings[0].offset - 1000
    assert [finding.offset for finding in findings] == [1000 + shift + before for before in range(16)]
    assert 0 <= shift < 4  # "%2B" and the like stand before what is found.


def test_every_form_that_we_know_is_found_between_other_bytes(tmp_path: Path) -> None:
    forms = [form for number in NUMBERS for _, form in spellings(number)]
    (tmp_path / "all").write_bytes(b"\n\n\n".join(forms))

    assert len(list(scan([tmp_path], NUMBERS))) == len(forms)


@pytest.mark.parametrize("place", [256 * 1024 - shift for shift in (0, 1, 5, 11, 12, 13, 40)])
def test_a_number_on_the_border_of_two_chunks_is_found_once(tmp_path: Path, place: int) -> None:
    (tmp_path / "large").write_bytes(b"." * place + b"+819012345678" + b"." * 300_000)

    assert [finding.offset for finding in scan([tmp_path], NUMBERS)] == [place]


def test_a_number_in_the_first_or_last_bytes_of_a_folder_s_files_is_found(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "empty").touch()
    (tmp_path / "deep" / "er" / "log.1").write_bytes(b"09012345678")
    (tmp_path / "deep" / "line.db-wal").write_bytes(b"called 045-211-1212")

    findings = {
        (finding.path.name, finding.offset, finding.spelling) for finding in scan([tmp_path], NUMBERS)
    }

    assert findings == {
        ("log.1", 0, "national, plain, ASCII"),
        ("line.db-wal", 7, "national, hyphens, ASCII"),
    }


def test_a_database_of_sealed_numbers_holds_none_and_one_plain_row_shows(tmp_path: Path) -> None:
    numbers = [PhoneNumber.parse(f"0901234{last:04}") for last in range(500)]
    key = b"k" * 32
    with sqlite3.connect(tmp_path / "line.db") as database:
        database.execute("CREATE TABLE delivery (handle BLOB PRIMARY KEY, sealed BLOB, note TEXT)")
        rows = [(vault.handle(key, n), vault.seal_number(key, n, None, b"row"), "waiting") for n in numbers]
        database.executemany("INSERT INTO delivery VALUES (?, ?, ?)", rows)
        database.commit()
        sealed_only = list(scan([tmp_path], numbers))
        database.execute("INSERT INTO delivery VALUES (x'00', x'00', ?)", (numbers[7].e164,))
    database.close()

    assert sealed_only == []
    assert [finding.number for finding in scan([tmp_path], numbers)] == [str(numbers[7])]


def test_other_numbers_are_not_reported(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("".join(f"0801234{last:04} 2026-11-24T10:00\n" for last in range(10_000)))

    assert list(scan([tmp_path], NUMBERS)) == []


def test_what_cannot_be_read_is_an_error_and_not_a_clean_result(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(scan([tmp_path / "missing"], NUMBERS))


def test_numbers_are_read_a_line_each_and_a_bad_one_is_named_by_its_line() -> None:
    assert read_numbers(["090-1234-5678\n", "\n", "045-211-1212"]) == [MOBILE, LANDLINE]
    with pytest.raises(NotANumber, match="line 2: not a telephone number") as refusal:
        read_numbers(["090-1234-5678", "call 045-211-1212"])
    assert "211" not in str(refusal.value)
