"""The directory of institutions: a table comes in, numbers stay sealed, somebody has to enrol first."""

import json
from importlib import resources

import pytest

TABLE = (
    "施設名,電話番号,内線,種別,地域,言語,営業時間\n"
    "みほん銀行 本店,045-300-0006,204,銀行,横浜市旭区,日本語,9:00-15:00\n"
    "みほん銀行 外為,０４５－３００－０００６,205,金融機関,横浜市旭区,英語,\n"
    "みほんスーパー,453000007,,スーパー,横浜市港北区,,\n"
    "Sample School,+81 45 300 0008,,school,,en,\n"
)
WORDS = "見本県警察です。{date}。登録の確認です。この電話のために訪問することはありません。"
OWN_WORDS = {
    "name": "Enrolment",
    "audience": "institution",
    "source": "own records",
    "warning": None,
    "languages": "[ja]",
    "unlisted": "first",
    "institutions": "{}",
    "enrolment": "true",
    "scripts": f'{{ja: "{WORDS}"}}',
}


@pytest.fixture
def directory(yobikake):
    """An installation with four institutions."""
    said = bring_in(yobikake)
    assert said.code == 0, said.err
    return yobikake


def bring_in(terminal, table=TABLE, *words):
    return terminal("institution", "import", terminal.write("banks.csv", table), *words, "--as", "sato")


def listed(terminal, *words):
    return [json.loads(line) for line in terminal("institution", "list", "--json", *words).out.splitlines()]


def names(terminal, *words):
    return sorted(one["name"] for one in listed(terminal, *words))


def test_an_area_that_is_no_place_comes_in_and_is_pointed_out(yobikake):
    said = bring_in(yobikake, TABLE.replace("横浜市旭区", "横浜市朝日区"))

    assert said.code == 0
    assert said.out.splitlines()[0] == (
        "look at: area: 横浜市朝日区: is no municipality or ward: did you mean 横浜市旭区?"
    )
    assert "4 added" in said.out


def test_a_toll_free_number_comes_in_only_where_the_line_file_allows_it(yobikake):
    table = "name,number\nBank,0120-300-006\n"
    line = resources.files("app").joinpath("sample_line.toml").read_text("utf-8")
    allowed = yobikake.write("line.toml", line.replace("[policy]", '[policy]\nalso_dials = ["toll-free"]'))

    refused = bring_in(yobikake, table)
    yobikake.environment["LINE"] = str(allowed)

    assert "line 2: a toll-free number, and the line file has no also_dials: toll-free" in refused.err
    assert "1 added" in bring_in(yobikake, table).out


def test_a_table_of_an_office_comes_in_and_is_listed_with_masked_numbers(directory):
    entries = {one["name"]: one for one in listed(directory)}

    bank = entries["みほん銀行 本店"]
    assert len(entries) == 4
    assert {key: bank[key] for key in ("kind", "area", "language", "hours", "number", "enrolled")} == {
        "kind": "bank",
        "area": "横浜市旭区",
        "language": "ja",
        "hours": "9:00-15:00",
        "number": "+81…06 ext.",
        "enrolled": None,
    }
    assert entries["みほんスーパー"]["kind"] == "shop"
    assert entries["みほん銀行 外為"]["language"] == "en"


@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig", "utf-16"])
def test_any_usual_encoding_is_read(yobikake, encoding):
    said = bring_in(yobikake, TABLE.replace(",", "\t").encode(encoding))

    assert said.last == "4 added, 0 known, 0 removed"


def test_two_extensions_of_one_switchboard_are_two_institutions(directory):
    assert names(directory, "--kind", "銀行") == ["みほん銀行 外為", "みほん銀行 本店"]


def test_the_list_can_be_narrowed_to_an_area(directory):
    assert names(directory, "--area", "横浜市港北区") == ["みほんスーパー"]


def test_what_is_known_is_described_anew_and_keeps_its_id(directory):
    before = {one["id"] for one in listed(directory)}

    said = bring_in(directory, TABLE.replace("みほんスーパー", "みほん百貨店"))

    assert said.last == "0 added, 4 known, 0 removed"
    assert {one["id"] for one in listed(directory)} == before
    assert "みほん百貨店" in names(directory)


def test_replacing_takes_out_what_the_file_lacks(directory):
    said = bring_in(directory, "name,number\nNew shop,045-300-0009\n", "--replace")

    assert said.last == "1 added, 0 known, 4 removed"
    assert names(directory) == ["New shop"]


def test_an_institution_is_removed_by_its_id(directory):
    gone = listed(directory, "--area", "横浜市港北区")[0]["id"]

    said = directory("institution", "remove", gone, "--as", "sato")

    assert said.last == "1 were taken out of the directory"
    assert "みほんスーパー" not in names(directory)
    again = directory("institution", "remove", gone, "--as", "sato")
    assert again.code == 2
    assert f"{gone}: not in the directory" in again.complaint


def test_a_directory_whose_key_is_gone_says_so_and_can_be_emptied(directory):
    (directory.folder / "data" / "keys" / "lasting" / "directory.key").unlink()

    said = directory("institution", "list")

    assert said.code == 2
    assert "institution remove --all" in said.complaint
    assert bring_in(directory).code == 2
    assert directory("institution", "remove", "--all").code == 0
    assert bring_in(directory).last == "4 added, 0 known, 0 removed"


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ("name,number,担当者\nBank,045-300-0006,Sato\n", "column 3 「担当者」 may hold personal data"),
        ("name,number\n,045-300-0006\n", "line 2: no name"),
        ("name,number\nBank,045-300-00061\n", "line 2: not a number"),
        ("name,number\nBank,0990-312-345\n", "line 2: a premium-rate number"),
        (
            "name,number,kind\nBank,045-300-0006,castle\n",
            "line 2: kind is not known: write bank, post office",
        ),
        (
            "name,number,hours\nBank,045-300-0006,ask 045-300-0007\n",
            "line 2: hours must not hold a telephone",
        ),
        ("name,number,extension\nBank,045-300-0006,ask Sato\n", "line 2: extension must be digits"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_imported(yobikake, table, complaint):
    said = bring_in(yobikake, table)

    assert said.code == 2
    assert complaint in said.err
    assert "045-300" not in said.err
    assert listed(yobikake) == []


def test_bad_rows_can_be_left_out(yobikake):
    said = bring_in(
        yobikake, "name,number\n,045-300-0006\nBank,045-300-0007\nBank,045-300-0007\n", "--skip-bad"
    )

    assert said.last == "1 added, 0 known, 0 removed; 1 stand twice and count once"


def test_no_number_is_stored_or_recorded_and_the_audit_has_counts(directory):
    directory("institution", "remove", listed(directory)[0]["id"], "--as", "sato")

    keys, stored = directory.stored

    acts = [line for line in stored if 'INTO "audit" VALUES' in line]
    assert "directory.key" in keys
    assert [act for act in acts if "institution import" in act and "'added': 4" in act]
    assert [act for act in acts if "institution remove" in act and "'count': 1" in act]
    assert not any("453000" in line or "300-0006" in line for line in stored)


def test_a_viewer_may_not_change_it(directory):
    directory("operator", "add", "mori", "--role", "viewer")

    said = directory("institution", "remove", listed(directory)[0]["id"], "--as", "mori")

    assert said.code == 1
    assert "ask somebody with the role editor" in said.complaint
    assert len(listed(directory)) == 4


def test_what_is_held_is_told(directory):
    assert "directory: 4 numbers of institutions sealed" in directory("privacy", "report").out


def test_before_anybody_has_enrolled_a_warning_goes_nowhere_and_the_check_says_why(directory):
    plan = {"audience": "institution", "source": "own records", "institutions": "{}"}

    said = directory("campaign", "check", directory.plan(**plan))

    assert said.code == 2
    assert "directory: has no row that can be called" in said.out
    assert "not-enrolled: 4: institutions are left out until somebody there confirms" in said.out


def test_an_enrolment_with_words_of_ones_own_goes_to_those_not_enrolled(directory):
    plan = directory.plan(**{**OWN_WORDS, "institutions": "{area: 横浜市旭区, kinds: [銀行]}"})

    checked = directory("campaign", "check", plan)
    created = directory("campaign", "create", plan, "--as", "sato")

    assert checked.code == 0, checked.out
    assert "2 recipients (2 landlines)" in checked.out
    status = json.loads(directory("campaign", "status", created.last, "--json").out)
    assert status["counts"] == {"waiting": 2}
    assert status["coverage"]["by_kind"] == {
        "bank": {"confirmed": 0, "reached": 0, "not_reached": 2, "not_enrolled": 0}
    }


def test_the_enrolment_call_needs_no_words_of_ones_own(directory):
    said = directory("institution", "enrol", "--kind", "銀行", "--as", "sato")

    assert said.code == 0, said.err
    assert said.out.splitlines()[0].startswith("2 institutions will be called")
    assert json.loads(directory("campaign", "status", said.last, "--json").out)["state"] == "submitted"


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"audience": "resident"}, "institutions: homes are not in the directory"),
        ({"institutions": None}, "enrolment: only institutions of the directory enrol"),
        ({"channel": "sms"}, "enrolment: is confirmed by a key: channel must be voice"),
        ({"warning": "isa-bail", "scripts": None}, "enrolment: an enrolment call warns of nothing"),
        ({"institutions": "{kinds: [castle]}"}, "institutions.kinds: kind is not known: write bank"),
        ({"institutions": "{name: Bank}"}, "institutions.name: is no key of a campaign file"),
    ],
)
def test_what_does_not_go_together_is_refused_in_one_line(directory, changed, complaint):
    said = directory("campaign", "check", directory.plan(**{**OWN_WORDS, **changed}))

    assert said.code == 2
    assert complaint in said.out + said.err


def test_a_file_beside_the_directory_is_refused_by_name(directory):
    file = directory.write("a.csv", "name,number\nBank,045-300-0006\n")

    said = directory("campaign", "create", directory.plan(**OWN_WORDS), "--audience", file)

    assert said.code == 2
    assert "--audience: the campaign file says `institutions`: keep one of them" in said.complaint


def test_the_coverage_of_the_directory_counts_who_is_not_enrolled(directory):
    said = directory("institution", "coverage", "--json")

    assert json.loads(said.out)["not_enrolled"] == 4
    assert "area: 横浜市旭区" in directory("institution", "coverage").out
