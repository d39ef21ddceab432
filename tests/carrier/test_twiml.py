from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrier import twiml
from carrier.answers import document, no_content
from carrier.pieces import ENCODED_BELOW, pieces
from carrier.twiml import Pause, Play, Say
from carrier.voices import VOICES, speaks, voice

ACTION = "https://line.example/voice/en/root/main-0-0-1/press?a=1&b=2"
SENTENCE = "お金やカードを渡してはいけません。"


def verbs(answer):
    return [(verb.tag, verb.text, verb.attrib) for verb in ET.fromstring(answer)]


def said(answer):
    return [say.text for say in ET.fromstring(answer).iter("Say")]


def test_a_menu_awaits_exactly_one_key_and_silence_is_an_answer():
    [gather] = ET.fromstring(
        twiml.listen([Say("Press 1.", "en"), Pause(2), Play("https://line.example/a.mp3")], ACTION)
    )

    assert gather.tag == "Gather"
    assert gather.attrib == {
        "input": "dtmf",
        "numDigits": "1",
        "finishOnKey": "",
        "actionOnEmptyResult": "true",
        "action": ACTION,
        "method": "POST",
        "timeout": "8",
    }
    assert [(verb.tag, verb.text, verb.attrib) for verb in gather] == [
        ("Say", "Press 1.", {"voice": "Polly.Joanna-Neural", "language": "en-US"}),
        ("Pause", None, {"length": "2"}),
        ("Play", "https://line.example/a.mp3", {}),
    ]


def test_what_is_spoken_ends_by_hanging_up():
    spoken = twiml.speak([Say(SENTENCE, "ja")])

    assert verbs(spoken) == [
        ("Say", SENTENCE, {"voice": "Polly.Kazuha-Neural", "language": "ja-JP"}),
        ("Hangup", None, {}),
    ]


def test_what_is_spoken_leads_on():
    assert verbs(twiml.speak([], then=ACTION)) == [("Redirect", ACTION, {"method": "POST"})]


def test_a_home_is_never_asked_for_a_key():
    assert "Gather" not in twiml.speak([Say(SENTENCE, "ja")], then=ACTION)


def test_a_text_is_answered_or_not():
    assert ET.fromstring(twiml.reply("1 & 2\nthree")).findtext("Message") == "1 & 2\nthree"
    assert verbs(twiml.reply(None)) == verbs(twiml.reply(" \n")) == verbs(twiml.empty()) == []


def test_a_long_warning_is_cut_between_sentences():
    spoken = said(twiml.speak([Say(SENTENCE * 100, "ja")]))

    assert "".join(spoken) == SENTENCE * 100
    assert len(spoken) == 4
    assert all(piece.endswith("。") for piece in spoken)
    assert all(len(quote(piece, safe="")) < ENCODED_BELOW for piece in spoken)


def test_a_point_within_a_figure_ends_nothing():
    long = "It costs 1.5 million yen at 10.30. " * 200

    assert all(piece.endswith("10.30.") for piece in pieces(long))


@pytest.mark.parametrize("glue", ["、", ", ", " ", ""])
def test_a_text_without_sentences_is_cut_where_it_can_be(glue):
    words = glue.join(["ภาษาไทย"] * 300)

    assert "".join(pieces(words)).replace(" ", "") == words.replace(" ", "")
    assert all(not piece.startswith(("า", "ษ")) for piece in pieces(words) if glue)


@given(st.text(st.characters(exclude_categories=[]), max_size=3000))
def test_whatever_is_said_the_document_can_be_read(text):
    document = twiml.speak([Say(text, "ja")])

    document.encode()
    spoken = said(document)
    assert all(spoken)
    assert all(len(quote(piece, safe="")) < ENCODED_BELOW for piece in spoken)


def test_control_characters_do_not_enter():
    assert said(twiml.speak([Say("a\x00b\x1b[0m\ud800\ufffec", "en")])) == ["ab[0mc"]
    assert ET.fromstring(twiml.reply("a\x00b\x85c")).findtext("Message") == "abc"


@pytest.mark.parametrize("nothing", ["", "  \n", "\x00", "\u3000"])
def test_nothing_is_said_where_there_is_nothing_to_say(nothing):
    assert said(twiml.speak([Say(nothing, "ja")])) == []


def test_markup_in_a_text_stays_text():
    assert said(twiml.speak([Say("<Hangup/> & <Dial>110</Dial>", "en")])) == ["<Hangup/> & <Dial>110</Dial>"]


def test_a_document_too_large_for_the_carrier_is_refused_here():
    with pytest.raises(ValueError, match="say less"):
        twiml.speak([Say(SENTENCE * 1300, "ja")])
    with pytest.raises(ValueError, match="shorten"):
        twiml.reply("a" * 1601)


@pytest.mark.parametrize("language", ["ne", "my", "mn", "si", "zh", "EN", ""])
def test_a_language_without_a_voice_must_be_recorded(language):
    assert not speaks(language)
    with pytest.raises(ValueError, match="Play"):
        twiml.speak([Say("...", language)])


def test_thirteen_languages_and_easy_japanese_have_two_voices_each():
    assert len(VOICES) == 14
    assert voice("ja-easy") == voice("ja")
    assert all(voice(language).first != voice(language).second for language in VOICES)


# Read from the vendor's list in November 2026. A name that is not in it makes the carrier skip the sentence.
OFFERED = {
    "ja-JP": {"Polly.Kazuha-Neural", "Polly.Tomoko-Neural", "Google.ja-JP-Neural2-B"},
    "en-US": {"Polly.Joanna-Neural", "Google.en-US-Neural2-F"},
    "cmn-CN": {"Polly.Zhiyu-Neural", "Google.cmn-CN-Wavenet-A"},
    "cmn-TW": {"Google.cmn-TW-Wavenet-A", "Google.cmn-TW-Standard-A"},
    "ko-KR": {"Polly.Seoyeon-Neural", "Google.ko-KR-Neural2-A"},
    "vi-VN": {"Google.vi-VN-Neural2-A", "Google.vi-VN-Wavenet-A"},
    "id-ID": {"Google.id-ID-Wavenet-A", "Google.id-ID-Standard-A"},
    "fil-PH": {"Google.fil-PH-Wavenet-A", "Google.fil-PH-Standard-A"},
    "pt-BR": {"Polly.Camila-Neural", "Google.pt-BR-Neural2-A"},
    "es-US": {"Polly.Lupe-Neural", "Google.es-US-Neural2-A"},
    "th-TH": {"Google.th-TH-Neural2-C", "Google.th-TH-Standard-A"},
    "fr-FR": {"Polly.Lea-Neural", "Google.fr-FR-Neural2-A"},
    "uk-UA": {"Google.uk-UA-Wavenet-A", "Google.uk-UA-Standard-A"},
}


@pytest.mark.parametrize("language", VOICES)
def test_every_voice_is_one_that_the_vendor_offers_for_its_locale(language):
    speaker = voice(language)

    assert {speaker.first, speaker.second} <= OFFERED[speaker.locale]


def test_documents_are_xml_and_status_callbacks_get_nothing():
    answer = document(twiml.empty())
    assert answer.content_type == "text/xml; charset=utf-8"

    nothing = no_content()
    assert (nothing.status_code, nothing.data) == (204, b"")
