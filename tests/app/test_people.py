"""Operators, the audit, do-not-call, keys, the scan for leaks, and the doctor."""

import pytest

NUMBERS = "045-300-0006\n090-1234-5678\n"


def test_numbers_on_the_do_not_call_list_come_from_standard_input(yobikake):
    added = yobikake("do-not-call", "add", "--as", "sato", typed=NUMBERS)
    again = yobikake("do-not-call", "add", "--as", "sato", typed=NUMBERS)
    removed = yobikake("do-not-call", "remove", "--as", "sato", typed="０４５－３００－０００６\n")

    assert [said.code for said in (added, again, removed)] == [0, 0, 0]
    assert [said.last for said in (added, again, removed)] == [
        "2 of 2 changed",
        "0 of 2 changed",
        "1 of 1 changed",
    ]


def test_whoever_is_on_the_list_is_refused(yobikake):
    yobikake("do-not-call", "add", typed="045-300-0006")
    audience = yobikake.write("a.csv", "number\n045-300-0006\n")

    said = yobikake("campaign", "run", yobikake.plan(), "--audience", audience, "--json")

    assert '"refused": 1' in said.out


@pytest.mark.parametrize("typed", ["", "045-300-0006\n12345\n"])
def test_a_list_without_or_with_a_wrong_number_changes_nothing(yobikake, typed):
    before = yobikake.stored

    said = yobikake("do-not-call", "add", typed=typed)

    assert said.code == 2
    assert "standard input" in said.complaint
    assert "12345" not in said.err
    assert yobikake.stored == before


def test_a_number_is_never_taken_from_the_command_line(yobikake):
    assert yobikake("do-not-call", "add", "045-300-0006").code == 2
    assert yobikake("privacy", "scan", "045-300-0006", typed=NUMBERS).code == 2


def test_the_scan_finds_what_lies_open_and_nothing_in_our_own_folder(yobikake):
    yobikake.draft("number\n045-300-0006\n090-1234-5678\n")
    leak = yobikake.write("notes.txt", "rang 045-300-0006 today")

    ours = yobikake("privacy", "scan", typed=NUMBERS)
    theirs = yobikake("privacy", "scan", leak, typed=NUMBERS)

    assert (ours.code, ours.last) == (0, "0 found; 2 numbers looked for")
    assert (theirs.code, theirs.last) == (1, "1 found; 2 numbers looked for")
    assert "300-0006" not in theirs.out


def test_the_privacy_report_tells_what_is_held_and_until_when(yobikake):
    campaign = yobikake.draft()

    said = yobikake("privacy", "report")

    assert said.code == 0
    assert f"campaign {campaign}: 3 numbers sealed" in said.out


def test_an_operator_gets_a_link_that_only_that_person_sees(yobikake):
    added = yobikake("operator", "add", "sato", "--role", "editor")

    assert added.code == 0
    assert added.last.startswith("http://127.0.0.1:8000/enter/")
    assert yobikake("operator", "list").out.split() == ["sato", "editor"]
    assert added.last.rpartition("/")[2] not in str(yobikake.stored)


def test_a_disabled_operator_is_listed_so(yobikake):
    yobikake("operator", "add", "suzuki", "--role", "administrator")

    first = yobikake("operator", "disable", "suzuki")
    second = yobikake("operator", "disable", "suzuki")

    assert (first.code, second.code) == (0, 0)
    assert "disabled" in yobikake("operator", "list").out
    assert "before" in second.out


def test_an_operator_acts_within_the_role(yobikake):
    yobikake("operator", "add", "chief", "--role", "administrator")
    yobikake("operator", "add", "sato", "--role", "editor", "--as", "chief")
    campaign = yobikake.draft()
    yobikake("campaign", "submit", campaign, "--as", "tanaka")

    said = yobikake("campaign", "approve", campaign, "--as", "sato")

    assert said.code == 1
    assert "sato (editor) may not approve" in said.complaint
    assert yobikake("operator", "add", "x", "--role", "viewer", "--as", "sato").code == 1


@pytest.mark.parametrize(
    "words",
    [("add", "two words", "--role", "editor"), ("add", "sato", "--role", "king"), ("disable", "nobody")],
)
def test_a_wrong_operator_is_wrong_use(yobikake, words):
    said = yobikake("operator", *words)

    assert said.code == 2
    assert said.complaint


def test_the_audit_is_whole_until_somebody_changes_it(yobikake):
    yobikake("operator", "add", "sato", "--role", "editor")
    yobikake.approved()
    before = yobikake("audit", "verify")
    yobikake.does("UPDATE audit SET actor = 'somebody' WHERE act = 'approved'")

    after = yobikake("audit", "verify")

    assert (before.code, before.last) == (0, "the audit is whole")
    assert after.code == 1
    assert "broken" in after.err


def test_lasting_keys_are_exported_under_a_passphrase_once(yobikake):
    yobikake("do-not-call", "add", typed=NUMBERS)
    out = yobikake.folder / "keys.sealed"

    first = yobikake("keys", "export", "--out", out, typed="a long phrase\na long phrase\n")
    content = out.read_bytes()
    second = yobikake("keys", "export", "--out", out, typed="another phrase\nanother phrase\n")

    assert (first.code, second.code) == (0, 2)
    assert out.stat().st_mode & 0o077 == 0
    assert "keys.sealed" in second.err
    assert out.read_bytes() == content


def test_keys_are_wrapped_anew_and_open_with_the_new_service_key(yobikake):
    campaign = yobikake.approved()
    new = yobikake.write("new.key", b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")

    said = yobikake("keys", "rotate", "--new", new)

    assert said.code == 0
    environment = {"YOBIKAKE_SERVICE_KEY_FILE": str(new)}
    assert yobikake("campaign", "start", campaign, "--as", "tanaka", **environment).code == 0
    assert yobikake("audit", "verify", **environment).code == 0
    assert yobikake("audit", "verify").code == 2


def test_a_new_service_key_that_is_none_changes_nothing(yobikake):
    campaign = yobikake.approved()

    said = yobikake("keys", "rotate", "--new", yobikake.write("new.key", b"short"))

    assert said.code == 2
    assert yobikake("campaign", "start", campaign, "--as", "tanaka").code == 0


def test_the_doctor_finds_everything_well_in_training(yobikake, carrier):
    said = yobikake("doctor")

    assert said.code == 0, said.out
    assert {line[:4] for line in said.out.splitlines()} == {"ok  "}
    assert "training" in said.out


def test_the_doctor_says_that_the_carrier_does_not_answer(yobikake):
    said = yobikake("doctor", TWILIO_API_BASE_URL="http://127.0.0.1:9")

    assert said.code == 1
    assert "MEND  carrier" in said.out
