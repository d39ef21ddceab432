"""The checker of the carrier's rules refuses what the carrier would, and the writer passes it."""

import pytest

from carrier import twiml
from carrier.twiml import Pause, Play, Say
from carrier.voices import VOICES

URL = "https://line.example.jp/voice/ja/root/main-0-0-1/press"
JA = 'voice="Polly.Kazuha-Neural" language="ja-JP"'
GATHER = f'action="{URL}" method="POST"'

WRONG = [
    ("cut off", "<Say>", "not well-formed"),
    ("too large", f"<Pause/>{' ' * 70_000}", "bytes"),
    ("words outside of a verb", "hello<Hangup/>", "outside of any verb"),
    ("a verb in small letters", "<hangup/>", "not allowed"),
    ("a verb that we never use", "<Record/>", "not allowed"),
    ("something after the end", "<Hangup/><Pause/>", "never reached"),
    ("something after going elsewhere", f"<Redirect>{URL}</Redirect><Hangup/>", "never reached"),
    (
        "something after keys",
        f'<Gather {GATHER} actionOnEmptyResult="true"/><Hangup/>',
        "never reached",
    ),
    ("rejecting too late", "<Pause/><Reject/>", "not the first"),
    ("rejecting for another reason", '<Reject reason="tired"/>', "reason"),
    ("something in Hangup", "<Hangup>now</Hangup>", "nothing may stand inside"),
    ("no voice", "<Say>a</Say>", "does not speak"),
    ("a voice of another language", '<Say voice="Polly.Kazuha-Neural" language="en-US">a</Say>', "speak"),
    ("a voice of another tier", '<Say voice="Polly.Mizuki-Neural" language="ja-JP">a</Say>', "speak"),
    ("a letter that Google has not", '<Say voice="Google.th-TH-Neural2-A" language="th-TH">a</Say>', "speak"),
    ("an attribute that Say has not", f'<Say {JA} volume="9">a</Say>', "unknown attribute"),
    ("no words", f"<Say {JA}> </Say>", "characters"),
    ("too many words", f"<Say {JA}>{'a' * 3001}</Say>", "3001 characters"),
    ("too many Japanese letters", f"<Say {JA}>{'警' * 500}</Say>", "URL-encoded"),
    ("a verb in Say", f"<Say {JA}>a<Pause/></Say>", "does not read Pause"),
    ("emphasis for a neural voice", f"<Say {JA}><emphasis>a</emphasis></Say>", "does not read emphasis"),
    ("pitch for a neural voice", f'<Say {JA}><prosody pitch="low">a</prosody></Say>', "prosody"),
    (
        "a pace for a generative voice",
        '<Say voice="Polly.Joanna-Generative" language="en-US"><prosody rate="90%">a</prosody></Say>',
        "does not read prosody",
    ),
    ("a pace beyond what is possible", f'<Say {JA}><prosody rate="10%">a</prosody></Say>', "rate"),
    ("a pace without a sign", f'<Say {JA}><prosody rate="90">a</prosody></Say>', "rate"),
    ("a rest without a unit", f'<Say {JA}>a<break time="300"/></Say>', "time"),
    ("an endless rest", f'<Say {JA}>a<break time="11s"/></Say>', "time"),
    ("words in a rest", f'<Say {JA}><break time="1s">a</break></Say>', "inside"),
    ("a rest of nothing", '<Pause length="0"/>', "length"),
    ("a recording without an address", "<Play/>", "no absolute address"),
    ("a recording beside us", "<Play>/a.wav</Play>", "no absolute address"),
    ("a recording on a disk", "<Play>file:///a.wav</Play>", "no absolute address"),
    ("an address too long", f"<Play>https://a.jp/{'a' * 4000}</Play>", "too long"),
    ("an address in Japanese", "<Play>https://a.jp/警</Play>", "ASCII"),
    ("an address with a blank", "<Play>https://a.jp/a b</Play>", "ASCII"),
    ("keys without an action", "<Gather/>", "same document"),
    ("an action beside us", '<Gather action="press"/>', "no absolute address"),
    ("another method", f'<Gather action="{URL}" method="PUT"/>', "method"),
    ("no digits", f'<Gather {GATHER} numDigits="0"/>', "numDigits"),
    ("no time", f'<Gather {GATHER} timeout="0"/>', "timeout"),
    ("two finishing keys", f'<Gather {GATHER} finishOnKey="#*"/>', "finishOnKey"),
    ("yes and no", f'<Gather {GATHER} actionOnEmptyResult="yes"/>', "actionOnEmptyResult"),
    ("an attribute in another case", f'<Gather {GATHER} numdigits="1"/>', "unknown attribute"),
    ("Gather in Gather", f"<Gather {GATHER}><Gather {GATHER}/></Gather>", "not allowed"),
    ("the end in Gather", f"<Gather {GATHER}><Hangup/></Gather>", "not allowed"),
    ("keys that sound in Gather", f'<Gather {GATHER}><Play digits="1"/></Gather>', "no keys may sound"),
    ("words in Gather", f"<Gather {GATHER}>press 1</Gather>", "outside of any verb"),
    ("the caller's number shown", "<Dial>+81450000190</Dial>", "own number is shown"),
    ("a national number", '<Dial callerId="+81450000110">045-000-0190</Dial>', "E.164"),
    ("a national number shown", '<Dial callerId="0450000110">+81450000190</Dial>', "callerId"),
    ("nobody to call", '<Dial callerId="+81450000110"/>', "one number"),
    ("a talk too long", '<Dial callerId="+81450000110" timeLimit="14401">+81450000190</Dial>', "timeLimit"),
    ("ringing too long", '<Dial callerId="+81450000110" timeout="601">+81450000190</Dial>', "timeout"),
    ("a recorded talk", '<Dial callerId="+81450000110" record="true">+81450000190</Dial>', "record"),
    (
        "a conference",
        '<Dial callerId="+81450000110"><Conference>a</Conference></Dial>',
        "more than numbers",
    ),
    (
        "something after a Dial with an action",
        f'<Dial callerId="+81450000110" action="{URL}">+81450000190</Dial><Hangup/>',
        "never reached",
    ),
]


@pytest.mark.parametrize(("_what", "verbs", "complaint"), WRONG, ids=[row[0] for row in WRONG])
def test_a_document_against_the_rules_is_refused(twiml_rules, _what, verbs, complaint):
    found = twiml_rules.faults(f"<Response>{verbs}</Response>")

    assert any(complaint in fault for fault in found), found


@pytest.mark.parametrize("document", ["<Reply/>", '<Response version="1"/>', "", "\x00"])
def test_what_is_no_response_is_refused(twiml_rules, document):
    assert twiml_rules.faults(document)


@pytest.mark.parametrize("verbs", ["<Message></Message>", "<Say>a</Say>", f"<Message>{'a' * 1601}</Message>"])
def test_an_answer_to_a_text_against_the_rules_is_refused(twiml_rules, verbs):
    assert twiml_rules.faults_of_text(f"<Response>{verbs}</Response>")


def test_all_that_the_writer_can_write_keeps_the_rules(twiml_rules):
    said = [
        Say("電話を切ってください。払わないで。" * 100, "ja", 77, 900),
        Pause(2),
        Play("https://a.jp/a.wav"),
    ]
    documents = [
        twiml.listen(said, URL),
        twiml.speak(said),
        twiml.speak(said, URL),
        twiml.empty(),
        twiml.connect(said, "+81450000190", "+81450000110", URL, ring_seconds=25, talk_seconds=1800),
    ]

    assert [twiml_rules.faults(document) for document in documents] == [[]] * len(documents)
    assert (
        twiml_rules.faults_of_text(twiml.reply("a & b"))
        == twiml_rules.faults_of_text(twiml.reply(None))
        == []
    )


@pytest.mark.parametrize("language", VOICES)
def test_both_voices_of_every_language_exist_speak_its_locale_and_read_our_marks(twiml_rules, language):
    spoken = VOICES[language]

    for voice in (spoken.first, spoken.second):
        words = '<prosody rate="77%">a<break time="900ms"/>b</prosody>'
        say = f'<Say voice="{voice}" language="{spoken.locale}">{words}</Say>'
        assert twiml_rules.faults(f"<Response>{say}</Response>") == []
