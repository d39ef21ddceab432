"""How people write telephone numbers, and what we make of it."""

import logging
import re
from collections.abc import Callable

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.number import Caller, Kind, NotANumber, PhoneNumber
from privacy.vault import Unsealable, open_number

MOBILE = "+819012345678"


@pytest.mark.parametrize(
    ("written", "read", "kind"),
    [
        ("09012345678", MOBILE, Kind.MOBILE),
        ("090-1234-5678", MOBILE, Kind.MOBILE),
        ("(090) 1234.5678", MOBILE, Kind.MOBILE),
        ("０９０－１２３４－５６７８", MOBILE, Kind.MOBILE),
        ("０９０ー１２３４ー５６７８", MOBILE, Kind.MOBILE),
        ("090‐1234−5678", MOBILE, Kind.MOBILE),
        ("090　1234　5678", MOBILE, Kind.MOBILE),
        (" 090–1234—5678\t", MOBILE, Kind.MOBILE),
        ("\u202a09012345678\u202c", MOBILE, Kind.MOBILE),
        ("'09012345678", MOBILE, Kind.MOBILE),
        ("9012345678", MOBILE, Kind.MOBILE),
        ("+819012345678", MOBILE, Kind.MOBILE),
        ("+81 90-1234-5678", MOBILE, Kind.MOBILE),
        ("+81(0)90-1234-5678", MOBILE, Kind.MOBILE),
        ("＋８１９０１２３４５６７８", MOBILE, Kind.MOBILE),
        ("81-90-1234-5678", MOBILE, Kind.MOBILE),
        ("060-1234-5678", "+816012345678", Kind.MOBILE),
        ("070-1234-5678", "+817012345678", Kind.MOBILE),
        ("080-1234-5678", "+818012345678", Kind.MOBILE),
        ("03-1234-5678", "+81312345678", Kind.LANDLINE),
        ("312345678", "+81312345678", Kind.LANDLINE),
        ("045-211-1212", "+81452111212", Kind.LANDLINE),
        ("050-3123-4567", "+815031234567", Kind.IP),
        ("0120-123-456", "+81120123456", Kind.TOLL_FREE),
        ("120123456", "+81120123456", Kind.TOLL_FREE),
        ("0800-123-4567", "+818001234567", Kind.TOLL_FREE),
        ("0570-012345", "+81570012345", Kind.OTHER),
        ("020-4123-4567", "+812041234567", Kind.OTHER),
        ("0990-504-123", "+81990504123", Kind.PREMIUM),
        ("+1 650 253 0000", "+16502530000", Kind.FOREIGN),
        ("010-1-650-253-0000", "+16502530000", Kind.FOREIGN),
    ],
)
def test_a_number_is_read_as_people_write_it(written: str, read: str, kind: Kind) -> None:
    number = PhoneNumber.parse(written)

    assert (number.e164, number.kind) == (read, kind)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "none",
        "110",
        "#9110",
        "188",
        "090-0234-5678",
        "090-1234-567",
        "090-1234-56789",
        "03-1234-5678 ext 5",
        "03-1234-5678 内線5",
        "call 03-1234-5678",
        "03-1234-5678/03-1234-5679",
        "0120-FLOWERS",
        "9.01E+09",
    ],
)
def test_what_is_no_single_number_is_refused_without_repeating_it(written: str) -> None:
    with pytest.raises(NotANumber) as refusal:
        PhoneNumber.parse(written)

    assert not re.search("[0-9]", str(refusal.value))


def test_an_endless_line_is_refused_before_it_is_read() -> None:
    with pytest.raises(NotANumber, match="too long"):
        PhoneNumber.parse("0" * 1_000_000)


@given(st.from_regex(r"\A0[5-9]0[0-9]{8}\Z") | st.from_regex(r"\A0[1-9][0-9]{7,10}\Z"))
def test_the_quick_reading_of_mobiles_agrees_with_the_library(written: str) -> None:
    parsed = phonenumbers.parse(written, "JP")
    valid = phonenumbers.is_valid_number(parsed)

    try:
        number = PhoneNumber.parse(written)
    except NotANumber:
        assert not valid
    else:
        mobile = phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE
        assert (valid, number.kind is Kind.MOBILE) == (True, mobile)
        assert number.e164 == f"+81{parsed.national_number}"


def test_a_number_does_not_print_itself(caplog: pytest.LogCaptureFixture) -> None:
    number = PhoneNumber.parse("090-1234-5678")

    logging.getLogger("test").warning("%s %r %s", number, number, [number])

    assert f"{number}" == "+81…78"
    assert "1234" not in caplog.text


def test_a_caller_can_only_be_turned_into_a_handle_or_a_seal() -> None:
    number = PhoneNumber.parse("090-1234-5678")
    caller = Caller(number)

    assert caller.handle_under(b"k" * 32) == number.handle_under(b"k" * 32)
    assert open_number(b"k" * 32, caller.sealed_under(b"k" * 32, b"row"), b"row").number == number
    assert repr(caller) == "Caller(…)"
    told = {name for name in dir(caller) if not name.startswith("_")}
    assert told == {"handle_under", "kind", "sealed_under", "withheld"}


def test_the_seal_of_a_caller_opens_in_its_place_alone() -> None:
    sealed = Caller(PhoneNumber.parse("090-1234-5678")).sealed_under(b"k" * 32, b"row")

    assert b"1234" not in sealed
    for key, place in ((b"j" * 32, b"row"), (b"k" * 32, b"another row")):
        with pytest.raises(Unsealable):
            open_number(key, sealed, place)


@pytest.mark.parametrize(
    "ask",
    [
        lambda caller: caller.handle_under(b"k" * 32),
        lambda caller: caller.sealed_under(b"k" * 32, b"row"),
        lambda caller: caller.kind,
    ],
)
def test_a_withheld_caller_is_turned_into_nothing(ask: Callable[[Caller], object]) -> None:
    caller = Caller(None)

    assert caller.withheld
    with pytest.raises(ValueError, match="withheld"):
        ask(caller)
