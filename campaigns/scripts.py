"""The words of a campaign, made from its plan and pinned when it is created."""

from dataclasses import dataclass
from datetime import date

from campaigns.plan import Plan, Unlisted
from prompts.library import Audience, Channel, Prompts

ENROLMENT = "call.enrolment"


@dataclass(frozen=True, slots=True)
class Earlier:
    """The warning that a message makes right, or says is over: the day in Japan on which it began."""

    day: date
    is_over: bool = False


def words(
    prompts: Prompts, plan: Plan, language: str, channel: Channel, earlier: Earlier | None = None
) -> str:
    """Return one language's whole message with `{date}` left in it.

    An operator's own script stands between our opening and closing, as a warning from the library does. One
    for an enrolment stands alone: our opening announces a warning, and our closing that nobody calls again.
    """
    audience = Audience(plan.audience)
    if plan.enrolment:
        own = plan.scripts
        return own[language].strip() if own else prompts.frame(language, ENROLMENT, channel, date="{date}")
    lead = about(prompts, language, channel, earlier)
    if earlier is not None and earlier.is_over:
        return prompts.around(language, lead, channel, audience, plan.area)
    if plan.scripts is not None:
        body = plan.scripts[language].strip()
    else:
        body = prompts.warning_body(language, str(plan.warning), channel)
    return prompts.around(language, body, channel, audience, plan.area, lead)


def pinned(prompts: Prompts, plan: Plan, earlier: Earlier | None = None) -> list[dict[str, str]]:
    """Return voice and text of every language of the plan, ready to be stored.

    With `unlisted: sms` recipients in other languages get a text, so those of our languages are pinned too.
    """
    others = () if plan.unlisted != Unlisted.SMS or plan.warning is None else prompts.languages
    return [
        {
            "language": language,
            "voice": words(prompts, plan, language, Channel.VOICE, earlier),
            "text": words(prompts, plan, language, Channel.SMS, earlier),
        }
        for language in dict.fromkeys((*plan.languages, *others))
    ]


def about(prompts: Prompts, language: str, channel: Channel, earlier: Earlier | None) -> str:
    """Return what a message says of an earlier warning; nothing where there is none."""
    if earlier is None:
        return ""
    form = "sms" if channel is Channel.SMS else "call"
    said = "all-clear" if earlier.is_over else "correction"
    day = prompts.day(language, earlier.day, channel)
    return prompts.frame(language, f"{form}.{said}", channel, day=day)
