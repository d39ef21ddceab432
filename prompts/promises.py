"""What this line promises about its own calls: made from the line file, spoken by the hotline."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time


class ResidentVoice(enum.StrEnum):
    """Whether homes are called by voice at all, and which."""

    OFF = "off"
    CONSENTED = "consented"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Promises:
    """The facts of the line that sentences speak of. Names and hours stand per language.

    `organisation` and `hours` map a language to words; `hotline_number` and `displayed_number` are printed
    national forms (`045-000-0000`). `sample` marks the built-in line, which nobody may run live.
    """

    organisation: Mapping[str, str]
    hours: Mapping[str, str]
    hotline_number: str
    displayed_number: str
    resident_voice: ResidentVoice = ResidentVoice.AREA
    emergency_number: str = "110"
    emergency_hours: tuple[time, time] | None = None
    """Between which homes may be called in an emergency that two persons approved; None where never."""
    own_call_lookup: bool = False
    registration: bool = False
    areas: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The areas that somebody may register for, each with its name per language."""
    transfer: bool = False
    consultation_number: str = "#9110"
    """Where the police can be asked; better one without `#`, which old telephones do not have."""
    relay: Mapping[str, str] = field(default_factory=dict)
    """The telephone relay service, per language; nothing where the line file names none."""
    do_not_call_by_hotline: bool = True
    two_way_sms: bool = False
    sample: bool = True
    named_numbers: tuple[str, ...] = field(default=("#9110", "188"))
    """The only numbers that a call or text to a home may name."""
