"""People who agreed to be warned, on a list with an end date: made, filled from a file, called, ended."""

import json
from importlib import resources

import pytest

EAST = "見本市東区"
ROWS = """\
電話番号,言語,地域
045-300-0006,vi,見本市東区
０４５－３００－０００７,,
090-1234-0006,en,横浜市旭区
"""
CONSENT = "form of 2026-11-01, kept in room 3"
PLAN = {"source": "consent", "list": "seniors"}


@pytest.fixture
def terminal(yobikake):
    return yobikake


def make(terminal, name="seniors", consent=CONSENT, until="2027-03-31", actor="tanaka"):
    return terminal("list", "create", name, "--consent", consent, "--until", until, "--as", actor)


def bring(terminal, *more, rows=ROWS, name="seniors"):
    return terminal("list", "import", name, terminal.write("people.csv", rows), "--as", "sato", *more)


@pytest.fixture
def seniors(terminal):
    """A list with three people on it."""
    assert make(terminal).code == 0
    assert bring(terminal).code == 0
    return terminal


def shown(terminal, *name):
    return terminal("list", "show", *name).out.splitlines()


def test_a_list_tells_how_its_people_agreed_until_when_and_counts_them_alone(seniors):
    first, *rest = shown(seniors, "seniors")

    assert first == f"seniors: until the end of 2027-03-31; {CONSENT}; made by tanaka on 2026-11-24"
    assert [row.split(maxsplit=1) for row in rest] == [
        ["1", "all areas, no language, voice"],
        ["1", "横浜市旭区, en, voice"],
        ["1", f"{EAST}, vi, voice"],
        ["3", "in all"],
    ]


def test_without_a_name_all_lists_are_shown(seniors):
    lines = shown(seniors)

    assert lines[0] == "registered: who entered by themselves"
    assert lines[2].startswith("seniors: ")


def test_the_same_file_again_changes_nothing(seniors):
    assert bring(seniors).last == "0 added, 3 known"
    assert shown(seniors, "seniors")[-1].split() == ["3", "in", "all"]


def test_whoever_asked_not_to_be_called_is_left_out_and_counted(terminal):
    make(terminal)
    terminal("do-not-call", "add", typed="045-300-0006\n")

    said = bring(terminal)

    assert said.last == "2 added, 0 known; 1 left out, who asked not to be called"
    assert shown(terminal, "seniors")[-1].split() == ["2", "in", "all"]


def test_whoever_asks_later_not_to_be_called_leaves_every_list(seniors):
    make(seniors, "parents")
    bring(seniors, name="parents")

    seniors("do-not-call", "add", typed="045-300-0006\n")

    assert shown(seniors, "seniors")[-1].split() == ["2", "in", "all"]
    assert shown(seniors, "parents")[-1].split() == ["2", "in", "all"]


def test_bad_rows_are_listed_masked_and_nothing_is_stored(terminal):
    make(terminal)
    rows = ROWS + "0120-123-456,,\n045-300-00061,,\n"

    refused = bring(terminal, rows=rows)
    skipped = bring(terminal, "--skip-bad", rows=rows)

    assert refused.code == 2
    assert "people.csv: line 5" in refused.err
    assert "add --skip-bad" in refused.err
    assert "0120" not in refused.err
    assert "123-456" not in refused.err
    assert skipped.code == 0
    assert skipped.last == "3 added, 0 known"


def test_for_texts_a_landline_is_a_bad_row(terminal):
    make(terminal)

    said = bring(terminal, "--channel", "sms")

    assert said.code == 2
    assert "this line takes no texts" in said.err


def test_another_column_is_refused_by_name(terminal):
    make(terminal)

    said = bring(terminal, rows="number,address\n045-300-0006,somewhere\n")

    assert said.code == 2
    assert "「address」 may hold personal data" in said.complaint


def test_a_file_that_is_no_table_is_named(terminal):
    make(terminal)

    assert bring(terminal, rows="language\n").complaint.startswith("yobikake: people.csv: ")


def test_numbers_can_be_added_and_taken_off_by_hand(seniors):
    words = ("--list", "seniors", "--as", "sato")

    added = seniors("list", "add", *words, "--channel", "voice", "--language", "ja", typed="045-300-0008\n")
    gone = seniors("list", "withdraw", *words, typed="045-300-0006\n045-300-0008\n")

    assert added.last == "1 added, 0 known"
    assert gone.last == "2 of 2 were on the list and are off it"
    assert shown(seniors, "seniors")[-1].split() == ["2", "in", "all"]


def test_a_list_has_its_own_last_day(seniors):
    words = ("--list", "seniors", "--channel", "voice", "--language", "ja", "--until", "2027-03-31")

    said = seniors("list", "add", *words, typed="045-300-0008\n")

    assert said.code == 2
    assert "--until: seniors has its own: leave it out" in said.complaint


@pytest.mark.parametrize("answer", ["seniors\n", None])
def test_an_approver_ends_a_list_and_its_keys_are_gone_at_once(seniors, answer):
    words = ("--yes",) if answer is None else ()

    said = seniors("list", "end", "seniors", "--as", "tanaka", *words, typed=answer or "")
    keys, stored = seniors.stored

    assert said.last.endswith("seniors: ended; 3 were on it")
    assert not [key for key in keys if key.startswith("list.")]
    assert not [line for line in stored if 'INTO "registrations"' in line or 'INTO "lists"' in line]


def test_without_the_name_typed_again_nothing_ends(seniors):
    said = seniors("list", "end", "seniors", "--as", "tanaka", typed="yes\n")

    assert said.code == 2
    assert shown(seniors, "seniors")[-1].split() == ["3", "in", "all"]


@pytest.mark.parametrize(
    "verb", [("create", "parents", "--consent", "x", "--until", "2027-03-31"), ("end", "seniors")]
)
def test_an_editor_neither_makes_nor_ends_a_list(seniors, verb):
    seniors("operator", "add", "mori", "--role", "editor")

    said = seniors("list", *verb, "--as", "mori", typed="seniors\n")

    assert said.code == 1
    assert "ask somebody with the role approver" in said.err


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"name": "registered"}, "registered are those who enter themselves: choose another name"),
        ({"name": "Seniors"}, "a list's name has 2 to 39 of a-z, 0-9 and -"),
        ({"name": "a0453000006"}, "a list's name has 2 to 39 of a-z, 0-9 and -"),
        ({"name": "seniors"}, "there is a list seniors already"),
        ({"consent": " "}, "--consent: say how and when"),
        ({"consent": "asked by Sato, 045-300-0006"}, "--consent: must not hold a telephone number"),
        ({"until": "2026-11-23"}, "--until: must be a day from today on"),
        ({"until": "2027-11-25"}, "--until: must be a day from today on, at most a year ahead"),
    ],
)
def test_a_list_that_cannot_be_is_refused_in_one_line(terminal, given, complaint):
    make(terminal)

    said = make(terminal, **{"name": "parents", **given})

    assert said.code == 2
    assert complaint in said.complaint
    assert "300-0006" not in said.complaint


@pytest.mark.parametrize(
    "words",
    [
        ("import", "parents", "FILE"),
        ("withdraw", "--list", "parents"),
        ("show", "parents"),
        ("end", "parents", "--yes"),
    ],
)
def test_a_list_that_is_not_there_is_refused_by_name(seniors, words):
    file = seniors.write("people.csv", ROWS)

    said = seniors("list", *(file if word == "FILE" else word for word in words), typed="045-300-0006\n")

    assert said.code == 2
    assert "no list is called parents" in said.complaint
    assert "seniors" in said.complaint


def test_the_list_of_those_who_enter_themselves_takes_no_file_and_has_no_end(terminal):
    assert "registered takes nobody from a file" in bring(terminal, name="registered").complaint
    assert "`yobikake list withdraw --everybody`" in terminal("list", "end", "registered", "--yes").complaint


def test_a_campaign_goes_to_the_people_of_the_list_in_its_area(seniors):
    plan = seniors.plan(**PLAN, area=EAST, unlisted="first")

    checked = seniors("campaign", "check", plan)
    ran = seniors("campaign", "run", plan, "--json")

    assert "2 recipients" in checked.out
    assert ran.code == 0, ran.err
    assert sum(json.loads(ran.out)["counts"].values()) == 2


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"source": "public directory"}, "source must be consent"),
        (
            {"list": "parents"},
            "list: no list is called parents, or it has ended: there are registered, seniors",
        ),
    ],
)
def test_a_campaign_that_a_list_is_not_for_is_refused(seniors, changed, complaint):
    said = seniors("campaign", "check", seniors.plan(**{**PLAN, **changed}))

    assert said.code == 2
    assert complaint in said.out + said.err


def test_a_line_that_rings_no_homes_takes_lists_for_texts_alone(terminal):
    text = resources.files("app").joinpath("sample_line.toml").read_text("utf-8")
    text = text.replace('resident_voice = "area"', 'resident_voice = "off"')
    terminal.environment["LINE"] = str(terminal.write("line.toml", text))
    make(terminal)

    assert "--channel: this line does not ring homes" in bring(terminal).complaint
    assert bring(terminal, "--channel", "sms", rows="number\n090-1234-0006\n").last == "1 added, 0 known"


def test_what_is_held_is_told_and_no_number_stored_or_recorded(seniors):
    report = seniors("privacy", "report").out

    keys, stored = seniors.stored

    assert "list seniors: 3 numbers sealed, until 2027-04-01 00:00" in report
    assert {"list.seniors.data.key", "list.seniors.handles.key"} <= set(keys)
    acts = [line for line in stored if 'INTO "audit" VALUES' in line]
    assert [act for act in acts if "list create" in act and "seniors" in act]
    assert [act for act in acts if "list import" in act and "'count': 3" in act]
    assert not any("3000006" in line or "300-0006" in line for line in stored)


def test_lost_keys_are_told_by_the_doctor(seniors):
    for key in seniors.folder.joinpath("data", "keys", "perishable").glob("list.seniors.*"):
        key.unlink()

    said = seniors("doctor")

    assert "list seniors: its keys are gone, so nobody on it can be warned" in said.out
    assert seniors("list", "withdraw", "--everybody", "--list", "seniors").last == "3 were taken off the list"
