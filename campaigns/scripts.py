"""The words of a campaign, made from its plan and pinned when it is created."""

from campaigns.plan import Plan, Unlisted
from prompts.library import Audience, Channel, Prompts
from prompts.rendering import join


def words(prompts: Prompts, plan: Plan, language: str, channel: Channel) -> str:
    """Return one language's whole message with `{date}` left in it.

    An operator's own script stands between our opening and closing, as a warning from the library does.
    """
    audience = Audience(plan.audience)
    if plan.scripts is not None:
        return _around(prompts, plan, language, channel, audience)
    return prompts.warning(language, str(plan.warning), channel, audience, plan.area)


def _around(prompts: Prompts, plan: Plan, language: str, channel: Channel, audience: Audience) -> str:
    """Put an operator's own words between our opening and closing, which no campaign can leave out."""
    assert plan.scripts is not None
    form = "sms" if channel is Channel.SMS else "call"
    kind = f"{form}.institution-" if audience is Audience.INSTITUTION else f"{form}."
    opening = f"{kind}opening" if plan.area else f"{kind}opening-anywhere"
    area = {"area": plan.area} if plan.area else {}
    first = prompts.frame(language, opening, channel, date="{date}", **area)
    return join([first, plan.scripts[language].strip(), prompts.frame(language, f"{kind}closing", channel)])


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
