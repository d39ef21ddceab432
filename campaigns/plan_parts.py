"""The parts of a campaign file that hold keys of their own: window, pace, retry."""

from datetime import time, timedelta
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from campaigns.plan_values import Clock, Day, Days, Figure, Ramp, Wait, Whole
from campaigns.window import DAYS


class Part(BaseModel):
    """Keys and values, and nothing unknown among them."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, hide_input_in_errors=True)


class Window(Part):
    """Days and hours at which calls may begin, in Japan's time."""

    days: Days = DAYS[:5]
    start: Clock = Field(default=time(9), alias="from")
    end: Clock = Field(default=time(17), alias="to")
    holidays: Literal["closed", "open"] = "closed"

    @model_validator(mode="after")
    def _opens(self) -> Self:
        if self.start >= self.end:
            raise ValueError(f"never opens: from ({self.start:%H:%M}) must be before to ({self.end:%H:%M})")
        return self


class Pace(Part):
    """Starts a second, and calls at once."""

    per_second: Annotated[Figure, Field(gt=0, le=1000)] = 1.0
    at_once: Annotated[Whole, Field(ge=1, le=1000)] = 20
    ramp: Ramp = timedelta(0)
    """How long the pace grows, from a quarter of it, after the start; so that a mistake is heard early."""


class Retry(Part):
    """How often more, and how long after the end of the last attempt."""

    times: Annotated[Whole, Field(ge=0, le=5)] = 2
    after: Wait = timedelta(minutes=10)


class Repeat(Part):
    """A campaign that is made anew on these days at this hour, until a last day; Japan's time."""

    days: Days = DAYS[:5]
    at: Clock
    until: Day
    """The last day on which it may run."""
    holidays: Literal["closed", "open"] = "closed"
