"""Who has not confirmed a campaign to institutions: they are called again, with the same words."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.intake import destination
from campaigns.models import Delivery, Institution
from campaigns.states import AttemptState
from campaigns.table import Gathered, Row
from db.engine import reading


@dataclass(frozen=True, slots=True)
class Unconfirmed(Gathered):
    """The recipients of a campaign that has not been closed who pressed no key, read anew each time.

    Whoever has been taken out of the directory since is left out.
    """

    desk: Desk
    campaign: str

    def __iter__(self) -> Iterator[Row]:
        with Session(reading(self.desk.engine)) as session:
            found = session.scalars(unconfirmed(self.campaign)).all()
        for line, one in enumerate(found, start=1):
            to = destination(self.desk, one)
            cells = {"number": to.number.e164, "extension": to.extension or "", "name": one.name or ""}
            cells |= {"language": one.language, "area": one.area or ""}
            yield Row(line, cells | ({"institution": one.institution_id} if one.institution_id else {}))


def unconfirmed(campaign: str) -> Select[Delivery]:
    """Return who has not confirmed, in the order of the campaign."""
    rows = select(Delivery).where(Delivery.campaign_id == campaign).order_by(Delivery.id)
    listed = exists().where(Institution.id == Delivery.institution_id)
    return rows.where(
        Delivery.end.is_distinct_from(AttemptState.ACKNOWLEDGED), Delivery.institution_id.is_(None) | listed
    )
