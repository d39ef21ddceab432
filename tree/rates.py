"""Whether one count is larger than another over a different time: the exact comparison of two Poisson rates.

Przyborowski and Wilenski (1940): given both counts together, the first is binomial. Only sums of binomial
probabilities are needed, so they are written out here; the library that has them is 100 MB.
"""

from collections.abc import Callable, Sequence
from math import exp, inf, lgamma, log, log1p

_SURE = 0.95
_STEPS = 60
"""Halvings of an interval: more than a float has digits."""


def tail(least: int, of: int, chance: float) -> float:
    """Return how likely `least` or more of so many tries succeed, each with the same chance."""
    if least <= 0:
        return 1.0
    if least > of or chance <= 0:
        return 0.0
    if chance >= 1:
        return 1.0
    if least <= of * chance:  # Below the middle the other tail is the small one, and loses no digits.
        return 1.0 - tail(of - least + 1, of, 1.0 - chance)
    ways = lgamma(of + 1) - lgamma(least + 1) - lgamma(of - least + 1)
    # In logarithms: the coefficient alone would overflow, the powers alone would vanish.
    term = exp(ways + least * log(chance) + (of - least) * log1p(-chance))
    total, odds = term, chance / (1.0 - chance)
    for number in range(least, of):
        term *= (of - number) / (number + 1) * odds
        total += term
        if term < total * 1e-17:
            break
    return min(total, 1.0)


def p_value(present: int, past: int, share: float) -> float:
    """Return how likely chance alone gives so many or more, if the rate is what it was.

    `share` is the present's part of the whole time that was looked at.
    """
    return tail(present, present + past, share)


def ratio(present: int, past: int, share: float) -> tuple[float, float]:
    """Return between which values the present rate over the past one lies (exact, 95 %, inf where open)."""
    both, doubt = present + past, (1 - _SURE) / 2
    low = _where(lambda part: tail(present, both, part) >= doubt) if present else 0.0
    high = _where(lambda part: tail(past, both, 1 - part) < doubt) if past else 1.0
    return _rate(low, share), _rate(high, share)


def corrected(p_values: Sequence[float]) -> list[float]:
    """Return Benjamini and Hochberg's q of each p: of all that lie under a q, that part at most is chance."""
    largest_first = sorted(range(len(p_values)), key=lambda place: -p_values[place])
    q_values, least = [1.0] * len(p_values), 1.0
    for step, place in enumerate(largest_first):
        least = min(least, p_values[place] * len(p_values) / (len(p_values) - step))
        q_values[place] = least
    return q_values


def _rate(part: float, share: float) -> float:
    return inf if part >= 1 else part / (1 - part) * (1 - share) / share


def _where(holds: Callable[[float], bool]) -> float:
    """Return from which part on something holds."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
