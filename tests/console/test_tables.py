"""What is wrong with a table, in words: whoever mends it reads no English, and no number."""

import io

import pytest

from campaigns import institutions
from campaigns.encodings import TableInvalid
from console import tables
from console.words import LANGUAGES, load

HEADER = "name,number,extension,kind,area,language,hours"
SHOP = "店,045-300-0001"
TABLES = {
    "table.empty": b"",
    "table.no-row": b"name,number\n",
    "table.personal": "name,number,生年月日\n".encode(),
    "table.column-twice": b"name,number,number\n",
    "table.no-header": b"045-300-0001,ja\n",
    "table.no-number-column": b"name,area\n",
    "table.quote": b'name,number\n"shop,045-300-0001\n' + b"a,b\n" * 30,
    "table.long-line": b"name,number\n" + b"a" * 200_000,
    "table.no-text": b"name,number\n\x00\x00\n",
    "table.bytes": "name,number\n店,045-300-0001\n".encode() + b"\x80\x80,045-300-0002\n",
    "table.cut-off": "name,number\n店,045-300-0001\n店".encode()[:-1],
}
ROWS = {
    "row.cells": f"{SHOP},,,,,,,more",
    "row.no-number": "店,",
    "row.shortened": "店,4.53E+09",
    "row.not-a-number": "店,045-30",
    "row.foreign": "店,+1 202 555 0143",
    "row.premium": "店,0990-500-000",
    "row.special": "店,0120-000-123",
    "row.language": f"{SHOP},,,,klingon",
    "row.kind": f"{SHOP},,castle",
    "row.extension": f"{SHOP},front desk",
    "row.no-name": ",045-300-0001",
    "row.name": "店 045-300-0001,045-300-0001",
    "row.area": f"{SHOP},,,<b>",
    "row.hours": f"{SHOP},,,,,045-300-0001",
}


def begins(say, id, words):
    """Tell whether words are a sentence, as far as its first slot."""
    start = say.sentences[id].partition("{")[0]
    return words.startswith(start) if start else say.sentences[id].rpartition("}")[2] in words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", TABLES)
def test_a_table_that_is_none_is_said_in_the_words_of_the_page(language, id):
    say = load(language)

    with pytest.raises(TableInvalid) as fault:
        institutions.read(io.BytesIO(TABLES[id]))

    assert begins(say, id, tables.said(say, str(fault.value)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", ROWS)
def test_a_row_that_cannot_be_used_is_said_in_the_words_of_the_page(language, id):
    say = load(language)

    (bad,) = institutions.read(io.BytesIO(f"{HEADER}\n{ROWS[id]}\n".encode())).bad

    (row,) = tables.bad_rows(say, [bad])
    assert (row.line, row.why) == (2, say.sentences[id])


def test_what_nobody_has_put_into_words_is_told_as_it_is():
    assert tables.said(load("ja"), "something new") == "something new"


def test_only_the_first_rows_are_named():
    table = "name,number\n" + "店,045-30\n" * 50

    found = institutions.read(io.BytesIO(table.encode())).bad

    assert len(tables.bad_rows(load("en"), found)) == tables.SHOWN < len(found)
