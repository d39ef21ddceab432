"""What other systems send: the shapes that requests are held to, and that the description is made from."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from campaigns.states import CampaignState

_LETTERS = r"A-Za-z\u3041-\u3096\u30a1-\u30fc\u3005\u4e00-\u9fff"
PLACE = rf"^[{_LETTERS}][{_LETTERS} ]{{0,39}}$"
"""Names of places in Japanese or plain letters: nothing that a listener could follow, and no figures."""
MOST_PAGES = 10_000
Place = Annotated[str, Field(pattern=PLACE, description="A municipality or ward, or an area of the line.")]
_STRICT = ConfigDict(extra="forbid")


class Which(BaseModel):
    """Which campaigns, fifty on a page, the last made first."""

    model_config = _STRICT
    state: Annotated[CampaignState | None, Field(description="Only those in this state.")] = None
    area: Place | None = None
    page: Annotated[int, Field(ge=1, le=MOST_PAGES)] = 1


class Hours(BaseModel):
    """Over how many hours, this one included."""

    model_config = _STRICT
    hours: Annotated[int, Field(ge=1, le=168)] = 24


class Nothing(BaseModel):
    """No parameter at all."""

    model_config = _STRICT


class Once(BaseModel):
    """The key under which a request makes one thing, however often it is sent."""

    key: Annotated[
        str,
        Field(
            alias="Idempotency-Key",
            pattern=r"^[A-Za-z0-9_.:-]{8,80}$",
            description="Chosen by you, a new one for each incident. The same key with the same request "
            "gets the same answer and makes nothing new, for eight days.",
        ),
    ]


class AlertRequest(BaseModel):
    """An incident: what is claimed and where. The area's institutions are meant; homes if a list is named."""

    model_config = _STRICT
    claim: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,80}$", description="An id of /claims.")]
    area: Place
    list: Annotated[
        str | None, Field(pattern=r"^[a-z][a-z0-9-]{0,30}$", description="Homes: the people of this list.")
    ] = None
