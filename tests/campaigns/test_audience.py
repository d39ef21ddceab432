"""Who is warned: every row becomes a recipient, or is named by its line and never by its number."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.audience import OTHER_AREAS, inspect, recipients
from campaigns.dialled import Also, dials
from campaigns.kind_words import by_plan
from campaigns.lines import Lines
from campaigns.plan import read_plan
from campaigns.tongues import read_language
from privacy.number import NotANumber, PhoneNumber


def plan(channel="voice", audience="resident", unlisted="", languages="ja, en, zh"):
    choice = f"unlisted: {unlisted}\n" if unlisted else ""
    return read_plan(
        f"name: a\naudience: {audience}\nsource: consent\nwarning: isa-bail\n"
        f"languages: [{languages}]\nchannel: {channel}\n{choice}"
    )


def file(*lines, header="number,language,area"):
    return io.BytesIO("\n".join((header, *lines)).encode())


def numbers(source, of=None):
    return [person.number.e164 for person in recipients(source, of or plan())]


def only(source, of=None):
    (person,) = recipients(source, of or plan())
    return person


@pytest.mark.parametrize(
    "written",
    [
        "09012345678",
        "090-1234-5678",
        "０９０－１２３４－５６７８",
        "090‐1234‐5678",
        "090ー1234ー5678",
        "090 1234 5678",
        "+81 90-1234-5678",
        "+81(0)90-1234-5678",
        "9012345678",
        "(090)1234-5678",
    ],
)
def test_every_spelling_of_a_number_is_the_same_number(written):
    assert numbers(file(f"{written},,")) == ["+819012345678"]


def test_two_spellings_of_one_number_are_one_recipient():
    source = file("090-1234-5678,,", "+819012345678,,", "08012345678,,")

    assert inspect(source, plan()).duplicates == 1
    assert numbers(source) == ["+819012345678", "+818012345678"]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (",ja,x", "line 2: no number"),
        ("山田,ja,x", "line 2: not a telephone number"),
        ("090-1234-567,ja,x", "line 2: not a number that exists (…67)"),
        ("9.01235E+10,ja,x", "line 2: a number shortened by Excel: format the column as text (…10)"),
        ("+12025550123,,", "line 2: a number outside Japan (…23)"),
        ("0990-123-456,,", "line 2: a premium-rate number (…56)"),
        ("0120-123-456,,", "line 2: a toll-free number is no home (…56)"),
        ("0570-000-123,,", "line 2: a special number is no home (…23)"),
        ("09012345678,xx,", "line 2: unknown language xx (…78)"),
        ("09012345678,宇宙語,", "line 2: unknown language (…78)"),
        (
            "09012345678,,call 0312345678",
            "line 2: area must not hold a number as long as a telephone number (…78)",
        ),
        (
            "09012345678,,http://x",
            "line 2: area must be a plain name, without links, brackets or control characters (…78)",
        ),
        ("09012345678,,,Sato", "line 2: more cells than the header has columns"),
    ],
)
def test_a_bad_row_is_named_by_line_and_reason_and_masked(row, says):
    found = inspect(file(row, "08012345678,,"), plan())

    assert [str(bad) for bad in found.bad] == [says]
    assert (found.good, found.bad_count) == (1, 1)


@pytest.mark.parametrize(
    ("number", "also", "kind"),
    [("0120-123-456", "toll-free", "toll-free"), ("0570-000-123", "special", "special")],
)
def test_a_line_dials_ordinary_lines_and_what_its_file_adds(number, also, kind):
    of, rows = plan(audience="institution"), f"{number},,"

    assert inspect(file(rows), of, dials([Also(also)])).good == 1
    assert f"a {kind} number" in inspect(file(rows), of).bad[0].reason


def test_premium_numbers_are_never_dialled():
    assert inspect(file("0990-123-456,,"), plan(audience="institution"), dials(Also)).bad_count == 1


@pytest.mark.parametrize(
    ("channel", "says"),
    [
        ("sms", ["2 landlines, 1 IP telephone cannot get SMS"]),
        ("auto", ["2 landlines, 1 IP telephone are rung; 3 mobiles are texted"]),
        ("voice-then-sms", ["2 landlines, 1 IP telephone cannot get SMS, and are rung only"]),
        ("voice", []),
    ],
)
def test_what_the_kinds_of_line_mean_is_said(channel, says):
    of = plan(channel)
    rows = ["045-200-0001,,", "045-200-0002,,", "050-1234-5678,,", *(f"090123456{n},," for n in (70, 71, 72))]

    assert by_plan(of, inspect(file(*rows), of)) == says


def test_institutions_may_have_toll_free_numbers_names_and_extensions():
    source = file("A銀行,0120-123-456,１２", header="名称,電話番号,内線")

    (person,) = recipients(source, plan(audience="institution"), dials([Also.TOLL_FREE]))

    assert (person.number.e164, person.name, person.extension) == ("+81120123456", "A銀行", "12")


def test_an_extension_is_digits():
    found = inspect(
        file("A,0312345678,ask Sato", header="name,number,extension"), plan(audience="institution")
    )

    assert found.bad[0].reason == "extension must be digits"


def test_a_text_campaign_names_lines_that_take_no_texts():
    found = inspect(file("045-200-0001,,", "09012345678,,"), plan("sms"))

    assert [str(bad) for bad in found.bad] == ["line 2: this line takes no texts (…01)"]


def test_auto_texts_mobiles_and_rings_landlines():
    source = file("045-200-0001,,", "09012345678,,")

    assert [person.channel for person in recipients(source, plan("auto"))] == ["voice", "sms"]


@pytest.mark.parametrize(
    ("cell", "tag"),
    [
        ("日本語", "ja"),
        ("やさしい日本語", "ja-easy"),
        ("中国語", "zh-Hans"),
        ("中国語（繁体字）", "zh-Hant"),
        ("ベトナム語", "vi"),
        ("タガログ語", "fil"),
        ("English", "en"),
        ("ZH", "zh-Hans"),
        ("pt", "pt-BR"),
        ("zh_hant", "zh-Hant"),
        (" ja ", "ja"),
        ("ｅｎ", "en"),
        ("", None),
    ],
)
def test_languages_are_read_as_tags_and_as_names(cell, tag):
    assert read_language(cell) == tag


def test_who_has_no_language_gets_the_first():
    source = file("09012345678,,")

    assert only(source).language == "ja"
    assert inspect(source, plan()).without_language == 1


def test_other_languages_are_counted_and_must_be_decided():
    source = file("09012345678,vi,", "08012345678,ja,")

    found = inspect(source, plan())

    assert found.unlisted == {"vi": 1}
    assert "rows in languages that the campaign does not have (vi: 1)" in found.undecided(plan())[0]
    assert numbers(source) == ["+818012345678"]


def test_unlisted_first_speaks_the_first_language():
    person = only(file("09012345678,vi,"), plan(unlisted="first"))

    assert (person.language, person.channel, person.unlisted) == ("ja", "voice", "vi")


def test_unlisted_sms_texts_in_the_language_of_the_row_where_the_line_can():
    source = file("09012345678,vi,", "045-200-0001,vi,")
    texted = plan(unlisted="sms")

    person = only(source, texted)

    assert (person.language, person.channel) == ("vi", "sms")
    assert (
        inspect(source, texted).bad[0].reason
        == "language vi is not in the campaign, and this line takes no texts"
    )


def test_unlisted_skip_leaves_out_and_counts():
    found = inspect(file("09012345678,vi,", "08012345678,ja,"), plan(unlisted="skip"))

    assert (found.good, found.skipped, found.bad_count) == (1, 1, 0)
    assert found.faults(plan(unlisted="skip")) == []


def test_counts_are_what_the_arithmetic_needs():
    found = inspect(
        file("09012345678,en,旭区", "045-200-0001,,旭区", "+12025550123,,"), plan("voice-then-sms")
    )

    assert found.kinds == {"mobile": 1, "landline": 1}
    assert found.languages == {"en": 1, "ja": 1}
    assert found.areas == {"旭区": 2}
    assert found.loads == {("en", "voice"): 1, ("ja", "voice"): 1}
    assert found.textable == {"en": 1}
    assert found.reasons == {"a number outside Japan": 1}


def test_a_list_of_rubbish_is_counted_and_listed_only_in_part():
    source = file(*(f"rubbish {n},," for n in range(5_000)))

    found = inspect(source, plan())

    assert (found.bad_count, len(found.bad), found.good) == (5_000, 100, 0)
    lines = found.faults(plan())
    assert lines[-2:] == [
        "audience.csv: and 4,900 more bad rows",
        "audience.csv: has no row that can be called",
    ]


def test_a_thousand_areas_are_counted_apart_and_the_rest_together():
    found = inspect(file(*(f"090{n + 10_000_000:08d},,area {n}" for n in range(1_200))), plan())

    assert len(found.areas) == 1_001
    assert found.areas[OTHER_AREAS] == 200


def test_nothing_that_is_printed_holds_a_number():
    source = file("09012345678,xx,", "090-9876-543,,", "08055554444,,")

    found = inspect(source, plan())
    printed = f"{found!r} {found.faults(plan())} {list(recipients(source, plan()))!r}"

    assert not any(part in printed for part in ("0123456", "9876", "5555"))


@given(st.lists(st.from_regex(r"0[1-9][0-9]{8,9}", fullmatch=True), min_size=20))
def test_what_is_remembered_of_a_beginning_is_what_the_library_says(texts):
    lines = Lines()

    for text in texts + [text[:-1] + "5" for text in texts]:
        try:
            number, kind = lines.read(text)
        except ValueError:
            with pytest.raises(NotANumber):
                PhoneNumber.parse(text)
        else:
            assert (number, kind) == (PhoneNumber.parse(text), number.kind)


def test_numbers_with_one_beginning_keep_their_own_kinds():
    source = file("045-200-0001,,", "050-1200-0001,,", "03-3200-0001,,", "09012345678,,")

    assert [person.kind for person in recipients(source, plan())] == ["landline", "ip", "landline", "mobile"]
