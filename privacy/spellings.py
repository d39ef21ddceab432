"""Every form in which a number could stand in a file: spelled, encoded, or as a digest of itself."""

import base64
import hashlib
from collections.abc import Iterator

import phonenumbers

from privacy.number import PhoneNumber

_WIDE = str.maketrans("0123456789+-() ", "０１２３４５６７８９＋－（）　")
_NARROW_CODECS = {"ASCII": "ascii", "UTF-16-LE": "utf-16-le", "UTF-16-BE": "utf-16-be"}
_WIDE_CODECS = {
    "UTF-8": "utf-8",
    "UTF-16-LE": "utf-16-le",
    "UTF-16-BE": "utf-16-be",
    "CP932": "cp932",
    "JSON escapes": "unicode-escape",
}
_FEWEST_LOOSE = 10  # Without its zero a landline has nine digits, which chance finds in any large file.


def spellings(number: PhoneNumber) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each form of a number; about a hundred."""
    for name, text in _narrow(number):
        for codec_name, codec in _NARROW_CODECS.items():
            yield f"{name}, {codec_name}", text.encode(codec)
    for name, text in _wide(number):
        for codec_name, codec in _WIDE_CODECS.items():
            yield f"{name}, {codec_name}", text.encode(codec)
    yield from _digests(number)


def _narrow(number: PhoneNumber) -> Iterator[tuple[str, str]]:
    yield "with +", number.e164
    yield "without +", number.e164[1:]
    parsed = phonenumbers.parse(number.e164)
    yield "international", _format(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    if parsed.country_code != 81:
        return
    groups = _national(number).split("-")
    for name, separator in {"plain": "", "hyphens": "-", "spaces": " ", "dots": "."}.items():
        yield f"national, {name}", separator.join(groups)
        if separator:
            yield f"with +, {name}", separator.join(["+81", groups[0][1:], *groups[1:]])
    yield "area in brackets", f"({groups[0]}){'-'.join(groups[1:])}"
    yield "with +81(0), plain", f"+81(0){''.join(groups)[1:]}"
    yield "with +81(0), hyphens", f"+81(0){'-'.join(groups)[1:]}"
    if len(number.e164) - 3 >= _FEWEST_LOOSE:
        yield "without its zero", number.e164[3:]


def _wide(number: PhoneNumber) -> Iterator[tuple[str, str]]:
    yield "full-width with +", number.e164.translate(_WIDE)
    yield "full-width without +", number.e164[1:].translate(_WIDE)
    if number.e164.startswith("+81"):
        national = _national(number)
        yield "full-width, plain", national.replace("-", "").translate(_WIDE)
        yield "full-width, hyphens", national.translate(_WIDE)
        yield "full-width, long marks", national.replace("-", "ー").translate(_WIDE)


def _digests(number: PhoneNumber) -> Iterator[tuple[str, bytes]]:
    hashed = {"with +": number.e164, "without +": number.e164[1:]}
    if number.e164.startswith("+81"):
        national = _national(number)
        hashed |= {"national, plain": national.replace("-", ""), "national, hyphens": national}
    for name, text in hashed.items():
        for algorithm in ("sha256", "md5"):
            digest = hashlib.new(algorithm, text.encode(), usedforsecurity=False).digest()
            what = f"{algorithm} of {name}"
            yield f"{what}, raw", digest
            yield f"{what}, hex", digest.hex().encode()
            yield f"{what}, hex", digest.hex().upper().encode()
            yield f"{what}, base64", base64.b64encode(digest).rstrip(b"=")
            yield f"{what}, base64", base64.urlsafe_b64encode(digest).rstrip(b"=")


def _national(number: PhoneNumber) -> str:
    return _format(phonenumbers.parse(number.e164), phonenumbers.PhoneNumberFormat.NATIONAL)


def _format(parsed: phonenumbers.PhoneNumber, style: int) -> str:
    return phonenumbers.format_number(parsed, style)
