"""What a form means: an alert that can be judged, or what has to be mended, by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from campaigns.alert_plans import Alert
from campaigns.desk import Desk
from campaigns.plan import Source
from console import known
from console.acts import Said
from console.alert import places, whom
from console.alert.places import Where
from console.alert.typed import FILE, LIST, NOBODY, Typed
from console.alert.whom import Homes
from db.clock import TOKYO
from prompts.faults import UnknownSentence
from prompts.library import Channel
from prompts.promises import ResidentVoice


@dataclass(slots=True)
class Meaning:
    """What is meant. `alert` is there as soon as claim and area are; `wrong` names fields to be mended."""

    typed: Typed
    areas: tuple[str, ...]
    claim: str = ""
    where: Where = field(default_factory=Where)
    homes: str = NOBODY
    proposed: str = NOBODY
    lists: tuple[Homes, ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)
    alert: Alert | None = None
    wrong: dict[str, Said] = field(default_factory=dict)

    @property
    def listed(self) -> Homes | None:
        """Return the list that is to be warned."""
        return next((one for one in self.lists if f"{LIST}{one.id}" == self.homes), None)


def meaning(desk: Desk, typed: Typed, now: datetime) -> Meaning:
    """Find out what a form means."""
    found = Meaning(typed, places.ours(desk, now))
    try:
        found.claim = known.claim(desk.prompts, typed.claim)
    except UnknownSentence:
        found.wrong["claim"] = Said("alert.no-claim")
    found.where = places.where(typed.area, found.areas, desk.prompts.promises)
    if found.where.wrong:
        found.wrong["area"] = found.where.wrong
    found.lists = tuple(whom.lists(desk, found.where.area, now))
    found.proposed = _proposed(found)
    found.homes = _homes(found)
    found.own = _own(desk, found)
    starts, ends = _times(found, now)
    source = _source(desk, found)
    if found.claim and found.where.area:
        chosen = found.listed
        found.alert = Alert(
            claim=found.claim.removeprefix("C-"),
            area=found.where.area,
            listed=chosen.id if chosen and chosen.fits else None,
            source=source,
            own_words=found.own or None,
            starts_at=starts,
            not_after=ends,
        )
    return found


def checked(desk: Desk, claim: str, language: str) -> str:
    """Return the checked words of a warning."""
    return " ".join(desk.prompts.warning_body(language, claim, Channel.VOICE).split())


def _proposed(found: Meaning) -> str:
    """Return the list that means most people here; before anybody said where, we propose nothing."""
    if not found.where.area:
        return ""
    fitting = [one for one in found.lists if one.here]
    return f"{LIST}{max(fitting, key=lambda one: one.here).id}" if fitting else NOBODY


def _homes(found: Meaning) -> str:
    """Return which homes were chosen."""
    chosen = found.typed.homes
    names = {NOBODY, FILE, *(f"{LIST}{one.id}" for one in found.lists)}
    return chosen if chosen in names and chosen != found.typed.proposed else found.proposed


def _own(desk: Desk, found: Meaning) -> dict[str, str]:
    """Return the words that somebody changed; those that were typed for another claim are not taken over."""
    if not found.claim or found.typed.worded != found.claim:
        return {}
    return {
        tag: words
        for tag, words in found.typed.words.items()
        if tag in desk.prompts.languages and words != checked(desk, found.claim, tag)
    }


def _source(desk: Desk, found: Meaning) -> Source | None:
    if found.homes != FILE:
        return None
    if found.typed.source not in set(Source):
        found.wrong["source"] = Said("alert.no-source")
        return Source.CONSENT  # So that the file can be looked at before anybody says where it comes from.
    source = Source(found.typed.source)
    if desk.policy.resident_voice is ResidentVoice.CONSENTED and source is not Source.CONSENT:
        found.wrong["source"] = Said("alert.source-consent")
    return source


def _times(found: Meaning, now: datetime) -> tuple[datetime | None, datetime | None]:
    starts = _instant(found, "starts", now) if found.typed.when == "later" else None
    if found.typed.when == "later" and starts is None:
        found.wrong.setdefault("starts", Said("alert.no-time"))
    ends = _instant(found, "ends", now)
    if ends is not None and ends <= (starts or now):
        found.wrong["ends"] = Said("alert.ends-early")
        ends = None
    return starts, ends


def _instant(found: Meaning, name: str, now: datetime) -> datetime | None:
    """Read a time as a form has it, in Japan's; one that is past is of no use as a beginning."""
    given: str = getattr(found.typed, name).strip().replace("/", "-")
    if not given:
        return None
    try:
        at = datetime.fromisoformat(given).replace(tzinfo=TOKYO)
    except ValueError:
        found.wrong[name] = Said("alert.no-time")
        return None
    if name == "starts" and at <= now:
        found.wrong[name] = Said("alert.time-past")
        return None
    return at
