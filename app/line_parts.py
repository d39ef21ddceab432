"""The tables of a line file: numbers, office hours, advice, policy."""

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from campaigns.dialled import Also
from campaigns.labels import read_label
from campaigns.plan import Source
from privacy.bursts import AN_HOUR
from privacy.number import NotANumber, PhoneNumber
from prompts.library import normal
from prompts.promises import ResidentVoice

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Hours = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=240)]


class Part(BaseModel):
    """A table of the line file: nothing unknown may stand in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Number(Part):
    """A published number of ours, as it is printed, and the language in which it answers."""

    printed: str
    language: str | None = None

    @model_validator(mode="after")
    def _valid(self) -> "Number":
        try:
            PhoneNumber.parse(self.printed)
        except NotANumber as fault:
            raise ValueError(str(fault)) from None
        if self.language is not None:
            normal(self.language)
        return self

    @property
    def e164(self) -> str:
        """Return the number in the form of the network."""
        return PhoneNumber.parse(self.printed).e164


class Advice(Part):
    """General knowledge that no source of ours gives: what, where from, and when it was checked."""

    text: Words
    source: Words
    checked_on: date


class Area(Part):
    """An area that somebody may register for, as campaigns name it, and its name in each language."""

    name: Annotated[Words, AfterValidator(read_label)]
    words: Mapping[str, Words]


class Relay(Part):
    """The telephone relay service for those who cannot hear or speak on the telephone; general knowledge."""

    words: Mapping[str, Words]
    source: Words
    checked_on: date


class Office(Part):
    """Days and hours at which our calls are made and the office is staffed, Japan's time."""

    days: Literal["mon-fri", "mon-sat", "every day"] = "mon-fri"
    start: time = time(9)
    end: time = time(17)
    words: Mapping[str, Hours]
    closed: tuple[date, ...] = ()
    """Further days on which nobody is called."""
    opened: tuple[date, ...] = ()
    """Days on which calls are made although they are a holiday or another weekday."""

    @model_validator(mode="after")
    def _decided(self) -> "Office":
        both = sorted(set(self.closed) & set(self.opened))
        if both:
            raise ValueError(f"closed: {', '.join(map(str, both))} stands among the opened days too")
        return self


LOOKED_UP = (Source.CONSENT, Source.PUBLIC_DIRECTORY)
"""Of calls to these people nothing is told that they do not know; that police have a number, they may not."""


def _sources(value: object) -> object:
    return {True: LOOKED_UP, False: ()}.get(value, value) if isinstance(value, bool) else value


class Policy(Part):
    """What the line has decided, and who decided it; a live start needs it in writing."""

    resident_voice: ResidentVoice = ResidentVoice.OFF
    decided_by: str | None = None
    decided_on: date | None = None
    own_call_lookup: Annotated[tuple[Source, ...], BeforeValidator(_sources)] = LOOKED_UP
    """Campaigns from these sources can be asked about; `true` stands for the usual ones, `false` for none."""
    opt_outs_an_hour: int = Field(default=AN_HOUR, ge=1)
    """More wishes not to be called than these, by hotline and text within an hour, wait for an operator."""
    registration: bool = False
    registrations_an_hour: int = Field(default=20, ge=1)
    """Further people cannot register by hotline and text within an hour; their numbers may be forged."""
    surge_calls_a_minute: int | None = Field(default=None, ge=1)
    """With more calls to the hotline in a minute, homes are called more slowly; with twice as many, not."""
    also_dials: tuple[Also, ...] = ()
    """Kinds of line that are called besides landlines, mobiles and 050 numbers."""
    transfer: bool = False
    two_way_sms: bool = False
    emergency: bool = False
    """Whether homes may be called outside the hours in an emergency that two persons approved."""

    def unstated(self) -> tuple[str, ...]:
        """Return what is not written down, although a live start needs it."""
        written = self.model_fields_set
        keys = ("resident_voice", "decided_by", "decided_on")
        return tuple(f"policy.{key}" for key in keys if key not in written or not getattr(self, key))
