"""What other systems get: the shapes that the description is made from."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from campaigns.states import CampaignState
from tree.radar import Trend

Count = Annotated[int, Field(ge=0)]
Counts = dict[str, Count]


class Draft(BaseModel):
    """One campaign that was drafted. Nobody is called before a person submits it and another approves it."""

    id: str
    name: str
    audience: str
    recipients: Count
    state: str
    page: Annotated[str, Field(description="Where operators look at it.")]


class Drafted(BaseModel):
    """What an alert became; `notes` say who is left out and why."""

    campaigns: list[Draft]
    notes: list[str]


class Campaign(BaseModel):
    """A campaign in short."""

    id: str
    name: str
    state: CampaignState
    audience: str
    channel: str
    warning: str | None
    area: str | None
    languages: list[str]
    recipients: Count
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class Campaigns(BaseModel):
    """One page of the campaigns."""

    campaigns: list[Campaign]
    page: int
    more: Annotated[bool, Field(description="Whether there is a next page.")]


class Progress(Campaign):
    """How far a campaign is: counts by end or state, and the share that needs no further call."""

    counts: Counts
    done: Count
    percent: Annotated[int, Field(ge=0, le=100)]
    reached: Count
    confirmed: Count
    likely_end: datetime | None


class Report(BaseModel):
    """The figures of a campaign; lengths in seconds, ends and states by name."""

    model_config = ConfigDict(extra="allow")
    id: str
    name: str
    state: CampaignState
    total: Count
    got_it: Count
    acknowledged: Count
    attempts: Count
    refused: Count
    counts: Counts
    by_language: dict[str, Counts]
    by_area: dict[str, Counts]
    by_hour: dict[str, Counts]
    coverage: dict[str, JsonValue] | None = None


class Reached(BaseModel):
    """How often answers of the hotline were reached. `merged` stands for what was too rare to tell apart."""

    since: datetime
    until: datetime
    total: Count
    answers: Counts
    languages: Counts
    channels: Counts
    hours: Annotated[Counts, Field(description="By beginning of the hour, in Japan's time.")]


class Rise(BaseModel):
    """What the radar says of a claim, or of a claim in an area; `usual` and `ratio` as least and most."""

    claim: str
    area: str | None
    count: Count
    usual: list[float]
    ratio: Annotated[list[float | None], Field(description="95 %; null where there is no upper bound.")]
    trend: Trend


class Radar(BaseModel):
    """What is told more often than usual: at the hotline, and by people who told operators."""

    enough_history: bool
    hotline: list[Rise]
    told: list[Rise]


class Claim(BaseModel):
    """A claim that can be warned of: its id and its short name in each language of the line."""

    id: str
    names: dict[str, str]


class Claims(BaseModel):
    """The claims."""

    claims: list[Claim]


class Areas(BaseModel):
    """The areas of the line, and those of the campaigns of the last weeks; others can be named too."""

    areas: list[str]


class Sentence(BaseModel):
    """What was found about one part, in the language of the request."""

    part: str
    finding: str
    well: bool
    says: str
    to_do: str


class Health(BaseModel):
    """How the installation is."""

    well: bool
    findings: list[Sentence]


class Fault(BaseModel):
    """What is wrong with one field."""

    field: str
    problem: str


class ProblemDetails(BaseModel):
    """Why something was not done, and what to do (RFC 9457)."""

    model_config = ConfigDict(extra="allow")
    type: str
    title: str
    status: int
    code: str
    detail: str
    fields: list[Fault] | None = None


Plain = dict[str, Any]
