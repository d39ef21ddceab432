"""How long a sentence takes to say, and which voice can say it."""

# Voices and languages: https://www.twilio.com/docs/voice/twiml/say/text-speech

from urllib.parse import quote

UNKNOWN_VOICE, WRONG_LANGUAGE, TOO_LONG, NO_TEXT = 13511, 13512, 13521, 13520

# Characters a second as telephone voices read them, pauses at stops included.
_RATES = {"ja": 6.5, "zh": 4.5, "cmn": 4.5, "yue": 4.5, "ko": 6.5, "th": 12.0, "my": 12.0}
_OTHER_RATE = 14.5

_SAME = {"zh-cn": "cmn-cn", "zh-tw": "cmn-tw", "zh-hk": "yue-hk", "en": "en-us", "es": "es-es", "fr": "fr-fr"}
_BASIC = frozenset({"en-us", "en-gb", "es-es", "fr-fr", "de", "de-de"})
_ALICE = frozenset(
    "da-dk de-de en-au en-ca en-gb en-in en-us ca-es es-es es-mx fi-fi fr-ca fr-fr it-it ja-jp ko-kr nb-no "
    "nl-nl pl-pl pt-br pt-pt ru-ru sv-se cmn-cn yue-hk cmn-tw".split()
)
# Per locale the tiers of Google's voices: Standard, Wavenet, Neural2, Chirp3-HD.
_GOOGLE = {
    **dict.fromkeys("en-us en-gb en-au en-in es-es es-us fr-fr fr-ca ja-jp ko-kr pt-br vi-vn hi-in".split(), "SWNC"),
    **dict.fromkeys("de-de it-it".split(), "SWNC"),
    **dict.fromkeys("cmn-cn id-id ru-ru bn-in tr-tr pl-pl nl-nl ta-in".split(), "SWC"),
    **dict.fromkeys("cmn-tw uk-ua ms-my pt-pt".split(), "SW"),
    **{"th-th": "SNC", "fil-ph": "SWN", "yue-hk": "S"},
}
# Per voice its locale and tiers: Standard, Neural, Generative.
_POLLY = {
    **dict.fromkeys(("Mizuki",), ("ja-jp", "S")),
    **dict.fromkeys(("Kazuha", "Tomoko"), ("ja-jp", "N")),
    "Takumi": ("ja-jp", "SN"),
    **dict.fromkeys(("Ivy", "Joey", "Justin", "Kendra", "Kevin", "Kimberly", "Salli"), ("en-us", "SN")),
    **dict.fromkeys(("Joanna", "Matthew"), ("en-us", "SNG")),
    **dict.fromkeys(("Danielle", "Ruth", "Stephen"), ("en-us", "NG")),
    "Gregory": ("en-us", "N"),
    **dict.fromkeys(("Brian", "Emma"), ("en-gb", "SN")),
    "Amy": ("en-gb", "SNG"),
    "Arthur": ("en-gb", "N"),
    "Olivia": ("en-au", "NG"),
    **dict.fromkeys(("Nicole", "Russell"), ("en-au", "S")),
    "Zhiyu": ("cmn-cn", "SN"),
    "Hiujin": ("yue-hk", "N"),
    "Seoyeon": ("ko-kr", "SN"),
    **dict.fromkeys(("Camila", "Vitoria"), ("pt-br", "SN")),
    "Ricardo": ("pt-br", "S"),
    "Thiago": ("pt-br", "N"),
    "Lupe": ("es-us", "SNG"),
    "Pedro": ("es-us", "NG"),
    **dict.fromkeys(("Miguel", "Penelope"), ("es-us", "S")),
    "Lucia": ("es-es", "SNG"),
    "Sergio": ("es-es", "NG"),
    **dict.fromkeys(("Conchita", "Enrique"), ("es-es", "S")),
    "Mia": ("es-mx", "SN"),
    "Andres": ("es-mx", "NG"),
    "Lea": ("fr-fr", "SNG"),
    "Remi": ("fr-fr", "N"),
    **dict.fromkeys(("Mathieu", "Celine"), ("fr-fr", "S")),
    "Chantal": ("fr-ca", "S"),
}
_POLLY_TIERS = {"": "S", "Neural": "N", "Generative": "G"}
_GOOGLE_TIERS = {"Standard": "S", "Wavenet": "W", "Neural2": "N", "Chirp3": "C"}
_LANGUAGES = _BASIC | _ALICE | frozenset(_GOOGLE) | {locale for locale, _ in _POLLY.values()}


def seconds(text: str, language: str) -> float:
    """Return how long the text takes to be said: by language 4.5 to 14.5 characters a second."""
    return max(0.4, len(text) / _RATES.get(language.split("-")[0].lower(), _OTHER_RATE))


def language_of(voice: str | None, language: str | None) -> str:
    """Return the locale in which such a Say speaks."""
    if language:
        return language
    name = (voice or "").partition(".")[2]
    if (voice or "").startswith("Google."):
        return "-".join(name.split("-")[:2])
    locale = _POLLY.get(name.partition("-")[0], ("en-us", ""))[0]
    return f"{locale[:-2]}{locale[-2:].upper()}"


def fault(text: str, voice: str | None, language: str | None) -> int | None:
    """Return the carrier's code for a Say that cannot be said, or None."""
    if not text.strip():
        return NO_TEXT
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
