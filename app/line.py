"""The line file: who we are, which numbers are ours, what we promise and who decided it."""

import tomllib
from collections.abc import Mapping
from datetime import date, time
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from campaigns.policy import LinePolicy
from campaigns.window import Hours
from privacy.number import NotANumber, PhoneNumber
from prompts.library import normal
from prompts.promises import Promises, ResidentVoice

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class LineInvalid(Exception):
    """One line for each fault of the line file."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Number(_Part):
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


class Advice(_Part):
    """General knowledge that no source of ours gives: what, where from, and when it was checked."""

    text: Words
    source: Words
    checked_on: date


class Office(_Part):
    """Days and hours at which our calls are made and the office is staffed, Japan's time."""

    days: Literal["mon-fri", "mon-sat", "every day"] = "mon-fri"
    start: time = time(9)
    end: time = time(17)
    words: Mapping[str, Words]


class Policy(_Part):
    """What the line has decided, and who decided it; a live start needs it in writing."""

    resident_voice: ResidentVoice = ResidentVoice.OFF
    decided_by: str | None = None
    decided_on: date | None = None
    own_call_lookup: bool = False
    registration: bool = False
    transfer: bool = False
    two_way_sms: bool = False


class Line(_Part):
    """One line, validated."""

    sample: bool = False
    organisation: Mapping[str, Words]
    hotline: tuple[Number, ...] = Field(min_length=1)
    displayed: Number
    office: Office
    emergency: Advice
    bank: Advice
    policy: Policy

    @model_validator(mode="after")
    def _complete(self) -> "Line":
        for language in self.organisation:
            normal(language)
        missing = sorted(set(self.organisation) - set(self.office.words))
        if missing:
            raise ValueError(f"office.words: has no words in {', '.join(missing)}, as organisation has")
        written = self.policy.decided_by and self.policy.decided_on
        if self.policy.resident_voice != ResidentVoice.OFF and not (written or self.sample):
            raise ValueError(
                "policy.decided_by: say who decided that homes are called by voice, and decided_on"
            )
        return self

    def promises(self) -> Promises:
        """Return what the prompts speak of: all that we say of ourselves is made from this."""
        return Promises(
            organisation=self.organisation,
            hours=self.office.words,
            hotline_number=self.hotline[0].printed,
            displayed_number=self.displayed.printed,
            resident_voice=self.policy.resident_voice,
            emergency_number=self.emergency.text,
            own_call_lookup=self.policy.own_call_lookup,
            two_way_sms=self.policy.two_way_sms,
            sample=self.sample,
        )

    def call_policy(self) -> LinePolicy:
        """Return what campaigns must keep to."""
        days = {"mon-fri": range(5), "mon-sat": range(6), "every day": range(7)}[self.office.days]
        hours = Hours(frozenset(days), self.office.start, self.office.end)
        return LinePolicy(self.policy.resident_voice, hours)

    def numbers(self) -> dict[str, str | None]:
        """Return our own numbers in E.164 and the language in which each answers, if it has one."""
        return {n.e164: n.language and normal(n.language) for n in (*self.hotline, self.displayed)}


def read_line(path: Path | None) -> Line:
    """Read a line file, or the built-in sample where none is given; raises LineInvalid."""
    if path is None:
        text = resources.files("app").joinpath("sample_line.toml").read_text("utf-8")
        return _validated("sample line", text)
    try:
        return _validated(str(path), path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as trouble:
        raise LineInvalid(f"LINE: {path} cannot be read: {type(trouble).__name__}") from None


def _validated(name: str, text: str) -> Line:
    try:
        return Line.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        raise LineInvalid(f"{name}: not TOML: {fault}") from None
    except ValidationError as trouble:
        lines = [
            f"{name}: {'.'.join(map(str, f['loc'])) or 'file'}: {f['msg'].removeprefix('Value error, ')}"
            for f in trouble.errors(include_input=False, include_url=False)
        ]
        raise LineInvalid("\n".join(lines)) from None
