"""What is stored of small counts tells nobody's: everything is tried, and compared."""

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tree.merging import THRESHOLD, Cell, merged

ONE = datetime(2026, 11, 24, 1, tzinfo=UTC)
TWO = ONE + timedelta(hours=1)
SMALL = range(1, THRESHOLD)
CELLS = some.builds(
    Cell,
    some.sampled_from([ONE, TWO]),
    some.sampled_from(["voice", "sms", "web"]),
    some.sampled_from(["ja", "en", "vi"]),
    some.sampled_from(["1-1-2", "2-1", "2-2", "8-1"]),
)


def cells(channels, languages, leaves, hour=ONE):
    return [Cell(hour, *names) for names in product(channels, languages, leaves)]


def told(outcomes):
    """Return what somebody can work out who sees what is stored and knows the rule.

    `outcomes` are (all counts, what is stored of them); found is a place whose count is one of one to four.
    """
    possible = defaultdict(list)
    for counts, rows in outcomes:
        possible[frozenset(rows.items())].append(counts)
    return [
        (rows, place, known)
        for rows, all_counts in possible.items()
        for place, values in enumerate(zip(*all_counts, strict=True))
        if len(known := set(values)) == 1 and known <= set(SMALL)
    ]


def with_sums(counts, places):
    """Add to the counts their sums by channel, by leaf, and by each of both with another."""
    sums = Counter()
    for cell, count in zip(places, counts, strict=True):
        for sum_ in (
            *((cell.channel, "", ""), ("", cell.language, ""), ("", "", cell.leaf)),
            *(
                (cell.channel, cell.language, ""),
                (cell.channel, "", cell.leaf),
                ("", cell.language, cell.leaf),
            ),
        ):
            sums[sum_] += count
    return (*counts, *(sums[key] for key in sorted(sums)))


@pytest.mark.parametrize(
    ("channels", "languages", "leaves", "most"),
    [
        (["voice"], ["ja", "en"], ["1", "2"], 8),
        (["voice"], ["ja", "en", "vi"], ["1"], 9),
        (["voice", "sms"], ["ja", "en"], ["1"], 7),
        (["voice", "sms"], ["ja"], ["1", "2"], 7),
    ],
)
def test_no_small_count_can_be_worked_out(channels, languages, leaves, most):
    places = cells(channels, languages, leaves)

    outcomes = []
    for counts in product(range(most + 1), repeat=len(places)):
        rows, _ = merged({cell: n for cell, n in zip(places, counts, strict=True) if n})
        outcomes.append((with_sums(counts, places), rows))

    assert told(outcomes) == []


def test_nor_from_two_hours_with_what_waits_in_between():
    first, second = (cells(["voice", "sms"], ["ja"], ["1"], hour) for hour in (ONE, TWO))
    rest = Cell(TWO, "*", "*", "*")

    outcomes = []
    for counts in product(range(8), repeat=4):
        early, left = merged({cell: n for cell, n in zip(first, counts[:2], strict=True) if n})
        due = {cell: n for cell, n in zip(second, counts[2:], strict=True) if n}
        late, _ = merged({**due, rest: left} if left else due)
        outcomes.append((counts, early + late))

    assert told(outcomes) == []


def test_nor_from_an_hour_that_was_stored_in_two_parts():
    places = cells(["voice"], ["ja", "en"], ["1"])

    outcomes = []
    for counts in product(range(8), repeat=4):
        one, _ = merged({cell: n for cell, n in zip(places, counts[:2], strict=True) if n})
        other, _ = merged({cell: n for cell, n in zip(places, counts[2:], strict=True) if n}, one.keys())
        sums = (counts[0] + counts[2], counts[1] + counts[3])
        outcomes.append((sums, one + other))

    assert told(outcomes) == []


@given(some.dictionaries(CELLS, some.integers(1, 12)))
def test_nothing_under_five_stands_alone_and_nothing_is_made_up(counts):
    rows, left = merged(counts)

    assert min(rows.values(), default=THRESHOLD) >= THRESHOLD
    assert 0 <= sum(counts.values()) - rows.total() - left <= len(counts) / 2
    assert left <= 2 * (THRESHOLD - 1)


@given(some.dictionaries(CELLS, some.integers(1, 12)))
def test_what_is_large_is_stored_as_it_was_counted(counts):
    rows, _ = merged(counts)

    for cell, count in counts.items():
        assert (rows[cell] == count) == (count >= THRESHOLD)


@pytest.mark.parametrize(
    ("counts", "rows", "left"),
    [
        ({"ja": 7}, {"voice ja 1": 7}, 0),
        ({"ja": 3, "en": 2}, {"voice * 1": 5}, 0),
        ({"ja": 3, "en": 1}, {}, 4),
        ({"ja": 4, "en": 4}, {"voice * 1": 7}, 0),  # Eight could only be four and four.
        ({"ja": 9, "en": 4}, {"voice ja 1": 9}, 4),
    ],
)
def test_small_counts_give_up_their_language_first(counts, rows, left):
    found, rest = merged({Cell(ONE, "voice", language, "1"): n for language, n in counts.items()})

    assert ({f"{c.channel} {c.language} {c.leaf}": n for c, n in found.items()}, rest) == (rows, left)
