"""The program refuses to start and names all that is missing or wrong."""

import pytest

LIVE = {"CARRIER": "twilio"}


def faults(said):
    return {line.removeprefix("yobikake: ").split(":")[0] for line in said.err.splitlines()}


@pytest.mark.parametrize("process", ["web", "worker"])
def test_all_faults_are_named_at_once(yobikake, process):
    said = yobikake(
        process, PORT="many", VOICE_FROM="0x", DATABASE_URL="mysql://root:secret@h/d", ENGINE="rabbitmq"
    )

    assert said.code == 2
    assert faults(said) == {"PORT", "VOICE_FROM", "DATABASE_URL", "ENGINE"}
    assert "secret" not in said.err


def test_a_live_carrier_wants_more(yobikake):
    said = yobikake("web", **LIVE, YOBIKAKE_CLOCK=None)

    assert said.code == 2
    assert faults(said) == {
        *("YOBIKAKE_SERVICE_KEY", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "VOICE_FROM", "LINE"),
        "PUBLIC_BASE_URL",
    }


def test_a_live_carrier_cannot_have_another_clock(yobikake):
    assert "YOBIKAKE_CLOCK" in faults(yobikake("worker", **LIVE))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_BASE_URL", "http://line.example.jp"),
        ("PUBLIC_BASE_URL", "line.example.jp"),
        ("YOBIKAKE_CLOCK", "yesterday"),
        ("YOBIKAKE_CLOCK", "2026-11-24T10:00:00@1*10"),
        ("SENDER_PACE", "0"),
        ("PORT", "70000"),
        ("CARRIER", "pigeon"),
        ("TWILIO_API_BASE_URL", "https://carrier.example.com"),
        ("DATABASE_URL", "oracle://x"),
    ],
)
def test_one_wrong_value_is_named(yobikake, name, value):
    said = yobikake("worker", **{name: value})

    assert said.code == 2
    assert name in faults(said)


@pytest.mark.parametrize(
    ("name", "value"), [("YOBIKAKE_SERVICE_KEY", "c2hvcnQ="), ("YOBIKAKE_SERVICE_KEY_FILE", "/nowhere")]
)
def test_a_service_key_that_is_none_is_not_repeated(yobikake, name, value):
    said = yobikake("campaign", "list", **{name: value})

    assert said.code == 2
    assert said.complaint.startswith("yobikake: YOBIKAKE_SERVICE_KEY")
    assert "c2hvcnQ" not in said.err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("sample = ", "not TOML"),
        ("colour = 'blue'", "colour: Extra inputs are not permitted"),
        ("", "organisation: Field required"),
    ],
)
def test_a_line_file_with_faults(yobikake, content, words):
    path = yobikake.write("line.toml", content)

    said = yobikake("worker", LINE=str(path))

    assert said.code == 2
    assert words in said.err


def test_a_line_file_that_is_not_there(yobikake):
    said = yobikake("worker", LINE=str(yobikake.folder / "nowhere.toml"))

    assert said.code == 2
    assert "nowhere.toml" in said.complaint


def test_an_empty_value_counts_as_not_given(yobikake):
    assert yobikake("campaign", "list", DATABASE_URL="", VOICE_FROM="").code == 0
