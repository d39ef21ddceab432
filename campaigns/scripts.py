"""The words of a campaign, made from its plan and pinned when it is created."""

from campaigns.plan import Plan, Unlisted
from prompts.library import Audience, Channel, Prompts


def words(prompts: Prompts, plan: Plan, language: str, channel: Channel) -> str:
    """Return one language's whole message with `{date}` left in it.

    An operator's own script stands between our opening and closing, as a warning from the library does.
    """
    audience = Audience(plan.audience)
    if plan.scripts is not None:
        return prompts.around(language, plan.scripts[language].strip(), channel, audience, plan.area)
    return prompts.warning(language, str(plan.warning), channel, audience, plan.area)


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
