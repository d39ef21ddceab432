"""Finds how a text file is encoded, and reads it line by line with little memory."""

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

_CHUNK = 64 * 1024
LONGEST_LINE = 64 * 1024

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_OTHER = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class TableInvalid(ValueError):
    """A file that cannot be read as a table; the text says where, and never repeats what stands there."""


class _Undecodable(Exception):
    """Bytes that are not in this encoding."""

    def __init__(self, line: int, *, at_end: bool, japanese_before: bool) -> None:
        super().__init__(line)
        self.line = line
        self.at_end = at_end
        self.japanese_before = japanese_before


def encoding_of(file: BinaryIO) -> str:
    """Return the encoding in which the whole file can be read; raises TableInvalid where there is none."""
    file.seek(0)
    head = file.read(_CHUNK)
    if head.startswith(_OTHER):
        raise TableInvalid("is no text but UTF-32 or a workbook: export it as CSV in UTF-8")
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None) or _unmarked_utf16(head)
    if marked is not None and marked != "utf-8":
        _try(file, marked)
        return marked
    try:
        _decode(file, "utf-8")
    except _Undecodable as fault:
        # Japanese that was read rightly so far does not happen by chance: the file is UTF-8, and damaged.
        if marked or fault.japanese_before:
            raise _worded(fault, "UTF-8") from None
        _try(file, "cp932")
        return "cp932"
    return "utf-8"


def lines(file: BinaryIO, encoding: str) -> Iterator[str]:
    """Yield the lines from where the file stands, each ending in one line feed whatever it ended in."""
    first = True
    rest = ""
    for text in _texts(file, encoding):
        *whole, rest = (rest + (text.removeprefix("\ufeff") if first else text)).split("\n")
        first = False
        yield from (f"{line}\n" for line in whole)
    if rest:
        yield rest


def _unmarked_utf16(head: bytes) -> str | None:
    """Recognise UTF-16 without a mark by its zero bytes, which stand on one side of every ASCII letter."""
    before, after = head[0::2].count(0), head[1::2].count(0)
    enough = max(3, len(head) // 50)
    if before > enough and before > 10 * after:
        return "utf-16-be"
    if after > enough and after > 10 * before:
        return "utf-16-le"
    return None


def _try(file: BinaryIO, encoding: str) -> None:
    try:
        _decode(file, encoding)
    except _Undecodable as fault:
        raise _worded(fault, encoding.removesuffix("-le").removesuffix("-be").upper()) from None


def _worded(fault: _Undecodable, encoding: str) -> TableInvalid:
    if fault.at_end:
        return TableInvalid(
            f"line {fault.line}: the file ends in the middle of a letter ({encoding}): get it whole"
        )
    others = "neither UTF-8 nor CP932 (Shift_JIS)" if encoding == "CP932" else f"not {encoding}"
    return TableInvalid(f"line {fault.line}: bytes that are {others}: save the file again as UTF-8")


def _decode(file: BinaryIO, encoding: str) -> None:
    """Read the file to its end; raises _Undecodable, or TableInvalid for an endless line or a zero byte."""
    file.seek(0)
    line, length = 1, 0
    for text in _texts(file, encoding):
        pieces = text.split("\n")
        if "\0" in text:
            at = line + text.count("\n", 0, text.index("\0"))
            raise TableInvalid(f"line {at}: holds zero bytes, so it is no text: export it as CSV")
        for number, piece in enumerate(pieces):
            length = length * (number == 0) + len(piece)
            if length > LONGEST_LINE:
                raise TableInvalid(
                    f"line {line + number}: is longer than {LONGEST_LINE:,} letters: is this a CSV file?"
                )
        line += len(pieces) - 1


def _texts(file: BinaryIO, encoding: str) -> Iterator[str]:
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(), translate=True)
    line, japanese = 1, False
    while True:
        chunk = file.read(_CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as fault:
            before = bytes(fault.object)[: fault.start].decode(encoding, "ignore")
            line += before.replace("\r\n", "\n").replace("\r", "\n").count("\n")
            raise _Undecodable(
                line, at_end=not chunk, japanese_before=japanese or _japanese(before)
            ) from None
        if not text and not chunk:
            return
        line += text.count("\n")
        japanese = japanese or _japanese(text)
        yield text


def _japanese(text: str) -> bool:
    return not text.isascii() and any(letter >= "\u3000" for letter in text)
