"""Several numbers of ours, as the settings name them and as commands speak of them."""

import pytest

from app.line import LineInvalid, line_at_hand
from app.settings import Settings, SettingsInvalid, read
from app.wiring import must_fit

FIRST, SECOND, STRANGE = "+81450000100", "+81450000110", "+81450000999"
LIVE = {
    "CARRIER": "twilio",
    "TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
    "TWILIO_AUTH_TOKEN": "a token that opens nothing",
    "PUBLIC_BASE_URL": "https://line.example.jp",
    "YOBIKAKE_SERVICE_KEY": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "LINE": "line.toml",
}


def test_several_numbers_stand_with_commas_between_them():
    found = read({"VOICE_FROM": f"{FIRST}, {SECOND},{FIRST}", "SMS_FROM": "KakuuPolice"})

    assert found.voices == (FIRST, SECOND)
    assert found.texts == ("KakuuPolice",)


@pytest.mark.parametrize("numbers", [f"{FIRST},", f"{FIRST},0x", f"{FIRST},045-000-0110"])
def test_each_of_them_must_be_one(numbers):
    with pytest.raises(SettingsInvalid, match="VOICE_FROM"):
        read({"VOICE_FROM": numbers})


def test_on_a_live_carrier_all_are_numbers_of_japan():
    with pytest.raises(SettingsInvalid, match="VOICE_FROM"):
        read({**LIVE, "VOICE_FROM": f"{FIRST},+15005550006"})


@pytest.mark.parametrize(
    ("voices", "texts", "word"),
    [(f"{SECOND},{FIRST}", "", "displayed"), (f"{FIRST},{STRANGE}", "", STRANGE), (FIRST, STRANGE, STRANGE)],
)
def test_on_a_live_carrier_all_are_published(voices, texts, word):
    line = line_at_hand().model_copy(update={"sample": False})
    given = read({**LIVE, "VOICE_FROM": voices, **({"SMS_FROM": texts} if texts else {})})

    with pytest.raises(LineInvalid, match=rf"{word}".replace("+", r"\+")):
        must_fit(given, line)


def test_published_numbers_and_a_name_for_texts_are_well():
    line = line_at_hand().model_copy(update={"sample": False})

    must_fit(read({**LIVE, "VOICE_FROM": f"{FIRST},{SECOND}", "SMS_FROM": "KakuuPolice"}), line)


def test_in_training_any_number_serves():
    must_fit(Settings.model_validate({"voice_from": STRANGE}), line_at_hand())


def test_a_campaign_that_names_a_number_which_is_not_ours_is_refused(yobikake):
    audience = yobikake.write("a.csv", "number\n045-300-0006\n")

    said = yobikake("campaign", "create", yobikake.plan(sender=f'"{STRANGE}"'), "--audience", audience)

    assert said.code == 2
    assert f"sender: {STRANGE} is none of ours; take one of VOICE_FROM ({FIRST})" in said.err


def test_the_doctor_names_the_senders(yobikake, carrier):
    said = yobikake("doctor", VOICE_FROM=f"{FIRST},{SECOND}", SMS_FROM="KakuuPolice", SENDER_PACE="2")

    assert (
        f"senders: Calls come from {FIRST}, {SECOND}; texts from KakuuPolice, each at most 2 a second."
        in said.out
    )
