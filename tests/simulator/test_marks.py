"""Words with marks for the voice: what is understood, how long it takes, and what telephones are told."""

import pytest
from flask import Response

OURS = "+815000000100"
NEURAL = "voice='Polly.Joanna-Neural' language='en-US'"


def seconds(telco, inner):
    """Return how long somebody listens to a Say."""
    telco.web.says("/voice", f"<Say {NEURAL}>{inner}</Say>")
    phone = telco.phone()
    phone.dial(OURS)
    return (phone.call.ended_at - phone.call.answered_at).total_seconds()


WORDS = "Hang up, give them nothing, and call the office yourself. Pay nothing to anybody today."


def test_a_slower_pace_takes_longer_and_a_rest_is_added(telco):
    plain = seconds(telco, WORDS)

    assert seconds(telco, f"<prosody rate='80%'>{WORDS}</prosody>") == pytest.approx(plain / 0.8)
    assert seconds(telco, f"<prosody rate='fast'>{WORDS}</prosody>") == pytest.approx(plain / 1.5)
    assert seconds(telco, f"{WORDS}<break time='1500ms'/>") == pytest.approx(plain + 1.5, abs=0.1)
    assert seconds(telco, f"{WORDS}<break time='2s'/>") == pytest.approx(plain + 2, abs=0.1)
    assert seconds(telco, f"<s>{WORDS}</s>") > plain
    assert telco.codes() == []


def test_a_mark_inside_a_mark_counts_too(telco):
    plain = seconds(telco, WORDS)

    nested = f"<prosody rate='50%'>{WORDS}<break time='1s'/></prosody>"

    assert seconds(telco, nested) == pytest.approx(plain * 2 + 1, abs=0.2)


def test_a_word_that_is_read_in_another_way_is_told_as_it_is_written(telco):
    written = seconds(telco, WORDS)

    spelled = seconds(telco, WORDS + " <sub alias='Immigration Services Agency of Japan'>ISA</sub>")

    assert spelled > written + 2
    telco.web.says("/voice", "<Say>the <sub alias='Immigration'>ISA</sub> <w role='amazon:VB'>read</w></Say>")
    phone = telco.phone()
    phone.dial(OURS)
    assert phone.heard_last == "the ISA read"


TAKEN = [
    "<break/>",
    "<break strength='x-strong'/>",
    "<break time='10s'/>",
    "<p>one</p>",
    "<s>one</s>",
    "<lang xml:lang='fr-FR'>un</lang>",
    "<phoneme alphabet='ipa' ph='x'>one</phoneme>",
    "<prosody rate='90%' volume='loud' pitch='low'>one</prosody>",
    "<prosody rate='x-slow'>one</prosody>",
    "<say-as interpret-as='digits'>188</say-as>",
    "<sub alias='two'>one</sub>",
    "<w role='amazon:VB'>one</w>",
]


@pytest.mark.parametrize("mark", TAKEN)
def test_documented_marks_are_understood(telco, mark):
    telco.web.says("/voice", f"<Say>words {mark}</Say>")

    telco.phone().dial(OURS)

    assert telco.codes() == []


REFUSED = [
    ("another element", "<audio src='a.wav'/>", 12200),
    ("an element in capitals", "<Break/>", 12200),
    ("an unknown attribute", "<break length='1s'/>", 12200),
    ("a rest without a unit", "<break time='300'/>", 12200),
    ("a rest above ten seconds", "<break time='11s'/>", 12200),
    ("an unknown rest", "<break strength='long'/>", 12200),
    ("no pace", "<prosody rate='slowly'>one</prosody>", 13513),
    ("a pace too slow for any voice", "<prosody rate='10%'>one</prosody>", 13513),
    ("an attribute of another element", "<s rate='90%'>one</s>", 12200),
]


@pytest.mark.parametrize(("_what", "mark", "code"), REFUSED, ids=[row[0] for row in REFUSED])
def test_anything_else_is_complained_about(telco, _what, mark, code):
    telco.web.says("/voice", f"<Say>words {mark}</Say>")

    telco.phone().dial(OURS)

    assert telco.codes() == [code]


@pytest.mark.parametrize(
    ("voice", "codes"),
    [
        ("Polly.Joanna", []),
        ("Polly.Joanna-Neural", [13520]),
        ("Polly.Joanna-Generative", [13520]),
        ("Google.en-US-Chirp3-HD-Aoede", [13520]),
    ],
)
def test_a_voice_that_does_not_know_a_mark_says_nothing(telco, voice, codes):
    telco.web.says("/voice", f"<Say voice='{voice}'><emphasis>one</emphasis></Say><Say>two</Say>")
    phone = telco.phone()

    phone.dial(OURS)

    assert telco.codes() == codes
    assert phone.heard_last.endswith("two")
    assert ("one" in phone.heard_last) is (codes == [])


def mu_law(seconds, *, broken=b""):
    """Return a WAV file of G.711 mu-law, which Python's own module does not read."""
    data = b"\xff" * (8000 * seconds)
    head = b"WAVEfmt " + (18).to_bytes(4, "little") + bytes([7, 0, 1, 0])
    head += (8000).to_bytes(4, "little") * 2 + bytes([1, 0, 8, 0, 0, 0])
    head += b"fact" + (4).to_bytes(4, "little") + len(data).to_bytes(4, "little")
    head += b"data" + len(data).to_bytes(4, "little")
    return broken or b"RIFF" + (len(head) + len(data)).to_bytes(4, "little") + head + data


def test_a_recording_in_the_telephone_s_own_encoding_lasts_as_long_as_its_sound(telco):
    telco.web.answers["/a.wav"] = Response(mu_law(7), mimetype="audio/wav")
    telco.web.says("/voice", "<Play>/a.wav</Play>")
    phone = telco.phone()

    phone.dial(OURS)

    assert (phone.call.ended_at - phone.call.answered_at).total_seconds() == pytest.approx(7)
    assert phone.heard[0].text == f"{telco.web.url}/a.wav"


NO_SOUND = [
    ("not there", Response("gone", status=404), 11200),
    ("a page", Response("<html>", mimetype="text/html"), 12300),
    ("a page that says it is sound", Response("<html>", mimetype="audio/wav"), 12300),
    ("a wav file without sound", Response(b"RIFF\x00\x00\x00\x00WAVE", mimetype="audio/wav"), 12300),
    ("nothing", Response(b"", mimetype="audio/basic"), 12300),
    ("no mp3", Response(b"text", mimetype="audio/mpeg"), 12300),
    ("an encoding that nobody plays", Response(b"OggS", mimetype="audio/ogg"), 12300),
]


@pytest.mark.parametrize(("_what", "answer", "code"), NO_SOUND, ids=[row[0] for row in NO_SOUND])
def test_what_is_no_recording_is_noted_and_passed_over(telco, _what, answer, code):
    telco.web.answers["/a.wav"] = answer
    telco.web.says("/voice", "<Play>/a.wav</Play><Say>two</Say>")
    phone = telco.phone()

    phone.dial(OURS)

    assert telco.codes() == [code]
    assert [one.kind for one in phone.heard] == ["say"]
