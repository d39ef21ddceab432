"""How long a sentence takes to say, and which voice can say it."""

# Voices and languages: https://www.twilio.com/docs/voice/twiml/say/text-speech

from urllib.parse import quote

from carrier.voices import marks

UNKNOWN_VOICE, WRONG_LANGUAGE, TOO_LONG, NO_TEXT = 13511, 13512, 13521, 13520

# Characters a second as telephone voices read them, pauses at stops included.
_RATES = {"ja": 6.5, "zh": 4.5, "cmn": 4.5, "yue": 4.5, "ko": 6.5, "th": 12.0, "my": 12.0}
_OTHER_RATE = 14.5

_SAME = {"zh-cn": "cmn-cn", "zh-tw": "cmn-tw", "zh-hk": "yue-hk", "en": "en-us", "es": "es-es", "fr": "fr-fr"}
_BASIC = frozenset({"en-us", "en-gb", "es-es", "fr-fr", "de", "de-de"})
_ALICE_SPEAKS = (
    "da-dk de-de en-au en-ca en-gb en-in en-us ca-es es-es es-mx fi-fi fr-ca fr-fr it-it ja-jp ko-kr nb-no "
    "nl-nl pl-pl pt-br pt-pt ru-ru sv-se cmn-cn yue-hk cmn-tw"
)
_ALICE = frozenset(_ALICE_SPEAKS.split())
# By tiers (Standard, Wavenet, Neural2, Chirp3-HD) the locales of Google's voices.
_GOOGLE_SPEAKS = {
    "SWNC": "en-us en-gb en-au en-in es-es es-us fr-fr fr-ca ja-jp ko-kr pt-br vi-vn hi-in de-de it-it",
    "SWC": "cmn-cn id-id ru-ru bn-in tr-tr pl-pl nl-nl ta-in",
    "SW": "cmn-tw uk-ua ms-my pt-pt",
    "SNC": "th-th",
    "SWN": "fil-ph",
    "S": "yue-hk",
}
_GOOGLE = {locale: tiers for tiers, locales in _GOOGLE_SPEAKS.items() for locale in locales.split()}
# By locale and tiers (Standard, Neural, Generative) Polly's voices.
_POLLY_SPEAKS = {
    ("ja-jp", "S"): "Mizuki",
    ("ja-jp", "N"): "Kazuha Tomoko",
    ("ja-jp", "SN"): "Takumi",
    ("en-us", "SN"): "Ivy Joey Justin Kendra Kevin Kimberly Salli",
    ("en-us", "SNG"): "Joanna Matthew",
    ("en-us", "NG"): "Danielle Ruth Stephen",
    ("en-us", "N"): "Gregory",
    ("en-gb", "SN"): "Brian Emma",
    ("en-gb", "SNG"): "Amy",
    ("en-gb", "N"): "Arthur",
    ("en-au", "NG"): "Olivia",
    ("en-au", "S"): "Nicole Russell",
    ("cmn-cn", "SN"): "Zhiyu",
    ("yue-hk", "N"): "Hiujin",
    ("ko-kr", "SN"): "Seoyeon",
    ("pt-br", "SN"): "Camila Vitoria",
    ("pt-br", "S"): "Ricardo",
    ("pt-br", "N"): "Thiago",
    ("es-us", "SNG"): "Lupe",
    ("es-us", "NG"): "Pedro",
    ("es-us", "S"): "Miguel Penelope",
    ("es-es", "SNG"): "Lucia",
    ("es-es", "NG"): "Sergio",
    ("es-es", "S"): "Conchita Enrique",
    ("es-mx", "SN"): "Mia",
    ("es-mx", "NG"): "Andres",
    ("fr-fr", "SNG"): "Lea",
    ("fr-fr", "N"): "Remi",
    ("fr-fr", "S"): "Mathieu Celine",
    ("fr-ca", "S"): "Chantal",
}
_POLLY = {name: spoken for spoken, names in _POLLY_SPEAKS.items() for name in names.split()}
_POLLY_TIERS = {"": "S", "Neural": "N", "Generative": "G"}
_GOOGLE_TIERS = {"Standard": "S", "Wavenet": "W", "Neural2": "N", "Chirp3": "C"}
_LANGUAGES = _BASIC | _ALICE | frozenset(_GOOGLE) | {locale for locale, _ in _POLLY.values()}


def seconds(letters: float, language: str) -> float:
    """Return how long so many letters take to be said: by language 4.5 to 14.5 of them a second."""
    return max(0.4, letters / _RATES.get(language.partition("-")[0].lower(), _OTHER_RATE))


def language_of(voice: str | None, language: str | None) -> str:
    """Return the locale in which such a Say speaks."""
    if language:
        return language
    name = (voice or "").partition(".")[2]
    if (voice or "").startswith("Google."):
        return "-".join(name.split("-")[:2])
    locale = _POLLY.get(name.partition("-")[0], ("en-us", ""))[0]
    return f"{locale[:-2]}{locale[-2:].upper()}"


def fault(
    text: str, voice: str | None, language: str | None, marked: frozenset[str] = frozenset()
) -> int | None:
    """Return the carrier's code for a Say that cannot be said, or None."""
    if not text.strip() or (voice is not None and "." in voice and not marked <= marks(voice)):
        return NO_TEXT  # A voice that does not know a mark says nothing at all.
    most = 3000 if (voice or "").startswith("Polly.") else 4096
    if len(text.encode()) > most or len(quote(text, safe="")) > 4500:
        return TOO_LONG
    wanted = None if language is None else _SAME.get(language.lower(), language.lower())
    if wanted is not None and wanted not in _LANGUAGES:
        return WRONG_LANGUAGE
    if voice is None:
        return None
    spoken = _locales(voice)
    if not spoken:
        return UNKNOWN_VOICE
    return WRONG_LANGUAGE if wanted is not None and wanted not in spoken else None


def _locales(voice: str) -> frozenset[str]:
    """Return the locales that a voice speaks; none for a voice that does not exist."""
    if voice in {"man", "woman", "alice"}:
        return _ALICE if voice == "alice" else _BASIC
    maker, _, name = voice.partition(".")
    if maker == "Polly":
        name, _, tier = name.partition("-")
        locale, tiers = _POLLY.get(name, ("", ""))
        return frozenset({locale}) if _POLLY_TIERS.get(tier, "?") in tiers else frozenset()
    parts = name.split("-")
    if maker != "Google" or len(parts) < 4:
        return frozenset()
    locale = f"{parts[0]}-{parts[1]}".lower()
    return frozenset({locale}) if _GOOGLE_TIERS.get(parts[2], "?") in _GOOGLE.get(locale, "") else frozenset()
