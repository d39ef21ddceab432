"""A review holds for the words that were reviewed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from prompts import survey
from prompts.digest import digest
from prompts.standing import Act, Done, Standing, standing
from prompts.words import Words

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)


@pytest.fixture
def english() -> Words:
    return survey.survey().words("en")


def done(words: Words, *acts: Act) -> list[Done]:
    return [Done(act, words.tag, digest(words), "sato", NOW) for act in acts]


def test_words_that_nobody_has_looked_at_are_machine_drafted(english: Words) -> None:
    assert standing("en", digest(english), []) is Standing.DRAFTED


def test_a_review_stands_above_an_acceptance(english: Words) -> None:
    assert standing("en", digest(english), done(english, Act.ACCEPTED)) is Standing.ACCEPTED
    assert standing("en", digest(english), done(english, Act.REVIEWED, Act.ACCEPTED)) is Standing.REVIEWED


def test_a_review_of_one_language_says_nothing_of_another(english: Words) -> None:
    assert standing("fr", digest(english), done(english, Act.REVIEWED)) is Standing.DRAFTED


@pytest.mark.parametrize("where", ["frame", "tree", "warnings", "sharp"])
def test_any_edit_of_what_is_said_voids_it(english: Words, where: str) -> None:
    reviewed = done(english, Act.REVIEWED, Act.ACCEPTED)
    if where == "frame":
        edited = replace(english, frame={**english.frame, "danger": "Be careful."})
    elif where == "sharp":
        edited = replace(english, sharp="the pound key")
    else:
        some = dict(getattr(english, where))
        id = next(iter(some))
        some[id] = {**some[id], "label" if where == "tree" else "title": "Something else"}
        edited = replace(english, **{where: some})

    assert standing("en", digest(edited), reviewed) is Standing.DRAFTED


def test_a_note_for_reviewers_may_be_added(english: Words) -> None:
    noted = replace(english, notes=(*english.notes, "Is this too fast?"))

    assert standing("en", digest(noted), done(english, Act.REVIEWED)) is Standing.REVIEWED
