"""Whom an earlier campaign means: those who have not confirmed it, or those whom it reached."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.intake import destination
from campaigns.models import Attempt, Delivery, Institution
from campaigns.states import AttemptState as A
from campaigns.table import Gathered, Row
from db.engine import reading

REACHED = (A.ANSWERED, A.HEARD, A.HUNG_UP_EARLY, A.MACHINE, A.ACKNOWLEDGED, A.SENT, A.DELIVERED, A.NO_RECEIPT)
"""States of an attempt that somebody may have the words from; a text without a receipt may have come."""


@dataclass(frozen=True, slots=True)
class Unconfirmed(Gathered):
    """The recipients of a campaign that has not been closed who pressed no key, read anew each time.

    Whoever has been taken out of the directory since is left out.
    """

    desk: Desk
    campaign: str

    def __iter__(self) -> Iterator[Row]:
        return _opened(self.desk, unconfirmed(self.campaign), same_way=False)


@dataclass(frozen=True, slots=True)
class Reached(Gathered):
    """The recipients whom a campaign that has not been closed has reached, each by the way that did.

    Whoever has been taken out of the directory since is left out.
    """

    desk: Desk
    campaign: str

    def __iter__(self) -> Iterator[Row]:
        return _opened(self.desk, reached(self.campaign), same_way=True)


def unconfirmed(campaign: str) -> Select[Delivery]:
    """Return who has not confirmed, in the order of the campaign."""
    return _listed(campaign).where(Delivery.end.is_distinct_from(A.ACKNOWLEDGED))


def reached(campaign: str) -> Select[Delivery]:
    """Return who was reached, or answered at all, in the order of the campaign."""
    answered = or_(Attempt.answered_at.is_not(None), Attempt.state.in_(REACHED))
    return _listed(campaign).where(exists().where(Attempt.delivery_id == Delivery.id, answered))


def _listed(campaign: str) -> Select[Delivery]:
    rows = select(Delivery).where(Delivery.campaign_id == campaign).order_by(Delivery.id)
    listed = exists().where(Institution.id == Delivery.institution_id)
    return rows.where(Delivery.institution_id.is_(None) | listed)


def _opened(desk: Desk, meant: Select[Delivery], *, same_way: bool) -> Iterator[Row]:
    with Session(reading(desk.engine)) as session:
        found = session.scalars(meant).all()
    for line, one in enumerate(found, start=1):
        to = destination(desk, one)
        cells = {"number": to.number.e164, "extension": to.extension or "", "name": one.name or ""}
        cells |= {"language": one.language, "area": one.area or ""}
        cells |= {"institution": one.institution_id} if one.institution_id else {}
        yield Row(line, cells | ({"channel": one.channel} if same_way else {}))
