"""The words of a campaign, made from its plan and pinned when it is created."""

from campaigns.plan import Plan, Unlisted
from prompts.library import Audience, Channel, Prompts

ENROLMENT = "call.enrolment"


def words(prompts: Prompts, plan: Plan, language: str, channel: Channel) -> str:
    """Return one language's whole message with `{date}` left in it.

    An operator's own script stands between our opening and closing, as a warning from the library does. One
    for an enrolment stands alone: our opening announces a warning, and our closing that nobody calls again.
    """
    audience = Audience(plan.audience)
    if plan.enrolment:
        own = plan.scripts
        return own[language].strip() if own else enrolment(prompts, language, channel)
    if plan.scripts is not None:
        return prompts.around(language, plan.scripts[language].strip(), channel, audience, plan.area)
    return prompts.warning(language, str(plan.warning), channel, audience, plan.area)


def enrolment(prompts: Prompts, language: str, channel: Channel = Channel.VOICE) -> str:
    """Return what an enrolment call says; raises UnknownSentence where nobody has written it yet."""
    return prompts.frame(language, ENROLMENT, channel, date="{date}")


def unwritten(prompts: Prompts, plan: Plan) -> list[str]:
    """Return why an enrolment without words of its own cannot speak: its sentence has to be there."""
    if not plan.enrolment or plan.scripts is not None:
        return []
    known = [tag for tag in plan.languages if tag in prompts.words]
    lacking = [tag for tag in known if ENROLMENT not in prompts.words[tag].frame]
    return [f"enrolment: there are no words for it in {', '.join(lacking)}: write scripts"] if lacking else []


def pinned(prompts: Prompts, plan: Plan) -> list[dict[str, str]]:
    """Return voice and text of every language of the plan, ready to be stored.

    With `unlisted: sms` recipients in other languages get a text, so those of our languages are pinned too.
    """
    others = () if plan.unlisted != Unlisted.SMS or plan.warning is None else prompts.languages
    return [
        {
            "language": language,
            "voice": words(prompts, plan, language, Channel.VOICE),
            "text": words(prompts, plan, language, Channel.SMS),
        }
        for language in dict.fromkeys((*plan.languages, *others))
    ]
