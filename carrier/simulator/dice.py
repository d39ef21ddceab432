"""Chance that can be replayed: the same key always throws the same figures, whatever came between."""

import random


def dice(*key: object) -> random.Random:
    """Return a generator for this key alone, so that the order of requests changes nobody's fate."""
    return random.Random("|".join(map(str, key)))  # noqa: S311 - chance in a play, not a secret
