"""The campaign file: read as people write it, refused in lines that say what to do."""

import json
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.plan import Plan, PlanInvalid, Route, Source, Unlisted, against, read_plan
from db.clock import TOKYO

SMALL = """
name: Asahi ward, bail calls
audience: resident
source: public directory
channel: voice
warning: isa-bail
languages: [ja, en, zh]
"""
MONDAY_TEN = datetime(2026, 11, 30, 10, tzinfo=TOKYO)


def own(scripts):
    return SMALL.replace("warning: isa-bail", f"scripts: {scripts}").replace(", zh]", "]")


def faults(text):
    with pytest.raises(PlanInvalid) as refused:
        read_plan(text)
    return list(refused.value.faults)


def test_small_file_gets_the_written_defaults():
    plan = read_plan(SMALL)

    assert (plan.source, plan.channel, plan.unlisted) == (Source.PUBLIC_DIRECTORY, Route.VOICE, None)
    assert plan.window.days == ("mon", "tue", "wed", "thu", "fri")
    assert (plan.window.start, plan.window.end, plan.window.holidays) == (time(9), time(17), "closed")
    assert (plan.pace.per_second, plan.pace.at_once, plan.ring_seconds) == (1, 20, 30)
    assert (plan.retry.times, plan.retry.after) == (2, timedelta(minutes=10))
    assert (plan.languages_per_call, plan.hold, plan.not_after) == (1, timedelta(hours=24), None)


def test_every_key_of_the_contract_is_read():
    plan = read_plan(
        SMALL
        + """
area: 横浜市旭区
unlisted: first
window: {days: mon-fri, from: "09:00", to: "17:00", holidays: closed}
pace: {per_second: 0.5, at_once: 20}
ring_seconds: 30
retry: {times: 2, after: 90s}
languages_per_call: 2
hold: 1h30m
not_after: 2026-11-25T17:00:00+09:00
"""
    )

    assert plan.area == "横浜市旭区"
    assert plan.unlisted == Unlisted.FIRST
    assert plan.retry.after == timedelta(seconds=90)
    assert plan.hold == timedelta(minutes=90)
    assert plan.not_after == datetime(2026, 11, 25, 8, tzinfo=UTC)


def test_a_language_stands_once_whatever_it_is_called():
    found = faults(SMALL.replace("zh]", "zh, zh-Hans]"))

    assert found == ["campaign.yaml: languages: names a language twice (zh is zh-Hans, pt is pt-BR)"]


def test_bare_zh_means_simplified_chinese():
    assert read_plan(SMALL).languages == ("ja", "en", "zh-Hans")


@pytest.mark.parametrize("written", ["09:00", "9:00", '"09:00"', "'9:00'"])
def test_hours_are_read_with_and_without_quotes(written):
    plan = read_plan(f"{SMALL}window: {{from: {written}, to: 17:30}}")

    assert (plan.window.start, plan.window.end) == (time(9), time(17, 30))


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("mon-fri", "mon tue wed thu fri"),
        ("[mon, wed-fri]", "mon wed thu fri"),
        ("sat-mon", "mon sat sun"),
        ("Monday", "mon"),
        ('"tue, sun"', "tue sun"),
    ],
)
def test_days_are_ranges_and_lists(written, days):
    assert read_plan(f"{SMALL}window: {{days: {written}}}").window.days == tuple(days.split())


def test_all_faults_are_named_at_once():
    found = faults(
        SMALL.replace("[ja, en, zh]", "[ja, no]").replace("voice", "fax").replace("warning", "#")
        + "pace: {per_second: -1, at_once: 2.5}\nring_seconds: 90\nretry: {times: 9, after: 10}\n"
        + "repeat: noon\nx: 1"
    )

    assert found == [
        "campaign.yaml: channel: must be one of: voice, sms, voice-then-sms, auto (is fax)",
        "campaign.yaml: languages[2]: is no language known here (is no)",
        "campaign.yaml: pace.per_second: must be greater than 0 (is -1)",
        "campaign.yaml: pace.at_once: must be a whole number (is 2.5)",
        "campaign.yaml: ring_seconds: must be at most 60 (is 90)",
        "campaign.yaml: retry.times: must be at most 5 (is 9)",
        "campaign.yaml: retry.after: must be a length of time such as 90s, 10m or 1h (is 10)",
        "campaign.yaml: repeat: must be keys and values (is noon)",
        "campaign.yaml: x: is no key of a campaign file: correct or remove it",
        "campaign.yaml: needs either warning or scripts, and not both",
    ]


@pytest.mark.parametrize(
    ("extra", "says"),
    [
        ("not_after: 2026-11-25T17:00:00", "not_after: needs a time zone: add +09:00"),
        ("not_after: tomorrow", "not_after: must be a date and time"),
        ("window: {from: 17:00, to: 9:00}", "window: never opens: from (17:00) must be before to (09:00)"),
        ("window: {from: 9, to: 17:00}", 'window.from: must be a time such as "09:00" (is 9)'),
        ("window: {days: []}", "window.days: must not be empty"),
        ("window: {days: someday}", "window.days: must be days such as mon-fri"),
        ("window: 9-17", "window: must be keys and values"),
        ("scripts: {ja: x}", "needs either warning or scripts"),
        ("pace: {per_second: .inf}", "pace.per_second: must be a number"),
        ("pace: {at_once: true}", "pace.at_once: must be a whole number (is true)"),
        ("hold: 30d", "hold: must be from 0s to 168h"),
        ("area: call 03 1234 5678", "area: must not hold a number"),
        ("area: '{key}'", "area: must be a plain name"),
        ("area: 5", "area: must be text"),
        ("ring_seconds: 5\nring_seconds: 6", "line 9: a key stands twice"),
    ],
)
def test_one_fault_says_what_is_wrong(extra, says):
    found = faults(SMALL + extra)

    assert len(found) == 1
    assert found[0].startswith(f"campaign.yaml: {says}")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("# nothing", "is empty"),
        ("[1, 2]", "must hold keys and values"),
        ("name: a: b", "line 1, column 8: this is not YAML"),
        ("a: &x 1\nb: *x", "line 2: write it without aliases"),
        ("name: !!python/object:os.system {}", "line 1: write it without aliases (*) and tags (!)"),
        ("[" * 5000, "is nested too deeply"),
        ("name: \x00", "line 1: a character that no text should hold"),
        (b"name: ok\nname: \x82\xa0", "line 2: this is not UTF-8"),
        ("#" * 300_000, "is larger than 256 kB"),
        ("name: " + "1" * 5000, "holds a figure that is too long"),
    ],
)
def test_what_is_no_campaign_file_is_refused_in_one_line(text, says):
    found = faults(text)

    assert len(found) == 1
    assert found[0].startswith(f"campaign.yaml: {says}")


def test_faults_never_repeat_a_number_or_the_words_of_a_script():
    found = faults(
        SMALL.replace("warning: isa-bail", "scripts: {ja: 5, fr: [secret]}")
        + "09012345678: x\narea: ['09012345678']"
    )

    assert not any(word in line for line in found for word in ("0901234", "secret"))


def test_own_words_must_cover_the_listed_languages():
    assert faults(own("{ja: こんにちは}")) == [
        "campaign.yaml: scripts: must hold the words of exactly the languages listed"
    ]
    assert read_plan(own("{ja: こんにちは, en: Hello}")).scripts == {"ja": "こんにちは", "en": "Hello"}


def test_stored_plan_comes_back_the_same():
    plan = read_plan(SMALL + "not_after: 2026-11-25T17:00:00+09:00\nretry: {after: 90s}\narea: 旭区")

    stored = json.loads(json.dumps(plan.as_json()))

    assert Plan.from_json(stored) == plan


def test_digest_is_the_same_for_the_same_meaning_and_only_then():
    plan = read_plan(SMALL)
    again = read_plan(
        SMALL.replace("zh]", "zh-Hans]") + "window: {from: 9:00, days: [mon, tue-fri]}\nretry: {after: 600s}"
    )

    assert again.digest() == plan.digest()
    assert read_plan(own("{ja: a, en: b}")).digest() == read_plan(own("{en: b, ja: a}")).digest()
    assert read_plan(SMALL + "area: 旭区").digest() != plan.digest()


def test_plan_is_held_against_the_clock():
    past = read_plan(SMALL + "not_after: 2026-11-25T17:00:00+09:00")
    at_night = read_plan(SMALL + "not_after: 2026-12-01T08:00:00+09:00")

    assert against(read_plan(SMALL), MONDAY_TEN) == []
    assert "not_after: is past (2026-11-25 17:00, Japan's time)" in against(past, MONDAY_TEN)[0]
    assert against(at_night, MONDAY_TEN) == []
    assert "window: does not open again" in against(at_night, MONDAY_TEN.replace(hour=18))[0]


def test_no_call_begins_at_not_after_or_outside_the_window():
    plan = read_plan(SMALL + "not_after: 2026-11-30T12:00:00+09:00")
    noon = MONDAY_TEN.replace(hour=12)

    assert plan.may_call(MONDAY_TEN)
    assert not plan.may_call(MONDAY_TEN.replace(hour=8))
    assert not plan.may_call(noon)
    assert plan.next_opening(noon) is None


@given(st.one_of(st.text(max_size=200), st.binary(max_size=200), st.text(max_size=80).map(SMALL.__add__)))
def test_no_text_at_all_does_more_harm_than_a_refusal(text):
    try:
        plan = read_plan(text)
    except PlanInvalid:
        assert all(line.startswith("campaign.yaml: ") for line in faults(text))
    else:
        assert Plan.from_json(plan.as_json()) == plan
