import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts import linter
from prompts.faults import UnknownLanguage
from prompts.library import Audience, Channel

HOME, SHOP = Audience.RESIDENT, Audience.INSTITUTION
MUST = "This is {organisation}, {date}. Hang up and ask the office yourself. Nobody calls or visits you. "
MUST_JA = "{organisation}です。{date}。切って、ご自分で確かめてください。このことで電話や訪問はありません。"


def rules(text: str, language: str = "en", audience: Audience = HOME) -> set[str]:
    return {finding.rule for finding in linter.lint(text, language, audience).refused}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("channel", [Channel.VOICE, Channel.SMS])
@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("area", [None, "横浜市旭区"])
def test_our_own_warnings_pass(prompts, language, channel, audience, area) -> None:
    for name in sorted(set(prompts.knowledge.warnings.values())):
        text = prompts.warning(language, name, channel, audience, area)

        found = linter.lint(text, language, audience)

        assert found.passed, (name, found)
        assert found.flags == ()


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("link", "See https://example.jp/check for more."),
        ("link", "Visit police-help.com today."),
        ("link", "Write to help@example.jp."),
        ("number", "Our number is 045-000-0000."),
        ("number", "Ask at ０４５（０００）００００."),
        ("number", "Ask at 0 4 5 0 0 0 0 0 0 0."),
        ("number", "Ask at zero four five, zero zero zero, one two three four."),
        ("number", "Ask at 045\u200b-000\u200b-0000."),
        ("number", "In danger dial 110."),
        ("number", "Ask at 0450000000円."),
        ("number", "Ask at #9111."),
        ("key", "Press 1 to hear more."),
        ("key", "Pre\u200bss 1 to hear more."),
        ("key", "To confirm, press any key."),
        ("key", "They may lie, but please press 1."),
        ("key", "Do not hesitate to press the star key."),
        ("reply", "Please reply YES."),
        ("reply", "Text us when you have read this."),
        ("money", "Pay the fee today."),
        ("money", "Send 3,000 yen to keep this service."),
        ("money", "Transfer your savings to a safe account."),
        ("data", "Tell us your name and address."),
        ("data", "Please confirm your date of birth."),
        ("contact", "Call us back on the number above."),
        ("contact", "Come to our office tomorrow."),
        ("contact", "Stay on the line."),
        ("genuine", "This is a genuine call from the police."),
        ("genuine", "This is not a scam."),
        ("threat", "You will be arrested."),
        ("threat", "Your card will be cancelled."),
        ("hurry", "Act within 2 hours."),
        ("hurry", "This is urgent."),
    ],
)
def test_an_english_script_for_homes_asks_for_nothing(rule: str, text: str) -> None:
    assert rule in rules(MUST + text)


@pytest.mark.parametrize(
    "text",
    [
        "They will tell you to press 1.",
        "A recorded voice may say that you must press a key.",
        "Do not press any key.",
        "We never ask for money, and nobody needs to reply.",
        "Swindlers may say: you will be arrested unless you pay a fine.",
        "Immigration never asks you to send money.",
        "If somebody asks you to pay bail, hang up.",
        "Hang up at once.",
        "Police consultation: #9110. Consumer hotline: 188.",
        "They speak of a fine of 2,000,000 yen on 2026-11-24.",
        "They speak of a fine of 2000000 yen.",
        "Call your nearest police station yourself.",
        "Pay nothing, tell them nothing, press nothing.",
    ],
)
def test_reports_and_denials_in_english_pass(text: str) -> None:
    assert rules(MUST + text) == set()


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("link", "くわしくはhttps://example.jpへ。"),
        ("number", "045-000-0000へ。"),
        ("number", "ゼロ、よん、ご、ゼロ、ゼロ、ゼロ、いち、に、さん、よんへ。"),
        ("number", "危ないときは110番へ。"),
        ("key", "1を押してください。"),
        ("key", "お聞きになったら、１番を押してください。"),
        ("reply", "このメッセージに返信してください。"),
        ("money", "手数料を振り込んでください。"),
        ("data", "お名前とご住所を教えてください。"),
        ("data", "暗証番号を入力してください。"),
        ("contact", "折り返しお電話ください。"),
        ("contact", "明日、警察署にお越しください。"),
        ("genuine", "この電話は本物の警察です。"),
        ("genuine", "これは詐欺ではありません。"),
        ("threat", "あなたは逮捕されます。"),
        ("hurry", "至急、手続きをお願いします。"),
        ("hurry", "2時間以内に手続きが必要です。"),
    ],
)
def test_a_japanese_script_for_homes_asks_for_nothing(rule: str, text: str) -> None:
    assert rule in rules(MUST_JA + text, "ja")


@pytest.mark.parametrize(
    "text",
    [
        "「1を押してください。」と言われても、押さないでください。",
        "自動音声で番号を押させる電話があります。",
        "警察官が「逮捕されます」と言っても、お金を払わないでください。",
        "入国管理局が、電話でお金を振り込んでくださいと言うことはありません。",
        "暗証番号を教えないでください。",
        "番号をご自分で調べて、おかけください。",
        "今すぐ切ってください。",
        "警察の相談は#9110、消費者ホットラインは188です。",
        "罰金200万円を払えというメールは、詐欺です。",
    ],
)
def test_reports_and_denials_in_japanese_pass(text: str) -> None:
    assert rules(MUST_JA + text, "ja") == set()


def test_an_institution_may_be_asked_for_a_key_and_told_the_emergency_number() -> None:
    text = MUST + "To confirm, press any key. If a swindler is there, dial 110."

    assert rules(text, "en", SHOP) == set()
    assert rules(text, "en", HOME) == {"key", "number"}


def test_an_institution_is_asked_for_no_data_either() -> None:
    assert rules(MUST + "Tell us your name and account number.", "en", SHOP) == {"data"}


def test_a_bare_script_is_told_all_that_it_lacks() -> None:
    found = linter.lint("Beware of swindlers.", "en", HOME)

    assert [finding.rule for finding in found.missing] == ["who", "date", "hang_up", "nobody"]
    assert not found.passed


def test_the_name_of_the_organisation_says_who_speaks() -> None:
    text = "見本センター、{date}。切ってください。電話や訪問はありません"

    assert [one.rule for one in linter.lint(text, "ja", HOME, ["見本センター"]).missing] == []


def test_a_long_script_and_an_unknown_slot_are_flagged() -> None:
    found = linter.lint(MUST + "Be careful with calls. " * 50 + "{name}", "en", HOME)

    assert {finding.rule for finding in found.flags} == {"long", "slot"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Officer Tanaka will help."),
        ("en", "My name is Sato."),
        ("ja", "担当の田中です。"),
        ("ja", "鈴木と申します。"),
    ],
)
def test_nobody_is_named(language: str, text: str) -> None:
    assert "person" in rules((MUST if language == "en" else MUST_JA) + text, language)


def test_a_swindler_who_gives_a_name_may_be_reported() -> None:
    assert rules(MUST + "They may say: this is Officer Tanaka.") == set()


@pytest.mark.parametrize(
    ("text", "rule"),
    [("Ask Tanaka.", "name"), ("\u0420lease listen.", "letters")],
)
def test_what_cannot_be_judged_is_shown_to_the_approver(text: str, rule: str) -> None:
    assert [one.rule for one in linter.lint(MUST + text, "en", HOME).flags] == [rule]


@pytest.mark.parametrize("number", ["०४५-०००-००००", "၀၄၅-၀၀၀-၀၀၀၀", "๐๔๕-๐๐๐-๐๐๐๐"])
def test_numbers_are_found_in_the_digits_of_every_script(number: str) -> None:
    assert "number" in rules(f"{MUST}{number}")


def test_a_full_stop_inside_quotes_does_not_end_the_report() -> None:
    assert rules(MUST + "They say “Hello. Press 1 now. Pay the fee.” to frighten people.") == set()


@given(before=st.text(max_size=60), after=st.text(max_size=60))
def test_a_number_is_found_whatever_stands_around_it(before: str, after: str) -> None:
    for language in ("ja", "en", "ko"):
        assert "number" in rules(f"{before} 045-000-0000 {after}", language)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownLanguage):
        linter.lint("Guten Tag", "de", HOME)
