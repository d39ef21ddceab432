"""Somebody who cannot telephone asks to be warned: an operator types the number, masked at once."""

import json
from importlib import resources

import pytest

NUMBERS = "045-300-0006\n045-300-0007\n"
EAST = "見本市東区"
PLAN = {"source": "consent", "list": "registered"}


@pytest.fixture
def registering(yobikake):
    """An installation whose line lets people register."""
    text = resources.files("app").joinpath("sample_line.toml").read_text("utf-8")
    text = text.replace("registration = false", "registration = true")
    yobikake.environment["LINE"] = str(yobikake.write("line.toml", text))
    return yobikake


def add(terminal, *more, numbers=NUMBERS, channel="voice", language="ja", until="2027-03-31"):
    words = ("--channel", channel, "--language", language, "--until", until, "--as", "sato")
    return terminal("list", "add", *words, *more, typed=numbers)


def on(terminal):
    return [line.split(maxsplit=1) for line in terminal("list", "show").out.splitlines()]


def test_numbers_are_typed_and_shown_masked(registering):
    said = add(registering, "--area", EAST)

    assert said.code == 0
    assert said.out.splitlines()[:2] == ["+81…06", "+81…07"]
    assert said.last == "2 are on the list until the end of 2027-03-31"
    assert on(registering) == [["2", f"{EAST}, ja, voice"], ["2", "in all"]]


def test_whoever_is_never_to_be_called_leaves_the_list_too(registering):
    add(registering)

    registering("do-not-call", "add", "--as", "sato", typed="045-300-0006\n")

    assert on(registering)[-1] == ["1", "in all"]


def test_the_last_day_may_be_today(registering):
    assert add(registering, until="2026-11-24").code == 0
    assert on(registering)[-1] == ["2", "in all"]


def test_it_is_taken_back_the_same_way(registering):
    add(registering)

    said = registering("list", "withdraw", "--as", "sato", typed="045-300-0006\n045-999-0001\n")

    assert said.last == "1 of 2 were on the list and are off it"
    assert on(registering) == [["1", "all areas, ja, voice"], ["1", "in all"]]


def test_the_list_can_be_emptied(registering):
    add(registering)

    said = registering("list", "withdraw", "--everybody", "--as", "tanaka")

    assert said.last == "2 were taken off the list"
    assert on(registering) == [["0", "in all"]]


def test_who_had_asked_not_to_be_called_is_called_again(registering):
    registering("do-not-call", "add", typed="045-300-0006\n")

    said = add(registering)

    assert said.last == "1 of them had asked not to be called: that is over"


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"channel": "sms"}, "+81…06 (landline) takes no texts"),
        ({"numbers": "0120-123-456\n"}, "+81…56 (toll_free) is no home"),
        ({"until": "2027-11-25"}, "--until: must be a day from today on, at most a year ahead"),
        ({"until": "2026-11-23"}, "--until: must be a day from today on"),
        ({"language": "xx"}, "xx"),
        ({"numbers": "045-300-00061\n"}, "standard input, line 1"),
        ({"numbers": ""}, "one a line"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_nobody_is_listed(registering, given, complaint):
    said = add(registering, **given)

    assert said.code == 2
    assert complaint in said.complaint
    assert on(registering) == [["0", "in all"]]


def test_an_area_must_be_one_of_the_line(registering):
    said = add(registering, "--area", "横浜市旭区")

    assert said.code == 2
    assert f"--area: is no area of the line, which has {EAST}" in said.complaint


def test_a_line_without_registration_lists_nobody(yobikake):
    said = add(yobikake)

    assert said.code == 2
    assert "policy.registration is off" in said.complaint


def test_no_number_is_stored_or_recorded(registering):
    add(registering)
    registering("list", "withdraw", "--as", "sato", typed="045-300-0006\n")

    keys, stored = registering.stored
    acts = [line for line in stored if 'INTO "audit" VALUES' in line]

    assert {"list.registered.data.key", "list.registered.handles.key"} <= set(keys)
    assert [act for act in acts if "list add" in act and "'count': 2" in act]
    assert [act for act in acts if "list withdraw" in act and "'count': 1" in act]
    assert not any("3000006" in line or "300-0006" in line for line in stored)


def test_a_viewer_may_not(registering):
    registering("operator", "add", "mori", "--role", "viewer")

    words = ("--channel", "voice", "--language", "ja", "--until", "2027-03-31", "--as", "mori")
    said = registering("list", "add", *words, typed=NUMBERS)

    assert said.code == 1
    assert "ask somebody with the role editor" in said.complaint


def test_a_campaign_to_the_list_is_checked_and_made_without_a_file(registering):
    add(registering, "--area", EAST)
    plan = registering.plan(**PLAN, area=EAST)

    checked = registering("campaign", "check", plan)
    created = registering("campaign", "create", plan, "--as", "sato")

    assert checked.code == 0, checked.out
    assert "2 recipients" in checked.out
    assert created.code == 0, created.err
    shown = registering("campaign", "status", created.last, "--json")
    assert json.loads(shown.out)["counts"] == {"waiting": 2}


def test_a_campaign_to_the_list_runs_in_training_in_one_go(registering):
    add(registering)

    said = registering("campaign", "run", registering.plan(**PLAN), "--json")

    assert said.code == 0, said.err
    assert sum(json.loads(said.out)["counts"].values()) == 2


@pytest.mark.parametrize("verb", ["check", "create", "run"])
def test_a_file_beside_the_list_is_refused_by_name(registering, verb):
    file = registering.write("a.csv", "number\n045-300-0006\n")

    said = registering("campaign", verb, registering.plan(**PLAN), "--audience", file)

    assert said.code == 2
    assert "--audience: the campaign file says `list: registered`" in said.complaint


@pytest.mark.parametrize("verb", ["check", "create", "run"])
def test_neither_file_nor_list_is_refused_by_name(registering, verb):
    said = registering("campaign", verb, registering.plan())

    assert said.code == 2
    assert "--audience: give the CSV file, or `list: registered`" in said.complaint


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"source": "public directory"}, "list: people who registered asked for it: source must be consent"),
        ({"audience": "institution"}, "list: people who registered are at home: audience must be resident"),
        ({"list": "neighbours"}, "list: no list is called neighbours, or it has ended: there are registered"),
        ({"area": "横浜市旭区"}, f"area: nobody can register for it; the line has {EAST}"),
        ({}, "list registered: has no row that can be called"),
    ],
)
def test_a_campaign_that_the_list_is_not_for_is_refused(registering, changed, complaint):
    said = registering("campaign", "check", registering.plan(**{**PLAN, **changed}))

    assert said.code == 2
    assert complaint in said.out + said.err


def test_people_in_a_language_that_the_campaign_lacks_are_counted_as_with_a_file(registering):
    add(registering, language="vi")

    refused = registering("campaign", "check", registering.plan(**PLAN))
    first = registering("campaign", "check", registering.plan(**PLAN, unlisted="first"))

    assert "list registered: rows in languages that the campaign does not have (vi: 2)" in refused.out
    assert first.code == 0, first.out


def test_what_is_held_is_told(registering):
    add(registering)

    assert "standing list: 2 numbers sealed, each until its end date" in registering("privacy", "report").out


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('name = "見本市西区"', f'name = "{EAST}"', f"areas: {EAST} stands twice"),
        ('vi = "quận Higashi"\n', "", f"areas: {EAST} has no words in vi, as organisation has"),
        ('name = "見本市西区"', 'name = "045-300-0006"', "areas.1.name: must not hold a number"),
    ],
)
def test_the_areas_of_a_line_have_a_name_in_every_language(registering, old, new, complaint):
    file = registering.folder / "line.toml"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")

    said = registering("list", "show")

    assert said.code == 2
    assert complaint in said.complaint
