"""Words go to a live carrier only when somebody answers for them, by name."""

import re
from contextlib import contextmanager

import pytest
from argon2 import PasswordHasher
from sqlalchemy import update

from app import settings
from app.wiring import build
from campaigns.people import Role
from console import operators
from console.models import Operator
from prompts.faults import PromptsInvalid
from tests.support.live import LIVE

SECRET = "eight words are better than one"


@contextmanager
def opened(yobikake, **how):
    """The parts of the installation, as a process of its own would build them."""
    given = {name: value for name, value in yobikake.environment.items() if value is not None}
    parts = build(settings.read(given), **how)
    try:
        yield parts
    finally:
        parts.close()


@pytest.fixture(scope="module")
def kept():
    """What is kept of the password, made so that comparing with it takes no time."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(SECRET)


@pytest.fixture
def live(yobikake, kept):
    """An installation on the vendor's carrier, which nobody rings here: an administrator and two editors."""
    yobikake.names_itself_in("ja", "en", "mn")
    line = yobikake.folder / "line.toml"
    decided = 'resident_voice = "area"\ndecided_by = "a head of section"\ndecided_on = 2026-11-01'
    text = line.read_text("utf-8").replace("sample = true", "").replace('resident_voice = "area"', decided)
    line.write_text(text, "utf-8")
    yobikake.environment |= LIVE
    assert yobikake("db", "upgrade").code == 0
    with opened(yobikake, words_may_wait=True) as parts:
        for name, role in (("kanri", Role.ADMINISTRATOR), ("sato", Role.EDITOR), ("mori", Role.EDITOR)):
            operators.add(parts.engine, name, role, parts.clock.now())
        with parts.engine.begin() as rows:
            rows.execute(update(Operator).values(password=kept))
    return yobikake


def digest(said):
    return re.search(r"digest: ([0-9a-f]{12})", said.out)[1]


def act(live, name, command, *words, of):
    return live("prompts", command, *words, "--digest", of, "--as", name, typed=f"{SECRET}\n")


def accepted(live, language):
    seen = digest(live("prompts", "show", "--language", language))
    assert act(live, "kanri", "accept", "--language", language, of=seen).code == 0


def test_a_live_line_does_not_start_with_words_that_nobody_answers_for(live):
    with pytest.raises(PromptsInvalid, match="review one, or accept it"), opened(live):
        pass


def test_only_the_language_that_was_accepted_by_name_is_offered(live):
    accepted(live, "en")

    with opened(live) as parts:
        assert parts.prompts.languages == ("en",)


def test_words_are_shown_beside_what_they_say_in_japanese(live):
    said = live("prompts", "show", "--language", "en")

    assert "tree 1-1-1 say" in said.out
    assert "\n  = " in said.out


def test_an_editor_may_review_and_not_accept(live):
    seen = digest(live("prompts", "show", "--language", "ja"))

    assert act(live, "sato", "accept", "--language", "ja", of=seen).code == 1
    assert act(live, "sato", "review", "--language", "ja", of=seen).code == 0

    with opened(live) as parts:
        assert parts.prompts.languages == ("ja",)


def test_words_that_were_not_seen_cannot_be_accepted(live):
    said = act(live, "kanri", "accept", "--language", "ja", of="0" * 12)

    assert said.code == 2
    assert "not the words that you saw" in said.err


def test_a_wrong_password_accepts_nothing(live):
    seen = digest(live("prompts", "show", "--language", "ja"))

    said = live("prompts", "accept", "--language", "ja", "--digest", seen, "--as", "kanri", typed="guess\n")

    assert said.code == 1
    with pytest.raises(PromptsInvalid), opened(live):
        pass


def test_local_knowledge_goes_live_after_two_persons_have_checked_it(live):
    accepted(live, "ja")
    seen = digest(live("prompts", "packs"))

    for name in ("sato", "sato"):
        assert act(live, name, "check-pack", "own-knowledge", of=seen).code == 0
    with opened(live) as parts:
        assert "card-swap" not in parts.prompts.tree
    assert act(live, "mori", "check-pack", "own-knowledge", of=seen).code == 0

    with opened(live) as parts:
        assert parts.prompts.tree["card-swap"].own_knowledge


@pytest.mark.sqlite
def test_the_hotline_starts_without_its_database_in_the_languages_it_had(live):
    accepted(live, "ja")
    with opened(live):
        pass
    (live.folder / "data" / "yobikake.sqlite").write_bytes(b"no database at all" * 100)

    with opened(live, database_may_wait=True) as parts:
        assert parts.prompts.languages == ("ja",)


def test_a_stop_needs_no_words(live):
    assert live("campaign", "stop", "--all", "--as", "kanri", typed=f"{SECRET}\n").code == 0
    assert live("campaign", "list").code == 0


def test_the_audit_keeps_who_accepted_what(live):
    accepted(live, "ja")

    assert live("audit", "verify").code == 0
    with opened(live) as parts:
        assert [(one.act, one.subject, one.actor) for one in parts.acts] == [("accepted", "ja", "kanri")]


def test_in_training_every_complete_language_is_offered(yobikake):
    with opened(yobikake) as parts:
        assert len(parts.prompts.languages) == 17
