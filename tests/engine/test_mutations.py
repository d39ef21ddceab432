"""The table of guards that `python -m bench.mutations` takes out in turn still fits the engine."""

from pathlib import Path

import pytest

from bench.mutations import ROOT, guards


@pytest.mark.parametrize("guard", guards(), ids=lambda guard: guard.name)
def test_every_guard_of_the_table_stands_where_it_says(guard):
    assert guard.stands(ROOT)
    assert all(Path(ROOT, word).exists() for word in guard.tests.split() if word.startswith("tests/"))
