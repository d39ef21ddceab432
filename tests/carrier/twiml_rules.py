"""Checks a document against the carrier's documented rules, apart from all that the product believes of them.

Read in November 2026 from https://www.twilio.com/docs/voice/twiml and the pages below it (say, play, pause,
gather, dial, number, redirect, hangup, reject), https://www.twilio.com/docs/messaging/twiml, the list of
voices in the vendor's own library, and for marks within words
https://docs.aws.amazon.com/polly/latest/dg/supportedtags.html and
https://cloud.google.com/text-to-speech/docs/ssml. What the product never uses (Record, Conference...) is
refused as unknown.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

LARGEST = 65_536
LONGEST_URL = 4_000
LONGEST_TEXT = 1_600
LONGEST_SAY = {"Polly": 3_000, "": 4_096}
LONGEST_ENCODED = 4_500

# A value must match as a whole. Names and values are as the vendor writes them: capitals count.
_BOOL, _METHOD, _POSITIVE, _COUNT = "true|false", "GET|POST", "[1-9][0-9]{0,4}", "[0-9]{1,4}"
_E164 = r"\+[1-9][0-9]{6,14}"
_URL = "url"
ATTRIBUTES = {
    "Say": {"voice": ".+", "language": ".+", "loop": _COUNT},
    "Play": {"loop": _COUNT, "digits": "[0-9*#wW]+"},
    "Pause": {"length": _POSITIVE},
    "Gather": {
        "action": _URL,
        "method": _METHOD,
        "input": "dtmf|speech|dtmf speech",
        "numDigits": _POSITIVE,
        "timeout": _POSITIVE,
        "finishOnKey": "[0-9#*]?",
        "actionOnEmptyResult": _BOOL,
    },
    "Dial": {
        "action": _URL,
        "method": _METHOD,
        "timeout": _POSITIVE,
        "timeLimit": _POSITIVE,
        "callerId": _E164,
        "answerOnBridge": _BOOL,
        "hangupOnStar": _BOOL,
        "record": "do-not-record",
        "ringTone": "[a-z]{2}(-old|-tel)?",
    },
    "Number": {},
    "Redirect": {"method": _METHOD},
    "Hangup": {},
    "Reject": {"reason": "rejected|busy"},
    "Message": {},
}
MOST = {("Dial", "timeout"): 600, ("Dial", "timeLimit"): 14_400}
SPOKEN = {"Say", "Play", "Pause"}
VOICE_VERBS = SPOKEN | {"Gather", "Dial", "Redirect", "Hangup", "Reject"}
TEXT_VERBS = {"Message", "Redirect"}

# The voices of the languages that a line may speak, by locale; Google's by tier and letter.
POLLY = {
    "ja-JP": "Mizuki Takumi Kazuha-Neural Takumi-Neural Tomoko-Neural",
    "en-US": "Ivy Joanna Joey Justin Kendra Kevin Kimberly Matthew Salli Danielle-Neural Gregory-Neural "
    "Ivy-Neural Joanna-Neural Joey-Neural Justin-Neural Kendra-Neural Kevin-Neural Kimberly-Neural "
    "Matthew-Neural Ruth-Neural Salli-Neural Stephen-Neural Danielle-Generative Joanna-Generative "
    "Matthew-Generative Ruth-Generative Stephen-Generative",
    "cmn-CN": "Zhiyu Zhiyu-Neural",
    "ko-KR": "Seoyeon Seoyeon-Neural",
    "pt-BR": "Camila Ricardo Vitoria Camila-Neural Thiago-Neural Vitoria-Neural",
    "es-US": "Lupe Miguel Penelope Lupe-Neural Pedro-Neural Lupe-Generative Pedro-Generative",
    "fr-FR": "Celine Lea Mathieu Lea-Neural Remi-Neural Lea-Generative",
}
GOOGLE = {
    "ja-JP": "Standard-ABCD Wavenet-ABCD Neural2-BCD",
    "en-US": "Standard-ABCDEFGHIJ Wavenet-ABCDEFGHIJ Neural2-ACDEFGHIJ",
    "cmn-CN": "Standard-ABCD Wavenet-ABCD",
    "cmn-TW": "Standard-ABC Wavenet-ABC",
    "ko-KR": "Standard-ABCD Wavenet-ABCD Neural2-ABC",
    "vi-VN": "Standard-ABCD Wavenet-ABCD Neural2-AD",
    "id-ID": "Standard-ABCD Wavenet-ABCD",
    "fil-PH": "Standard-ABCD Wavenet-ABCD",
    "pt-BR": "Standard-ABCDE Wavenet-ABCDE Neural2-ABC",
    "es-US": "Standard-ABC Wavenet-ABC Neural2-ABC",
    "th-TH": "Standard-A Neural2-C",
    "fr-FR": "Standard-ABCDEFG Wavenet-ABCDEFG Neural2-ABCDEFG",
    "uk-UA": "Standard-A Wavenet-A",
}

# Marks within words, and what their attributes may be.
_RESTS = "none|x-weak|weak|medium|strong|x-strong"
MARKS = {
    "break": {"strength": _RESTS, "time": r"(?:10|[0-9])s|(?:10000|[0-9]{1,4})ms"},
    "emphasis": {"level": "strong|moderate|reduced"},
    "p": {},
    "phoneme": {"alphabet": "ipa|x-sampa|x-amazon-yomigana|x-amazon-pron-kana", "ph": ".+"},
    "prosody": {
        "rate": "x-slow|slow|medium|fast|x-fast|(?:[2-9][0-9]|1[0-9][0-9]|200)%",
        "volume": "silent|x-soft|soft|medium|loud|x-loud|[+-][0-9]+dB",
        "pitch": "x-low|low|medium|high|x-high|[+-][0-9]+%",
    },
    "s": {},
    "say-as": {"interpret-as": ".+", "format": ".+"},
    "sub": {"alias": ".+"},
    "w": {"role": ".+"},
}
_ALL = set(MARKS)
# The families of voices by their names. One that is not here reads no marks.
FAMILIES = [
    (r"Polly\.\w+-Neural", _ALL - {"emphasis"}, {"pitch"}),
    (r"Polly\.\w+-Generative", {"break", "p", "s", "say-as", "sub", "w"}, set()),
    (r"Polly\.\w+", _ALL, set()),
    (r"Google\..+-(Standard|Wavenet)-\w", _ALL - {"w"}, set()),
    (r"Google\..+-Neural2-\w", _ALL - {"w", "emphasis"}, {"pitch"}),
]


def faults(document: str | bytes) -> list[str]:
    """Return what is wrong with a voice document, each with the place; nothing where all is well."""
    return list(_document(document, VOICE_VERBS))


def faults_of_text(document: str | bytes) -> list[str]:
    """Return what is wrong with the answer to a text."""
    return list(_document(document, TEXT_VERBS))


def _document(document: str | bytes, verbs: set[str]) -> Iterator[str]:
    written = document.encode() if isinstance(document, str) else document
    if len(written) >= LARGEST:
        yield f"document: {len(written)} bytes"
    try:
        root = ET.fromstring(written)
    except ET.ParseError:
        yield "document: not well-formed"
        return
    if root.tag != "Response" or root.attrib:
        yield f"document: its root is {root.tag} {root.attrib}"
    if _loose(root):
        yield "Response: words stand outside of any verb"
    for place, verb in enumerate(root):
        yield from _verb(verb, verbs)
        if verb.tag == "Reject" and place:
            yield "Reject: is not the first verb"
        if _leads_away(verb) and place < len(root) - 1:
            yield f"{verb.tag}: what follows it is never reached"


def _leads_away(verb: ET.Element) -> bool:
    if verb.tag == "Gather":
        return verb.get("actionOnEmptyResult") == "true"
    return verb.tag in {"Redirect", "Hangup", "Reject"} or (verb.tag == "Dial" and "action" in verb.attrib)


def _verb(verb: ET.Element, allowed: set[str]) -> Iterator[str]:
    if verb.tag not in allowed:
        yield f"{verb.tag}: not allowed here"
        return
    yield from _attributes(verb, ATTRIBUTES[verb.tag])
    check = _CHECKS.get(verb.tag)
    yield from check(verb) if check else _nothing_inside(verb)


def _attributes(element: ET.Element, known: dict[str, str]) -> Iterator[str]:
    for name, value in element.attrib.items():
        form = known.get(name)
        most = MOST.get((element.tag, name))
        if form is None:
            yield f"{element.tag}: unknown attribute {name}"
        elif form == _URL:
            yield from _url(element.tag, value)
        elif not re.fullmatch(form, value) or (most and int(value) > most):
            yield f"{element.tag}: {name}={value!r}"


def _url(tag: str, value: str) -> Iterator[str]:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or "_" in parts.hostname:
        yield f"{tag}: {value[:60]!r} is no absolute address"
    if len(value) > LONGEST_URL or not re.fullmatch(r"[!-~]+", value):
        yield f"{tag}: the address is too long, or not in ASCII"


def _loose(element: ET.Element) -> bool:
    return bool((element.text or "").strip()) or any((inner.tail or "").strip() for inner in element)


def _nothing_inside(verb: ET.Element) -> Iterator[str]:
    if len(verb) or (verb.text or "").strip():
        yield f"{verb.tag}: nothing may stand inside"


def _address_inside(verb: ET.Element) -> Iterator[str]:
    if len(verb):
        yield f"{verb.tag}: only an address may stand inside"
    elif not (verb.tag == "Play" and "digits" in verb.attrib):
        yield from _url(verb.tag, (verb.text or "").strip())


def _message(verb: ET.Element) -> Iterator[str]:
    if len(verb) or not 0 < len(verb.text or "") <= LONGEST_TEXT:
        yield "Message: no words, too many, or more than words"


def _gather(gather: ET.Element) -> Iterator[str]:
    if _loose(gather):
        yield "Gather: words stand outside of any verb"
    if "action" not in gather.attrib:
        yield "Gather: without an action it asks the same document again"
    for inner in gather:
        yield from _verb(inner, SPOKEN)
        if inner.tag == "Play" and "digits" in inner.attrib:
            yield "Play: no keys may sound inside Gather"


def _dial(dial: ET.Element) -> Iterator[str]:
    if "callerId" not in dial.attrib:
        yield "Dial: without callerId the caller's own number is shown"
    numbers = [dial.text or "", *(inner.text or "" for inner in dial)]
    if any(inner.tag != "Number" or inner.attrib or len(inner) for inner in dial):
        yield "Dial: contains more than numbers"
    if not all(re.fullmatch(_E164, number.strip()) for number in numbers if number.strip()):
        yield "Dial: a number is not in E.164"
    if not any(number.strip() for number in numbers) or len(dial) > 10 or (len(dial) and _loose(dial)):
        yield "Dial: one number, or up to ten Number"


def _say(say: ET.Element) -> Iterator[str]:
    voice, language = say.get("voice", ""), say.get("language", "")
    if not _speaks(voice, language):
        yield f"Say: {voice!r} does not speak {language!r}"
    words = "".join(say.itertext())
    if not words.strip() or len(words) > LONGEST_SAY["Polly" if voice.startswith("Polly.") else ""]:
        yield f"Say: {len(words)} characters"
    inside = (say.text or "") + "".join(ET.tostring(inner, encoding="unicode") for inner in say)
    if len(quote(inside, safe="")) >= LONGEST_ENCODED:
        yield "Say: too long once it is URL-encoded"
    taken, never = next(((t, n) for name, t, n in FAMILIES if re.fullmatch(name, voice)), (set(), set()))
    for mark in say.iter():
        if mark is say:
            continue
        if mark.tag not in taken or never & mark.attrib.keys():
            yield f"Say: {voice} does not read {mark.tag}"
        else:
            yield from _attributes(mark, MARKS[mark.tag])
        if mark.tag == "prosody" and not mark.attrib:
            yield "prosody: changes nothing"
        if mark.tag == "break" and (len(mark) or mark.text):
            yield "break: words stand inside"


def _speaks(voice: str, language: str) -> bool:
    maker, _, name = voice.partition(".")
    if maker == "Polly":
        return name in POLLY.get(language, "").split()
    tiers = (tier.rsplit("-", 1) for tier in GOOGLE.get(language, "").split())
    return maker == "Google" and name in {f"{language}-{tier}-{one}" for tier, all in tiers for one in all}


_CHECKS = {
    "Say": _say,
    "Play": _address_inside,
    "Redirect": _address_inside,
    "Gather": _gather,
    "Dial": _dial,
    "Message": _message,
}
