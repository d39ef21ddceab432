"""Prints leaflet and card: typesets the layouts beside this file into PDF, or pictures of pages."""

import json
from dataclasses import asdict
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from app.paper import fonts
from app.paper.sheet import Sheet

HERE = Path(__file__).parent
LAYOUTS = ("leaflet", "card", "cards")
"""A sheet of A4 with two sides; one card; A4 with ten cards and cut marks."""
_ACCESSIBLE = "ua-1"
_TAGS = {"ja-easy": ("ja", "JP"), "ja": ("ja", "JP"), "zh-Hans": ("zh", "CN"), "zh-Hant": ("zh", "TW")}
"""Languages as a PDF names them, where that is not our own tag."""


class PaperNotInstalled(Exception):
    """The libraries that print are an extra, and it is not installed."""


class CannotPrint(Exception):
    """The words do not fit in letters that people can read, or no font has one of their letters."""


def pdf(sheet: Sheet, layout: str) -> bytes:
    """Return a layout as an accessible PDF: real text, tagged, with language and title.

    The same sheet gives the same bytes. Raises FontsMissing, PaperNotInstalled and CannotPrint.
    """
    printed: bytes = _compiled(sheet, layout, format="pdf", pdf_standards=_ACCESSIBLE)
    return printed


def picture(sheet: Sheet, layout: str, *, dots_per_inch: int = 96) -> bytes:
    """Return the first page of a layout as PNG; raises what `pdf` raises."""
    pages = _compiled(sheet, layout, format="png", ppi=dots_per_inch)
    first: bytes = pages[0] if isinstance(pages, list) else pages
    return first


def _compiled(sheet: Sheet, layout: str, **wanted: Any) -> Any:
    typst = _library("typst")
    found = _fonts()
    fonts.require(sheet.language, frozenset(found.families()))
    try:
        return typst.compile(
            str(HERE / f"{layout}.typ"),
            root=str(HERE),
            font_paths=found,
            sys_inputs={"sheet": json.dumps(_told(sheet))},
            **wanted,
        )
    except typst.TypstError as fault:
        told = fault.message.removeprefix("panicked with: ")
        raise CannotPrint(f"{layout} in {sheet.language}: {told}") from None


def _told(sheet: Sheet) -> dict[str, Any]:
    language, _, region = sheet.language.partition("-")
    tag, place = _TAGS.get(sheet.language, (language, region or None))
    return {
        **asdict(sheet),
        "lang": tag,
        "region": place,
        "fonts": [*fonts.families(sheet.language), *fonts.FOREIGN],
        "qr": _qr(sheet.address) if sheet.address else None,
    }


def _qr(address: str) -> str:
    """Return an address as a QR code in SVG, with the quiet zone that readers need."""
    code: str = _library("segno").make_qr(address, error="m").svg_inline(border=4, light="#fff")
    return code


@cache
def _fonts() -> Any:
    """Return all fonts of this machine; looking for them takes a while, so they are found once."""
    return _library("typst").Fonts(include_system_fonts=True, include_embedded_fonts=False)


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise PaperNotInstalled(
            "paper is printed by an extra that is not installed: `pip install 'yobikake[paper]'`"
        ) from None
