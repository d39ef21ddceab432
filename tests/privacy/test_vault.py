"""What is sealed opens under its key and in its place, and nowhere else."""

import pytest

from privacy import vault
from privacy.number import PhoneNumber

KEY = b"k" * 32
NUMBER = PhoneNumber.parse("045-211-1212")


def test_a_sealed_number_opens_in_its_own_row() -> None:
    sealed = vault.seal_number(KEY, NUMBER, "204", b"institution 7")

    assert vault.open_number(KEY, sealed, b"institution 7") == vault.Destination(NUMBER, "204")


def test_a_sealed_number_moved_to_another_row_does_not_open() -> None:
    sealed = vault.seal_number(KEY, NUMBER, None, b"row 7")

    with pytest.raises(vault.Unsealable):
        vault.open_number(KEY, sealed, b"row 8")


@pytest.mark.parametrize(
    "spoil", [lambda s: s[:-1], lambda s: s[:5], lambda s: b"", lambda s: s[:-1] + b"\0\0"]
)
def test_a_changed_or_cut_seal_does_not_open(spoil) -> None:
    sealed = vault.seal(KEY, b"plain", b"row")

    with pytest.raises(vault.Unsealable) as refusal:
        vault.unseal(KEY, spoil(sealed), b"row")

    assert "plain" not in str(refusal.value)


def test_another_key_does_not_open() -> None:
    with pytest.raises(vault.Unsealable):
        vault.unseal(b"j" * 32, vault.seal(KEY, b"plain", b"row"), b"row")


def test_the_length_of_a_seal_does_not_tell_a_mobile_from_a_landline_or_an_extension() -> None:
    mobile, landline = PhoneNumber.parse("09012345678"), PhoneNumber.parse("0312345678")

    seals = [vault.seal_number(KEY, mobile, None, b""), vault.seal_number(KEY, landline, "123456789012", b"")]

    assert {len(seal) for seal in seals} == {60}


def test_the_same_number_is_sealed_differently_each_time_but_has_one_handle() -> None:
    assert vault.seal_number(KEY, NUMBER, None, b"") != vault.seal_number(KEY, NUMBER, None, b"")
    assert vault.handle(KEY, NUMBER) == vault.handle(KEY, PhoneNumber.parse("+81 45 211 1212"))
    assert vault.handle(KEY, NUMBER) != vault.handle(b"j" * 32, NUMBER)


@pytest.mark.parametrize("extension", ["", "12a", "1" * 13, "１２"])
def test_an_odd_extension_is_refused(extension: str) -> None:
    with pytest.raises(ValueError, match="1 to 12 of"):
        vault.seal_number(KEY, NUMBER, extension, b"")
