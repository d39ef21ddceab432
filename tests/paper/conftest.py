"""Papers of the sample line in every language, and what stands on them."""

import io
import re
from dataclasses import dataclass, replace
from functools import cached_property

import pypdf
import pypdfium2
import pytest
from pypdfium2 import raw

from app.line import read_line
from app.paper import printing, sheet
from app.speaking import SHORT
from prompts import library

MILLIMETRE = 72 / 25.4
ADDRESS = "https://line.example.jp"


@dataclass(frozen=True)
class Letter:
    """One letter on a page; in points, from the left and from the top."""

    text: str
    size: float
    left: float
    top: float
    right: float
    bottom: float


class Printed:
    """A PDF as its readers have it."""

    def __init__(self, made):
        self.made = made
        self.reader = pypdf.PdfReader(io.BytesIO(made))

    @cached_property
    def sizes(self):
        """The pages' width and height, in millimetres."""
        boxes = [page.mediabox for page in self.reader.pages]
        return [
            (round(float(box.width) / MILLIMETRE, 1), round(float(box.height) / MILLIMETRE, 1))
            for box in boxes
        ]

    @cached_property
    def letters(self):
        """The visible letters of each page."""
        with pypdfium2.PdfDocument(self.made) as document:
            return [self._letters(page) for page in document]

    @staticmethod
    def _letters(page):
        text, height = page.get_textpage(), page.get_height()
        found = []
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            letter, size = text.get_text_range(index, 1), raw.FPDFText_GetFontSize(text.raw, index)
            if letter.strip() and right > left:
                found.append(Letter(letter, size, left, height - top, right, height - bottom))
        text.close()
        page.close()
        return found

    @cached_property
    def text(self):
        """All words, without spaces and line ends."""
        with pypdfium2.PdfDocument(self.made) as document:
            return squeezed("".join(self._words(page) for page in document))

    @staticmethod
    def _words(page):
        text = page.get_textpage()
        words = text.get_text_range()
        text.close()
        page.close()
        return words

    def count(self, words):
        return self.text.count(squeezed(words))

    def says(self, words):
        """Tell whether a sentence stands there. Readers give some marks of Thai and Burmese twice."""
        return bool(
            re.search("[\u0e00-\u0e7f\u1000-\u109f]{0,6}?".join(map(re.escape, squeezed(words))), self.text)
        )


def squeezed(words):
    """Return words without spaces, line ends and hyphens, which paper sets as it likes."""
    return re.sub(r"[\s\x02\xad\ufffe-]", "", words)


class Press:
    """Prints for a line; `having` changes what stands on the sheet."""

    def __init__(self, line):
        self.line, self._printed = line, {}
        self.prompts = library.load(line.promises(), packs=line.packs_read(), short=SHORT)

    def sheet(self, language, base_url=ADDRESS, **having):
        return replace(sheet.sheet(self.prompts, self.line, language, base_url), **having)

    def print(self, language, layout):
        if (language, layout) not in self._printed:
            self._printed[language, layout] = self.print_anew(language, layout)
        return self._printed[language, layout]

    def print_anew(self, language, layout, base_url=ADDRESS, **having):
        return Printed(printing.pdf(self.sheet(language, base_url, **having), layout))


@pytest.fixture(scope="session")
def press(noto):
    """The press of the sample line."""
    return Press(read_line(None))


@pytest.fixture
def press_of(noto):
    """The press of the sample line with something changed in it."""
    return lambda **changed: Press(read_line(None).model_copy(update=changed))
