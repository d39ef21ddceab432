"""What stands on leaflet and card in one language: sentences of the prompts and facts of the line."""

from dataclasses import dataclass

from app.line import Line
from prompts.library import Channel, Prompts
from prompts.standing import Standing

_HELP, _ABROAD = "9-1", "9-5"
"""Leaves: where one can ask for advice; who stops calls from abroad, and when somebody is there."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The words of one language; `cautions` say what a reader must know of these papers themselves."""

    language: str
    organisation: str
    title: str
    danger: str
    hotline: str
    hours: str
    not_spoken: str | None
    essential: str
    intro: str
    address: str | None
    """Of the pages in this language, for the QR code."""
    our_calls: str
    promises: tuple[str, ...]
    displayed: str
    numbers_title: str
    numbers: tuple[str, ...]
    abroad_title: str
    abroad: tuple[str, ...]
    cautions: tuple[str, ...]
    sample: str | None


def sheet(prompts: Prompts, line: Line, language: str, base_url: str | None) -> Sheet:
    """Return the words for a language; without an address of the pages there will be no QR code.

    Raises UnknownLanguage where the line does not offer it.
    """

    def words(id: str, **slots: str) -> str:
        return prompts.frame(language, id, Channel.WEB, **slots)

    hotline = _hotline(line, language)
    # How institutions confirm is of no use at home, where these papers lie.
    promises = prompts.our_promises(language)[:-1]
    ours = words("number.line", name=prompts.promises.organisation[language], number=hotline)
    return Sheet(
        language=language,
        organisation=prompts.promises.organisation[language],
        title=words("web.title"),
        danger=words("danger"),
        hotline=hotline,
        hours=prompts.promises.hours[language],
        not_spoken=None if prompts.is_heard(language) else words("web.not-spoken"),
        essential=words("essential"),
        intro=words("web.intro"),
        address=f"{base_url.rstrip('/')}/check/{language}/" if base_url else None,
        our_calls=words("web.our-calls"),
        promises=promises,
        displayed=words("promise.displayed"),
        numbers_title=words("web.numbers"),
        numbers=(*prompts.numbers(language, _HELP, Channel.WEB), ours),
        abroad_title=prompts.label(language, _ABROAD, Channel.WEB),
        abroad=(
            prompts.say(language, _ABROAD, Channel.WEB),
            prompts.why(language, _ABROAD, Channel.WEB),
        ),
        cautions=(words("web.machine-drafted"),) if _drafted(prompts, language) else (),
        sample=words("sample-line") if prompts.promises.sample else None,
    )


def _drafted(prompts: Prompts, language: str) -> bool:
    return prompts.standings.get(language) is not Standing.REVIEWED


def _hotline(line: Line, language: str) -> str:
    """Return the number that answers in this language, else the one that asks for the language."""
    own = [number for number in line.hotline if line.numbers()[number.e164] == language]
    open_to_all = [number for number in line.hotline if number.language is None]
    return (own or open_to_all or list(line.hotline))[0].printed
