"""What a text costs on the network."""

import pytest

from sms.segments import Encoding, Segments, count

GSM7, UCS2 = Encoding.GSM7, Encoding.UCS2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Segments(GSM7, 0, 0)),
        ("a" * 160, Segments(GSM7, 160, 1)),
        ("a" * 161, Segments(GSM7, 161, 2)),
        ("a" * 306, Segments(GSM7, 306, 2)),
        ("a" * 307, Segments(GSM7, 307, 3)),
        ("€" * 80, Segments(GSM7, 160, 1)),
        ("€" * 81, Segments(GSM7, 162, 2)),
        ("a" * 152 + "€" + "a" * 152, Segments(GSM7, 306, 3)),  # the sign would be torn apart
        ("é@£ñ\n", Segments(GSM7, 5, 1)),
        ("’", Segments(UCS2, 1, 1)),  # one typographic mark, and the room is less than half
        ("a" * 70 + "’", Segments(UCS2, 71, 2)),
        ("警" * 70, Segments(UCS2, 70, 1)),
        ("警" * 71, Segments(UCS2, 71, 2)),
        ("警" * 134, Segments(UCS2, 134, 2)),
        ("警" * 135, Segments(UCS2, 135, 3)),
        ("𠮷" * 35, Segments(UCS2, 70, 1)),
        ("𠮷" * 36, Segments(UCS2, 72, 2)),
        ("警" * 66 + "𠮷" + "警" * 66, Segments(UCS2, 134, 3)),
    ],
)
def test_a_text_is_counted_as_the_network_counts(text, expected):
    assert count(text) == expected
