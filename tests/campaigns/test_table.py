"""Lists as offices send them: every usual encoding and delimiter, and clear words for what is no list."""

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.columns import INSTITUTION, RESIDENT
from campaigns.encodings import TableInvalid
from campaigns.table import read_table, rows

LIST = "電話番号,言語,地域\r\n０９０－１２３４－５６７８,日本語,旭区\r\n045 200 0001,,\r\n"
READ = [
    (2, {"number": "０９０－１２３４－５６７８", "language": "日本語", "area": "旭区"}),
    (3, {"number": "045 200 0001", "language": "", "area": ""}),
]


def read(content, names=RESIDENT):
    file = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    table = read_table(file, names)
    return [(row.line, row.fault or row.cells) for row in rows(file, table)]


def refusal(content, names=RESIDENT):
    with pytest.raises(TableInvalid) as refused:
        read(content, names)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_encoding_is_recognised(encoding):
    assert read(LIST.encode(encoding)) == READ


def test_marked_big_endian_is_recognised():
    assert read(b"\xfe\xff" + LIST.encode("utf-16-be")) == READ


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_delimiter_is_recognised(delimiter):
    assert read(LIST.replace(",", delimiter)) == READ


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_every_line_end_is_recognised(end):
    assert read(LIST.replace("\r\n", end)) == READ


def test_half_width_katakana_in_cp932_is_not_taken_for_utf8():
    assert read("number,area\n090,ﾖｺﾊﾏｼ\n".encode("cp932")) == [(2, {"number": "090", "area": "ﾖｺﾊﾏｼ"})]


def test_blank_lines_count_as_lines_and_as_nothing_else():
    assert read("\n\nnumber\n\n090\n , \n,\n080\n") == [(5, {"number": "090"}), (8, {"number": "080"})]


def test_quoted_cells_may_hold_delimiters_quotes_and_line_breaks():
    found = read('name,number\n"A, ""B""",090\n"two\nlines",080\nC,070\n', INSTITUTION)

    assert [(line, cells["name"]) for line, cells in found] == [(2, 'A, "B"'), (3, "two\nlines"), (5, "C")]


def test_a_wrong_quote_spoils_its_own_row_only():
    assert read('number,area\n"090"1,x\n080,y\n') == [
        (2, "a quote in the wrong place"),
        (3, {"number": "080", "area": "y"}),
    ]


def test_more_cells_than_columns_spoil_the_row():
    assert read("number\n090,Sato\n080,\n") == [
        (2, "more cells than the header has columns"),
        (3, {"number": "080"}),
    ]


@pytest.mark.parametrize("header", ["Number;LANGUAGE;Area", "番 号;言語;地域", "ｎｕｍｂｅｒ;language;area"])
def test_header_is_read_in_any_width_and_case(header):
    assert read(f"{header}\n090;ja;x\n") == [(2, {"number": "090", "language": "ja", "area": "x"})]


def test_institutions_have_their_own_columns():
    found = read("施設名,電話番号,内線,種別,営業時間\nA銀行,045,12,銀行,9-15\n", INSTITUTION)

    assert found[0][1] == {
        "name": "A銀行",
        "number": "045",
        "extension": "12",
        "kind": "銀行",
        "hours": "9-15",
    }


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("電話番号,言語,氏名\n", "column 3 「氏名」 may hold personal data: remove it"),
        ("name,number\n", "column 1 「name」 may hold personal data: remove it"),
        ("number,e-mail\n", "column 2 「e-mail」 may hold personal data: remove it"),
        ("number,番号\n", "column 2 「番号」 stands twice: remove one"),
        ("言語,地域\nja,x\n", "line 1: no column is called number (or 電話番号)"),
        ("090-1234-5678,ja\n", "line 1: there is no header: the first line must name the columns"),
        ("number,09012345678\n", "column 2 「…」 may hold personal data: remove it"),
        ("", "is empty"),
        ("\n \n,,\n", "is empty"),
        ("number,area\n\n,\n", "has no row under its header"),
        ("number\n0\n09\x0001\n", "line 3: holds zero bytes"),
        ("number\n" + "9" * 70_000, "line 2: is longer than 65,536 letters"),
        (
            'number,area\n090,"x\n' + "080,y\n" * 50 + '"\n',
            "line 2: a quote is opened and not closed in the same row",
        ),
        ('number,area\n090,"x\n', "line 2: a quote is opened and never closed"),
        (LIST.encode() + b"\xff\xfe\n", "line 4: bytes that are not UTF-8: save the file again"),
        (b"number,area\n090,\x81\x01\n", "line 2: bytes that are neither UTF-8 nor CP932"),
        (LIST.encode("utf-16")[:-1], "line 3: the file ends in the middle of a letter (UTF-16)"),
        ((LIST + "旭").encode()[:-1], "line 4: the file ends in the middle of a letter (UTF-8)"),
        ("number\n".encode("utf-32"), "is no text but UTF-32 or a workbook"),
        (b"PK\x03\x04\x14\x00", "is no text but UTF-32 or a workbook"),
    ],
)
def test_what_is_no_list_is_refused_in_one_clear_line(content, says):
    found = refusal(content)

    assert found.startswith(says)
    assert "\n" not in found


def test_memory_stays_flat_for_a_long_list(tmp_path):
    path = tmp_path / "list.csv"
    with path.open("w", encoding="cp932") as out:
        out.write("番号,地域\n")
        out.writelines(f"090-{n:08d},旭区\n" for n in range(100_000))

    tracemalloc.start()
    with path.open("rb") as file:
        number = sum(1 for _ in rows(file, read_table(file, RESIDENT)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert number == 100_000
    assert peak < 2_000_000


def test_a_row_does_not_print_its_number():
    file = io.BytesIO(b"number\n09012345678\n")

    assert "0901234" not in repr(list(rows(file, read_table(file, RESIDENT))))


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"number,area\n", "番号\r".encode("cp932"), b"\xff\xfen\0"]),
)
def test_no_bytes_at_all_do_more_harm_than_a_refusal(content, beginning):
    try:
        found = read(beginning + content)
    except TableInvalid:
        return

    assert all(line > 1 for line, _ in found)
