"""Which languages of a campaign can be heard on the telephone; what cannot be heard is refused, by name."""

from collections.abc import Iterator

from campaigns.plan import Plan, Route
from prompts.library import Audience, Prompts

_UNRECORDED = "has no voice, and a correction no recording: leave it out, with unlisted: first, sms or skip"


def unheard(prompts: Prompts, plan: Plan, *, correcting: bool = False) -> list[str]:
    """Return what keeps a campaign's calls from being heard, a line each with what to do.

    `correcting` tells that they begin with a sentence about an earlier warning, and its day.
    """
    if plan.channel is Route.SMS:
        return []
    short = (tag for tag in plan.languages if tag in prompts.languages and tag in prompts.short)
    if correcting:
        return [f"languages: {tag}: {_UNRECORDED}" for tag in short]
    return [f"languages: {tag}: {fault}" for tag in short for fault in _faults(prompts, plan, tag)]


def _faults(prompts: Prompts, plan: Plan, language: str) -> Iterator[str]:
    if plan.audience is Audience.INSTITUTION:
        yield "institutions are asked for a key, and it has no voice to ask in: send texts, or leave it out"
        return
    sheet = f'"yobikake prompts sheet --language {language}'
    if not prompts.is_heard(language):
        yield f'has no voice, and its short form is not recorded: record it: {sheet}", or send texts'
    if plan.warning is None:
        yield "has no voice, and words of your own have no recording: name a warning, or send texts"
        return
    try:
        body = prompts.warning_body(language, plan.warning)
    except LookupError:
        return  # That the warning is unknown is said once, whatever the language.
    if not prompts.recorded(language, " ".join(body.split())):
        yield f'this warning is not recorded: record it: {sheet} --warning {plan.warning}", or send texts'
