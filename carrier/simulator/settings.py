"""What one says about a network before it starts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from carrier.simulator.faults import Faults
from carrier.simulator.personas import Mix

_E164 = re.compile(r"\+[1-9][0-9]{6,14}\Z")


@dataclass(frozen=True, slots=True)
class OurNumber:
    """Where the carrier turns when somebody dials or texts one of our numbers; None: nobody is there."""

    voice_url: str | None = None
    sms_url: str | None = None
    status_url: str | None = None
    voice_fallback_url: str | None = None
    voice_fallback_method: str = "POST"


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """One account with its numbers (E.164), its limits, and chance.

    `calls_per_second` and `texts_per_second`: what is over waits in the queue; None is without limit.
    `at_once`: calls that live at a time; what is over is refused with 10004. Without a `seed` each network
    plays differently, and no two ever give out the same reference.
    """

    account_sid: str
    auth_token: str
    numbers: Mapping[str, OurNumber]
    sender_ids: tuple[str, ...] = ()
    calls_per_second: float | None = 1.0
    texts_per_second: float | None = None
    at_once: int | None = None
    seed: int | None = None
    mix: Mix = field(default_factory=Mix)
    faults: Faults = field(default_factory=Faults)
    keep_transcripts: int = 2000
    """What was said is kept for so many calls, the latest ones."""

    def __post_init__(self) -> None:
        if not all(_E164.match(number) for number in self.numbers):
            raise ValueError("numbers: write every number of ours as +81…, in digits without spaces")
        for rate in (self.calls_per_second, self.texts_per_second):
            if rate is not None and rate <= 0:
                raise ValueError("a rate per second must be more than 0, or None for no limit")
