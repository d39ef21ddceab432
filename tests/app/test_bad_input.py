"""Whatever is wrong with what somebody gives us: one clear line, exit code 2, and nothing is stored."""

import time

import pytest

GOOD = "number\n045-300-0006\n"
WRONG_PLANS = {
    "a key that does not exist": ({"colour": "blue"}, "colour: is no key"),
    "a repetition that says no hour": ({"repeat": "{until: 2026-12-24}"}, "repeat.at: is missing"),
    "a window that never opens": ({"window": '{from: "17:00", to: "09:00"}'}, "window: never opens"),
    "no day to call on": ({"window": "{days: []}"}, "window.days"),
    "a last moment that is past": ({"not_after": "2026-11-24T09:00:00+09:00"}, "not_after: is past"),
    "a last moment before the window opens": (
        {"not_after": "2026-11-24T10:30:00+09:00", "window": '{from: "15:00"}'},
        "does not open again before not_after",
    ),
    "a last moment without a zone": ({"not_after": "2026-11-25T09:00:00"}, "needs a time zone"),
    "a language that nobody knows": ({"languages": "[ja, klingon]"}, "languages[2]: is no language"),
    "a warning that nobody knows": ({"warning": "isa-moon"}, "'isa-moon' is not known"),
    "no warning": ({"warning": None}, "needs either warning or scripts"),
    "a pace of nothing": ({"pace": "{per_second: 0}"}, "pace.per_second: must be greater than 0"),
    "a source that explains nothing": ({"source": "the internet"}, "source: must be one of"),
    "a name with a link": ({"name": "see www.example.com"}, "name: must be a plain name"),
}
WRONG_AUDIENCES = {
    "a column with names": ("name,number\nYamada,045-300-0006\n", "「name」 may hold personal data"),
    "a column with addresses": ("電話番号,住所\n045-300-0006,横浜\n", "「住所」 may hold personal data"),
    "no header": ("045-300-0006\n", "there is no header"),
    "no number in it": ("language\nja\n", "no column is called number"),
    "nothing in it": ("", "is empty"),
    "a header alone": ("number\n", "has no row"),
    "UTF-16 that was cut off": ("number\n045-300-0006\n".encode("utf-16")[:-1], "in the middle of a letter"),
    "a workbook": (b"PK\x03\x04 and so on", "workbook"),
    "zero bytes": (b"number\n045-300-0006\n\0\0", "zero bytes"),
    "one endless line": ("number\n" + "0" * 3_000_000, "longer than"),
    "a quote without an end": ('number\n"045-300-0006\n' + "045-300-0007\n" * 50, "a quote is opened"),
}


def create(yobikake, plan, audience, *words):
    return yobikake("campaign", "create", plan, "--audience", audience, *words)


@pytest.mark.parametrize(("changed", "words"), WRONG_PLANS.values(), ids=WRONG_PLANS)
def test_a_campaign_file_with(yobikake, changed, words):
    before = yobikake.stored

    said = create(yobikake, yobikake.plan(**changed), yobikake.write("a.csv", GOOD))

    assert said.code == 2
    assert words in said.err.splitlines()[0]
    assert (said.out, yobikake.stored) == ("", before)


@pytest.mark.parametrize(("audience", "words"), WRONG_AUDIENCES.values(), ids=WRONG_AUDIENCES)
def test_an_audience_with(yobikake, audience, words):
    before = yobikake.stored

    said = create(yobikake, yobikake.plan(), yobikake.write("a.csv", audience))

    assert said.code == 2
    assert words in said.complaint
    assert (said.out, yobikake.stored) == ("", before)


def test_a_complaint_never_repeats_a_number(yobikake):
    said = create(yobikake, yobikake.plan(), yobikake.write("a.csv", "number\n045-300-0006\n03-1234-56789\n"))

    assert said.code == 2
    assert "line 3" in said.err
    assert "1234" not in said.err


def test_bad_rows_are_left_out_where_somebody_says_so(yobikake):
    audience = yobikake.write("a.csv", "number\n045-300-0006\n12\n")

    assert create(yobikake, yobikake.plan(), audience).code == 2
    assert create(yobikake, yobikake.plan(), audience, "--skip-bad").code == 0


def test_no_row_that_can_be_called_is_refused_even_then(yobikake):
    before = yobikake.stored

    said = create(yobikake, yobikake.plan(), yobikake.write("a.csv", "number\n12\n13\n"), "--skip-bad")

    assert said.code == 2
    assert "no row that can be called" in said.err
    assert yobikake.stored == before


def test_rubbish_by_the_hundred_thousand_is_refused_in_seconds(yobikake):
    before = yobikake.stored
    audience = yobikake.write("a.csv", "number,language\n" + "愛;;;1,x\n9" * 200_000)
    begun = time.monotonic()

    said = create(yobikake, yobikake.plan(), audience)

    assert time.monotonic() - begun < 20
    assert said.code == 2
    assert len(said.err.splitlines()) < 110
    assert yobikake.stored == before


def test_words_of_an_operator_that_may_not_be_said_end_with_1(yobikake):
    before = yobikake.stored
    plan = yobikake.plan(warning=None, scripts="{en: 'Press 1 now, or call 03-1234-5678.'}", languages="[en]")

    said = create(yobikake, plan, yobikake.write("a.csv", GOOD))

    assert said.code == 1
    assert "refused: en: key" in said.err
    assert yobikake.stored == before


@pytest.mark.parametrize("what", ["plan", "audience"])
def test_a_file_that_is_not_there(yobikake, what):
    missing = yobikake.folder / "nowhere"
    plan = missing if what == "plan" else yobikake.plan()

    said = create(yobikake, plan, missing if what == "audience" else yobikake.write("a.csv", GOOD))

    assert said.code == 2
    assert "nowhere" in said.complaint


def test_a_file_that_is_no_yaml_names_the_line(yobikake):
    said = create(yobikake, yobikake.write("c.yaml", "name: [a\nb: c"), yobikake.write("a.csv", GOOD))

    assert said.code == 2
    assert said.complaint.startswith("yobikake: c.yaml: line 2")


def test_check_and_create_find_the_same(yobikake):
    yobikake.names_itself_in("ja", "en")
    plan, audience = yobikake.plan(languages="[ja, fr]"), yobikake.write("a.csv", GOOD)

    checked = yobikake("campaign", "check", plan, "--audience", audience)

    assert checked.code == 2
    assert checked.out.splitlines()[0] == create(yobikake, plan, audience).err.splitlines()[0]


def test_a_database_of_a_newer_version_is_left_alone(yobikake):
    yobikake.does("UPDATE alembic_version SET version_num = '9999'")
    before = yobikake.stored

    for words in (("campaign", "list"), ("worker",), ("web",), ("db", "upgrade")):
        said = yobikake(*words)
        assert said.code == 2, words
        assert "made by a newer version" in said.complaint

    assert yobikake.stored == before


@pytest.mark.sqlite
def test_a_database_that_is_no_database(yobikake):
    yobikake.write("data/yobikake.sqlite", b"no database at all" * 100)

    said = yobikake("campaign", "list")

    assert said.code in {1, 2}
    assert "database" in said.complaint


def test_a_service_key_that_is_not_the_keys_own(yobikake):
    campaign = yobikake.approved()
    yobikake.write("data/service.key", b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")

    said = yobikake("campaign", "start", campaign, "--as", "tanaka")

    assert said.code == 2
    assert "service key" in said.complaint.lower()


def test_a_data_folder_that_cannot_be_made(yobikake):
    yobikake.write("file", b"")

    said = yobikake("campaign", "list", YOBIKAKE_DATA=str(yobikake.folder / "file" / "data"))

    assert said.code == 2
    assert "file" in said.complaint
