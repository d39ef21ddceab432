"""The campaign file: who is warned of what, how, when and how fast."""

import enum
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StrictBool, ValidationError, model_validator

from campaigns import plan_directory, plan_emergency, plan_faults, plan_repeat, strict_yaml
from campaigns.plan_directory import Institutions
from campaigns.plan_parts import Pace, Part, Repeat, Retry, Window
from campaigns.plan_values import Hold, Instant, Label, Language, Languages, ListName, OwnNumber, Whole
from campaigns.window import DAYS, Hours
from db.clock import TOKYO
from prompts.library import Audience


class PlanInvalid(ValueError):
    """A campaign file with faults, one line each in `faults`."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class Source(enum.StrEnum):
    """Where the numbers come from, and so why we may call them."""

    CONSENT = "consent"
    PUBLIC_DIRECTORY = "public directory"
    POLICE_LIST = "police list"
    OWN_RECORDS = "own records"


class Route(enum.StrEnum):
    """Which way a recipient is warned; `auto` goes by the kind of line."""

    VOICE = "voice"
    SMS = "sms"
    VOICE_THEN_SMS = "voice-then-sms"
    AUTO = "auto"


class Unlisted(enum.StrEnum):
    """What becomes of a recipient whose language the campaign does not speak."""

    FIRST = "first"
    SMS = "sms"
    SKIP = "skip"


class Plan(Part):
    """A campaign file that holds together."""

    name: Label
    audience: Audience
    source: Source
    channel: Route
    warning: Annotated[str, Field(max_length=60)] | None = None
    scripts: dict[Language, Annotated[str, Field(min_length=1, max_length=3000)]] | None = None
    languages: Languages
    unlisted: Unlisted | None = None
    area: Label | None = None
    window: Window = Window()
    pace: Pace = Pace()
    ring_seconds: Annotated[Whole, Field(ge=5, le=60)] = 30
    retry: Retry = Retry()
    languages_per_call: Annotated[Whole, Field(ge=1, le=2)] = 1
    hold: Hold = timedelta(hours=24)
    not_after: Instant | None = None
    starts_at: Instant | None = None
    """Before this instant no call begins, however early the campaign is started."""
    emergency: StrictBool = False
    """Homes are called outside the hours that the line publishes; two persons have to approve it."""
    cap: Literal["on", "off"] = "on"
    """Whether homes that have been called enough are spared; only an emergency may leave it out."""
    own_call_check: StrictBool | None = None
    """Whether people may ask if this campaign rang them; None leaves it to the line's policy."""
    listed: ListName | None = Field(default=None, alias="list")
    """The standing list whose people are warned, instead of a file's."""
    institutions: Institutions | None = None
    """Which institutions of the directory are called, instead of a file's."""
    repeat: Repeat | None = None
    """When it is made and started anew, with whoever is on its list or in the directory by then."""
    machine: Literal["off", "message", "text"] = "off"
    """What a machine that answers gets, if the carrier is asked to find out: the message, or a text once."""
    sender: OwnNumber | None = None
    """Which of our numbers calls or texts; None takes turns among all of them."""
    most_yen: Annotated[Whole, Field(ge=0)] | None = None
    """What it may cost at most by the arithmetic; above it nobody can approve it."""
    enrolment: StrictBool = False
    """Whether this is the call by which institutions enrol; before it none of them is warned."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if (self.warning is None) == (self.scripts is None) and not self.enrolment:
            raise ValueError(plan_faults.WARNING_OR_SCRIPTS)
        if self.warning is not None and not self.warning.replace("-", "").isalnum():
            raise ValueError("warning: must be an id such as isa-bail: `yobikake prompts list` shows all")
        if self.scripts is not None and set(self.scripts) != set(self.languages):
            raise ValueError("scripts: must hold the words of exactly the languages listed")
        if self.machine != "off" and self.channel == Route.SMS:
            raise ValueError("machine: no machine answers a text: leave it out, or call")
        return self

    @model_validator(mode="after")
    def _goes_to_those_who_asked(self) -> Self:
        if self.listed is not None and self.audience != Audience.RESIDENT:
            raise ValueError("list: people who registered are at home: audience must be resident")
        if self.listed is not None and self.source != Source.CONSENT:
            raise ValueError("list: people who registered asked for it: source must be consent")
        return self

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        own, emergency = self.institutions is not None, self.emergency
        about = {"enrolment": self.enrolment, "warning": self.warning is not None}
        gathered, end = own or self.listed is not None, self.not_after
        wrong = (
            plan_directory.wrong(self.audience, self.channel, institutions=own, **about)
            or plan_repeat.wrong(
                self.repeat, self.window, gathered=gathered, emergency=emergency, not_after=end
            )
            or plan_emergency.wrong(self.audience, self.window, emergency=emergency, cap=self.cap)
        )
        if wrong is not None:
            raise ValueError(wrong)
        return self

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Self:
        if self.starts_at is not None and self.not_after is not None and self.starts_at >= self.not_after:
            raise ValueError("starts_at: must be before not_after")
        return self

    @property
    def hours(self) -> Hours:
        """Return the window as something that can be asked whether it is open; see also LinePolicy."""
        days = frozenset(DAYS.index(day) for day in self.window.days)
        return Hours(days, self.window.start, self.window.end, self.window.holidays == "closed")

    def may_call(self, now: datetime, hours: Hours | None = None) -> bool:
        """Tell whether a call may begin now: between `starts_at` and `not_after`, in the window or hours."""
        early = self.starts_at is not None and now < self.starts_at
        late = self.not_after is not None and now >= self.not_after
        return not early and not late and (hours or self.hours).is_open(now)

    def next_opening(self, at: datetime, hours: Hours | None = None) -> datetime | None:
        """Return the first instant from `at` on at which a call may begin, or None if there is none."""
        return (hours or self.hours).next_opening(max(at, self.starts_at or at), self.not_after)

    def as_json(self) -> dict[str, Any]:
        """Return the plan as plain values, in one form however the file was written."""
        return self.model_dump(mode="json", by_alias=True)

    @classmethod
    def from_json(cls, values: Mapping[str, object]) -> Self:
        """Return the plan that `as_json` wrote."""
        return cls.model_validate(values)

    def digest(self) -> str:
        """Return a fingerprint (SHA-256, hex): the same for plans that mean the same."""
        text = json.dumps(self.as_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def read_plan(source: str | bytes, name: str = "campaign.yaml") -> Plan:
    """Read a campaign file; raises PlanInvalid with every fault, each in one line that begins with `name`."""
    try:
        values = strict_yaml.load(source)
    except strict_yaml.NotReadable as fault:
        raise PlanInvalid([f"{name}: {fault}"]) from None
    return plan_from(values, name)


def plan_from(values: Any, name: str = "", written: Mapping[str, object] | None = None) -> Plan:
    """Make a plan of plain values; raises PlanInvalid. `written` are those somebody wrote, if not all."""
    try:
        return Plan.model_validate(values)
    except ValidationError as error:
        faults = plan_faults.lines(error, values if written is None else written)
        raise PlanInvalid([f"{name}: {line}" if name else line for line in faults]) from None


def against(plan: Plan, now: datetime, name: str = "campaign.yaml", hours: Hours | None = None) -> list[str]:
    """Return what is wrong with a plan at this instant, in one line each."""
    if plan.not_after is not None and plan.not_after <= now:
        past = plan.not_after.astimezone(TOKYO)
        return [f"{name}: not_after: is past ({past:%Y-%m-%d %H:%M}, Japan's time): set a later one"]
    if plan_repeat.is_past(plan.repeat, now.astimezone(TOKYO).date()):
        return [f"{name}: repeat.until: is past: set a later day"]
    if plan.next_opening(now, hours) is None:
        return [f"{name}: window: does not open again before not_after: widen it or set a later not_after"]
    return []
