"""The words of the pages: complete, alike in both languages, and none that nobody shows."""

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

import console.words
from campaigns.columns import INSTITUTION
from campaigns.people import Role
from campaigns.plan import DAYS, Source
from campaigns.reminders import LAPSES, SECOND, WAITS
from campaigns.report import ORDER
from campaigns.report_words import ENGLISH
from campaigns.states import CampaignState
from console import acts, progress
from console.alert.cards import LOOK, OK, REFUSED, SILENT
from console.api import problems, tokens
from console.campaigns import afterwards, pictures
from console.health import finding
from console.hotline.basis import KINDS
from console.institutions import adding, directory
from console.lists import pages as lists
from console.people import acted, begun
from console.people import told as audit
from console.words import LANGUAGES, load
from prompts import linter
from prompts.languages import TAGS
from prompts.library import Audience
from prompts.standing import Standing
from tree.radar import Trend

HOUSE = Path(console.words.__file__).parent
FOLDER = HOUSE.parent / "prompts" / "languages"
NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
FLAGS = ("long", "slot", "name", "letters", "unclear")
"""What no rule can judge, and somebody is to look at."""
NOT_TAKEN = (
    *("nothing", "unreadable", "form", "empty", "silent", "quiet", "cut", "rate", "short", "long"),
    *("endless", "large"),
)
"""Why a recording is not taken in."""
UNHEARD = ("listen-none", "listen-busy", "listen-long")
FAMILIES = {
    "state.": CampaignState,
    "campaign.next-": set(CampaignState) - {CampaignState.RUNNING, CampaignState.STOPPING},
    "campaign.holidays-": ("open", "closed"),
    "end.": ORDER,
    "role.": Role,
    "source.": Source,
    "day.": DAYS,
    "group.": progress.GROUPS,
    "week.most-": ("area", "asked", "told"),
    "do.": (*acts.NAMES, *afterwards.ACTS),
    "figure.": [*(f"{name}{part}" for name in pictures.PARTS for part in ("", "-head")), *pictures.SAVED],
    "done.": acts.NAMES,
    "did.": (
        "create",
        "submitted",
        "approved",
        "rejected",
        "running",
        "paused",
        "stop",
        "close",
        "repeat",
        "missed",
        "correct",
        "all-clear",
    ),
    "mail.": [f"{start}{about}" for start in ("", "subject-") for about in (WAITS, SECOND, LAPSES)],
    "channel.": ("voice", "sms", "web"),
    "trend.": Trend,
    "basis.": KINDS,
    "choice.": [f"said-{what}" for what in ("label", "ask", "say", "why", "numbers", "text")],
    "wishes.": ("accepted", "discarded"),
    "alert.": [
        *(f"state-{state}" for state in (OK, LOOK, REFUSED, SILENT)),
        *("to-resident-voice", "to-resident-sms", "to-institution-voice"),
        *(f"{part}-{audience}" for part in ("for", "nobody") for audience in Audience),
        *(f"why.{rule}" for rule in (*linter.REFUSED, *linter.MISSING, *FLAGS, "other")),
    ],
    "held.": [f"{act}-{part}" for act in ("accept", "discard") for part in ("title", "says", "sure")],
    "report.": [id for id in ENGLISH if not id.startswith("end.")],
    "institutions.": [
        *adding.FIELDS,
        *(f"state-{state}" for state in directory.STATES),
        *(f"{part}-{column}" for part in ("column", "holds") for column in INSTITUTION),
    ],
    "lists.": [f"wrong-{field}" for field in lists.FIELDS],
    "enter.": ("short", "different", "name"),
    "own.": ("wrong-password", "wrong-code", "long-ago", "short", "different"),
    "people.": [
        *("last", "nobody", "name", "taken"),
        *(f"state-{state}" for state in ("in", "invited", "lapsed", "off")),
        *(f"may-{role}" for role in Role),
        *(f"done-{act}" for act in ("role", "disable", "factor", "out")),
    ],
    "audit.": [
        *(audit.id_of(act).removeprefix("audit.") for act in audit.OTHER_ACTS),
        *(f"detail-{name}" for name in audit.DETAILS),
        *(f"column-{name}" for name in acted.COLUMNS),
    ],
    "first.": [f"{step}{part}" for step in begun.STEPS for part in ("", "-says", "-go")],
    "approvals.": [
        *(f"done-{done}" for done in ("approve", "first", "start", "reject")),
        *(f"{act}{both}" for act in ("start", "approve", "reject") for both in ("", "-both")),
    ],
    "tongue.": TAGS,
    "scripts.": [
        *(f"standing-{one}" for one in Standing),
        *("by-reviewed", "by-accepted", "done-reviewed", "done-accepted", "done-refused", "done-checked"),
        *(f"group-{one}" for one in ("short", "frame", "warning", "root", "other")),
        *(f"kind-{one}" for one in ("label", "ask", "say", "why", "text", "title", "heard", "voice", "sms")),
        *(f"kind-{one}" for one in ("warning", "short", "frame")),
        *(f"wrong-{why}" for why in NOT_TAKEN),
    ],
    "listen.": [f"playing-{by}" for by in ("call", "machine", "browser")]
    + ["none", "long", "busy", "failed", "making"],
    "health.": [
        *[f"part-{part}" for part in finding.KNOWN],
        *[f"{part}.{what}" for part, whats in finding.KNOWN.items() for what in whats],
        *[f"{id}-do" for id in finding.TO_MEND],
        *("days", "hours", "minutes", "seconds"),
    ],
    "problem.": problems.CODES,
    "scope.": tokens.SCOPES,
    "tokens.": ("wrong-name", "wrong-scopes", "wrong-until"),
    "refused.": [
        f"{why}{part}"
        for why in (
            "link",
            "vouched",
            "account",
            "form",
            "role",
            "campaign",
            "size",
            "institution",
            "list",
            "list-keys",
            "directory-keys",
            "choice",
            *UNHEARD,
            *("script", "no-voice", "joined"),
        )
        for part in ("", "-title")
    ],
}
"""Ids that are put together from a value, with all values that there are."""


def slots(sentence):
    return set(re.findall(r"\{(\w+)\}", sentence))


def test_every_language_has_the_same_ids_and_slots():
    first, *others = (load(language).sentences for language in LANGUAGES)

    for other in others:
        assert other.keys() == first.keys()
        assert {id: slots(text) for id, text in other.items()} == {
            id: slots(text) for id, text in first.items()
        }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_id_stands_in_two_files(language):
    folder = FOLDER / language / "console"
    ids = [id for file in folder.iterdir() for id in tomllib.loads(file.read_text("utf-8"))["console"]]

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty(language):
    assert [id for id, text in load(language).sentences.items() if not text.strip()] == []


def test_every_word_that_a_page_may_show_is_there():
    needed = {f"{family}{value}" for family, values in FAMILIES.items() for value in values}

    assert needed - load("en").sentences.keys() == set()


def test_no_word_stands_there_for_nobody():
    sources = [*HOUSE.rglob("*.py"), *HOUSE.glob("templates/console/*.html")]
    text = "\n".join(path.read_text() for path in sources)
    put_together = {f"{family}{value}" for family, values in FAMILIES.items() for value in values}

    unused = {id for id in load("en").sentences if f'"{id}"' not in text} - put_together

    assert unused == set()


@pytest.mark.parametrize(
    ("at", "english", "japanese"),
    [
        (datetime(2026, 11, 24, 1, 31, tzinfo=UTC), "10:31", "10:31"),
        (datetime(2026, 11, 23, 15, 0, tzinfo=UTC), "00:00", "00:00"),
        (datetime(2026, 11, 23, 14, 59, tzinfo=UTC), "23 November, 23:59", "11月23日 23:59"),
        (datetime(2025, 12, 1, 0, 0, tzinfo=UTC), "1 December 2025, 09:00", "2025年12月1日 09:00"),
    ],
)
def test_times_are_japans_and_name_the_day_only_when_it_is_another(at, english, japanese):
    assert load("en").when(at, NOON) == english
    assert load("ja").when(at, NOON) == japanese


def test_numbers_are_written_as_people_read_them():
    assert load("en").counted("heard", 1241) == "1,241 heard"
