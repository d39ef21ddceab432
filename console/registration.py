"""Somebody who cannot telephone wants to be warned: what the form offers, and what is done with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from campaigns import enrolling
from campaigns.desk import Desk
from campaigns.enrolling import LONGEST_MONTHS, Asked, CannotEnrol
from campaigns.people import Actor
from console.acts import Refused, Said
from console.typed import kept_as
from db.clock import TOKYO
from privacy.number import NotANumber, PhoneNumber
from privacy.standing_list import StandingList
from privacy.wanted import months_on
from prompts.library import Channel
from prompts.promises import ResidentVoice

USUAL_MONTHS = 6
_WHY = {"line": "register.wrong-line", "until": "register.wrong-until"}


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be chosen, areas with their names on this page, and how many are on the list."""

    channels: tuple[str, ...]
    languages: tuple[str, ...]
    areas: Mapping[str, str]
    first: date
    usual: date
    last: date
    count: int


def offer(desk: Desk, tongue: str) -> Offer | None:
    """Return what the form offers in the language of a page; None where the line lets nobody register."""
    promises, now = desk.prompts.promises, desk.clock.now()
    if not promises.registration:
        return None
    rings = promises.resident_voice is not ResidentVoice.OFF
    today = _today(now)
    return Offer(
        channels=(Channel.VOICE, Channel.SMS) if rings else (Channel.SMS,),
        languages=desk.prompts.languages,
        areas={name: desk.prompts.area(tongue, name) for name in promises.areas},
        first=today,
        usual=months_on(today, USUAL_MONTHS),
        last=months_on(today, LONGEST_MONTHS),
        count=sum(one.number for one in StandingList(desk.engine, desk.keystore).counts(now)),
    )


def enter(desk: Desk, form: Mapping[str, str], actor: Actor) -> Said:
    """Put the number of a form on the list; raises acts.Refused, which never holds what was typed."""
    try:
        number = PhoneNumber.parse(form.get("number", ""))
    except NotANumber:
        raise Refused(Said("wishes.no-number"), 422, at="number") from None
    try:
        last = date.fromisoformat(form.get("until", ""))
    except ValueError:
        raise Refused(Said("register.wrong-until"), 422, at="until") from None
    asked = Asked(form.get("channel", ""), form.get("language", ""), form.get("area") or None, last)
    try:
        enrolling.enrol(desk, [number], asked, actor, desk.clock.now())
    except CannotEnrol as fault:
        at = {"line": "number", "until": "until"}.get(fault.why, "")
        raise Refused(Said(_WHY.get(fault.why, "register.wrong-choice")), 422, at=at) from None
    return Said("register.done", {"number": number, "until": last})


def typed_until(form: Mapping[str, str]) -> str:
    """Return the last day as it was typed, if it may stand on the page again."""
    return kept_as("until", form.get("until", ""))


def _today(now: datetime) -> date:
    return now.astimezone(TOKYO).date()
