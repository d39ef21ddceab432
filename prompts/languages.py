"""The languages of this service, most used first, and how their tags are read."""

from prompts.faults import UnknownLanguage

TAGS = (
    "ja",
    "en",
    "ja-easy",
    "zh-Hans",
    "vi",
    "ko",
    "fil",
    "pt-BR",
    "ne",
    "zh-Hant",
    "id",
    "my",
    "th",
    "es",
    "mn",
    "fr",
    "uk",
)
_ALSO = {"zh": "zh-Hans", "pt": "pt-BR"}
_BY_LOWER = {tag.lower(): tag for tag in TAGS} | _ALSO


def normal(tag: str) -> str:
    """Return the tag as this service writes it: `zh` is zh-Hans, `PT_br` is pt-BR; raises UnknownLanguage."""
    found = _BY_LOWER.get(tag.strip().replace("_", "-").lower())
    if found is None:
        raise UnknownLanguage(f"no language {tag.strip()[:20]!r} here; there are {', '.join(TAGS)}")
    return found


def in_order(tags: set[str]) -> tuple[str, ...]:
    """Return the tags most used first, each once."""
    return tuple(tag for tag in TAGS if tag in tags)
