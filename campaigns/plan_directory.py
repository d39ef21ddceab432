"""The keys of a campaign file that take recipients from the directory of institutions."""

from typing import Annotated

from pydantic import BeforeValidator

from campaigns.kinds import Kind, read_kind
from campaigns.plan_parts import Part
from campaigns.plan_values import Label
from prompts.library import Audience


def _read_kinds(value: object) -> tuple[Kind, ...]:
    words = value if isinstance(value, list | tuple) else [value]
    return tuple(dict.fromkeys(read_kind(str(word)) for word in words))


class Institutions(Part):
    """Which entries of the directory are called: those of an area, of some kinds, or all."""

    area: Label | None = None
    kinds: Annotated[tuple[Kind, ...], BeforeValidator(_read_kinds)] = ()


def wrong(audience: str, channel: str, *, institutions: bool, enrolment: bool, warning: bool) -> str | None:
    """Return what does not go together, or None."""
    if institutions and audience != Audience.INSTITUTION:
        return "institutions: homes are not in the directory: audience must be institution"
    if enrolment and not institutions:
        return "enrolment: only institutions of the directory enrol: add institutions: {}"
    if enrolment and channel != "voice":
        return "enrolment: is confirmed by a key: channel must be voice"
    if enrolment and warning:
        return "enrolment: an enrolment call warns of nothing: leave warning out"
    return None
