"""The line file: who we are, which numbers are ours, what we promise and who decided it."""

import os
import tomllib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, model_validator

from app.line_approvals import Approvals
from app.line_parts import Advice, Area, Number, Office, Part, Policy, Relay, Words
from campaigns.dialled import dials
from campaigns.plan_emergency import EARLIEST, LATEST
from campaigns.policy import LinePolicy
from campaigns.window import Hours
from prompts import pack
from prompts.library import normal
from prompts.pack import SHIPPED, Pack
from prompts.promises import Promises, ResidentVoice


class LineInvalid(Exception):
    """One line for each fault of the line file."""


class Line(Part):
    """One line, validated."""

    sample: bool = False
    organisation: Mapping[str, Words]
    hotline: tuple[Number, ...] = Field(min_length=1)
    displayed: Number
    office: Office
    emergency: Advice
    bank: Advice
    consultation: Advice | None = None
    """Where the police can be asked, as a number without `#`, which old telephones do not have."""
    relay: Relay | None = None
    areas: tuple[Area, ...] = ()
    transfer_to: Number | None = None
    policy: Policy
    approvals: Approvals = Approvals()
    packs: tuple[Path, ...] = (SHIPPED / "own-knowledge",)
    """Folders of local knowledge; in the file the name of a shipped one, or a path beside the file."""

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
        if self.policy.transfer and self.transfer_to is None:
            raise ValueError(
                "transfer_to: policy.transfer is on: name the number that callers are put through to"
            )
        return self

    @model_validator(mode="after")
    def _areas_named(self) -> "Line":
        names = [area.name for area in self.areas]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"areas: {', '.join(twice)} stands twice")
        for area in self.areas:
            unnamed = sorted(set(self.organisation) - set(area.words))
            if unnamed and self.policy.registration:
                raise ValueError(
                    f"areas: {area.name} has no words in {', '.join(unnamed)}, as organisation has"
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
            own_call_lookup=bool(self.policy.own_call_lookup),
            registration=self.policy.registration,
            areas={area.name: area.words for area in self.areas},
            transfer=self.policy.transfer,
            consultation_number=self.consultation.text if self.consultation else "#9110",
            relay=self.relay.words if self.relay else {},
            emergency_hours=(EARLIEST, LATEST) if self.policy.emergency else None,
            two_way_sms=self.policy.two_way_sms,
            sample=self.sample,
        )

    def packs_read(self) -> tuple[Pack, ...]:
        """Return the local knowledge that is switched on; raises PromptsInvalid."""
        return tuple(pack.read(folder) for folder in self.packs)

    def call_policy(self) -> LinePolicy:
        """Return what campaigns must keep to."""
        days = {"mon-fri": range(5), "mon-sat": range(6), "every day": range(7)}[self.office.days]
        closed, opened = frozenset(self.office.closed), frozenset(self.office.opened)
        hours = Hours(frozenset(days), self.office.start, self.office.end, closed=closed, opened=opened)
        surge = self.policy.surge_calls_a_minute
        return LinePolicy(
            self.policy.resident_voice,
            hours,
            self.policy.own_call_lookup,
            surge_calls_a_minute=surge,
            emergency=self.policy.emergency,
            unstated=() if self.sample else self.policy.unstated(),
            dials=dials(self.policy.also_dials),
        )

    def numbers(self) -> dict[str, str | None]:
        """Return our own numbers in E.164 and the language in which each answers, if it has one."""
        return {n.e164: n.language and normal(n.language) for n in (*self.hotline, self.displayed)}


def read_line(path: Path | None) -> Line:
    """Read a line file, or the built-in sample where none is given; raises LineInvalid."""
    if path is None:
        text = resources.files("app").joinpath("sample_line.toml").read_text("utf-8")
        return _validated("sample line", text, SHIPPED)
    try:
        return _validated(str(path), path.read_text("utf-8"), path.absolute().parent)
    except (OSError, UnicodeDecodeError) as trouble:
        raise LineInvalid(f"LINE: {path} cannot be read: {type(trouble).__name__}") from None


def line_at_hand() -> Line:
    """Return the line of this environment, or the sample, for commands that need no settings."""
    named = os.environ.get("LINE")
    return read_line(Path(named) if named else None)


def _validated(name: str, text: str, beside: Path) -> Line:
    try:
        return Line.model_validate(_with_packs(tomllib.loads(text), beside))
    except tomllib.TOMLDecodeError as fault:
        raise LineInvalid(f"{name}: not TOML: {fault}") from None
    except ValidationError as trouble:
        lines = [
            f"{name}: {'.'.join(map(str, f['loc'])) or 'file'}: {f['msg'].removeprefix('Value error, ')}"
            for f in trouble.errors(include_input=False, include_url=False)
        ]
        raise LineInvalid("\n".join(lines)) from None


def _with_packs(raw: dict[str, Any], beside: Path) -> dict[str, Any]:
    """Turn the names of packs into folders: a shipped one by its name, others by a path beside the line."""
    names = raw.get("packs")
    if not isinstance(names, list):
        return raw
    folders = []
    for name in map(str, names):
        shipped = SHIPPED / name
        folder = shipped if "/" not in name and shipped.is_dir() else beside / name
        if not (folder / "pack.toml").is_file():
            raise LineInvalid(f"packs: {name!r} is neither shipped nor a folder with a pack.toml here")
        folders.append(folder)
    return {**raw, "packs": folders}
