"""Looks through files byte by byte for given numbers, in every spelling and as digests of them."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from privacy.number import NotANumber, PhoneNumber
from privacy.spellings import spellings

_CHUNK = 256 * 1024
_WORD = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """A number that stands in a file: where (bytes from its beginning), in which form, and which, masked."""

    path: Path
    offset: int
    spelling: str
    number: str


@dataclass(frozen=True, slots=True, order=True)
class _Hit:
    start: int
    minus_length: int  # The longest of several that begin together comes first.
    needle: bytes


class Needles:
    """All forms of the numbers, found by their first eight bytes.

    Memory is about 40 kB a number. A step over the file asks for every eight bytes of it whether they begin
    a form, which costs the same for any count of forms; that is why raw digests cost nothing extra.
    """

    def __init__(self, numbers: Iterable[PhoneNumber]) -> None:
        self.forms: dict[bytes, tuple[str, PhoneNumber]] = {}
        lengths: dict[int, set[int]] = {}
        for number in dict.fromkeys(numbers):
            for name, form in spellings(number):
                if len(form) >= _WORD:
                    self.forms.setdefault(form, (name, number))
                    lengths.setdefault(int.from_bytes(form[:_WORD], sys.byteorder), set()).add(len(form))
        self.beginnings = {word: sorted(of_word) for word, of_word in lengths.items()}
        self.longest = max(map(len, self.forms), default=_WORD)

    def hits(self, buffer: bytes) -> list[_Hit]:
        """Return every form in the buffer, by place, the longest first."""
        view = memoryview(buffer)
        found: list[_Hit] = []
        for shift in range(min(_WORD, len(buffer))):
            words = view[shift : shift + (len(buffer) - shift) // _WORD * _WORD].cast("Q")
            if self.beginnings.keys().isdisjoint(words):
                continue
            for index, word in enumerate(words):
                if word in self.beginnings:
                    found += self._at(buffer, shift + index * _WORD, self.beginnings[word])
        return sorted(found)

    def _at(self, buffer: bytes, start: int, lengths: list[int]) -> Iterator[_Hit]:
        for length in lengths:
            form = buffer[start : start + length]
            if form in self.forms:
                yield _Hit(start, -length, form)


def read_numbers(lines: Iterable[str]) -> list[PhoneNumber]:
    """Read one number a line, blank lines left out; raises NotANumber with the line's place, not its text."""
    numbers = []
    for place, line in enumerate(lines, start=1):
        if line.strip():
            try:
                numbers.append(PhoneNumber.parse(line))
            except NotANumber as error:
                raise NotANumber(f"line {place}: {error}") from None
    return numbers


def scan(paths: Iterable[Path], numbers: Iterable[PhoneNumber]) -> Iterator[Finding]:
    """Yield every place where one of the numbers stands in these files and all files under these folders.

    Links and devices are passed over; compressed or encrypted content is read as it lies there. Raises
    OSError for what cannot be read, because an unread file proves nothing.
    """
    needles = Needles(numbers)
    for path in paths:
        for file in _files(path):
            yield from _scan_file(file, needles)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        path.stat()
        yield path
        return
    for entry in sorted(path.iterdir()):
        if entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _files(entry)
        elif entry.is_file():
            yield entry


def _scan_file(file: Path, needles: Needles) -> Iterator[Finding]:
    told: dict[PhoneNumber, int] = {}  # Where the last finding ended: +8190... also contains 8190...
    for offset, buffer, settled in _buffers(file, needles.longest):
        for hit in needles.hits(buffer):
            name, number = needles.forms[hit.needle]
            end = offset + hit.start - hit.minus_length
            if hit.start < settled and end > told.get(number, 0):
                told[number] = end
                yield Finding(file, offset + hit.start, name, str(number))


def _buffers(file: Path, longest: int) -> Iterator[tuple[int, bytes, int]]:
    """Yield offset, bytes, and how many of them are not repeated in the next buffer."""
    offset, rest = 0, b""
    with file.open("rb") as opened:
        while block := opened.read(_CHUNK):
            buffer = rest + block
            settled = max(0, len(buffer) - longest + 1)
            yield offset, buffer, settled
            offset, rest = offset + settled, buffer[settled:]
    yield offset, rest, len(rest)
