"""The exact comparison of two rates, against sums of fractions and against printed tables."""

from fractions import Fraction
from math import comb, inf

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tree.rates import corrected, p_value, ratio, tail


def exactly(least, of, chance):
    """Return the tail as a fraction: slow, and without a rounding anywhere."""
    chance = Fraction(chance)
    return sum(comb(of, n) * chance**n * (1 - chance) ** (of - n) for n in range(max(least, 0), of + 1))


@given(some.integers(0, 60), some.integers(0, 60), some.fractions(0, 1, max_denominator=97))
def test_a_tail_is_what_the_fractions_say(least, of, chance):
    assert tail(least, of, float(chance)) == pytest.approx(float(exactly(least, of, chance)), abs=1e-12)


@pytest.mark.parametrize(
    ("least", "of", "chance"), [(30, 400, "1/21"), (60, 400, "1/21"), (120, 500, "1/21"), (2, 300, "1/21")]
)
def test_a_very_small_chance_keeps_its_digits(least, of, chance):
    assert tail(least, of, float(Fraction(chance))) == pytest.approx(
        float(exactly(least, of, Fraction(chance))), rel=1e-9
    )


@pytest.mark.parametrize(
    ("least", "of", "chance", "printed"),
    [(4, 20, 0.05, 0.0159), (3, 20, 0.05, 0.0755), (8, 10, 0.5, 0.0547), (9, 15, 0.4, 0.0950)],
)
def test_a_tail_is_what_tables_of_the_binomial_print(least, of, chance, printed):
    assert round(tail(least, of, chance), 4) == printed


def test_a_large_table_is_no_trouble():
    assert tail(60_000, 1_000_000, 1 / 21) == pytest.approx(0, abs=1e-300)
    assert tail(40_000, 1_000_000, 1 / 21) == pytest.approx(1)
    assert tail(10, 100_000, 0.5) == 1  # The first of these probabilities alone is smaller than any float.


def test_ten_where_two_were_usual_is_hardly_chance():
    assert p_value(10, 40, 1 / 21) == pytest.approx(float(exactly(10, 50, Fraction(1, 21))))
    assert p_value(10, 40, 1 / 21) < 0.001
    assert p_value(2, 40, 1 / 21) > 0.5
    assert p_value(0, 0, 1 / 21) == 1


@pytest.mark.parametrize(
    ("present", "past", "low", "high"),
    [(5, 5, 0.1871, 0.8129), (1, 9, 0.0025, 0.4450), (8, 12, 0.1912, 0.6395)],
)
def test_the_interval_is_clopper_and_pearsons(present, past, low, high):
    found = ratio(present, past, 0.5)

    assert [end / (1 + end) for end in found] == pytest.approx([low, high], abs=5e-5)


def test_the_interval_is_open_where_nothing_was_counted_before():
    assert ratio(0, 0, 0.05) == (0, inf)
    low, high = ratio(7, 0, 1 / 21)
    assert (low > 10, high) == (True, inf)


@given(some.integers(0, 40), some.integers(0, 400))
def test_the_interval_holds_the_rate_that_was_seen(present, past):
    low, high = ratio(present, past, 1 / 21)

    seen = present / past * 20 if past else inf if present else 0
    assert low <= seen * (1 + 1e-9)
    assert seen <= high


def test_benjamini_and_hochbergs_own_example():
    # Benjamini and Hochberg (1995), section 3.2: fifteen tests of a trial of thrombolysis; four stand at 5 %.
    p_values = [
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
        *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
    ]

    q_values = corrected(p_values[::-1])[::-1]

    assert sum(q <= 0.05 for q in q_values) == 4
    assert q_values[:4] == pytest.approx([0.0015, 0.003, 0.0095, 0.035625])
    assert q_values[-1] == 1
    assert corrected([]) == []
