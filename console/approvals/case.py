"""All that whoever approves has before their eyes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from campaigns.arithmetic import Estimate
from campaigns.desk import Desk
from campaigns.estimating import of_campaign
from campaigns.people import Actor
from console import accounts, acts
from console.approvals.checks import Check, checks
from console.approvals.sheets import Sheet, sheets
from console.approvals.tray import Together, Waiting
from console.shown import Shown
from db.engine import reading


@dataclass(frozen=True, slots=True)
class Case:
    """One campaign that waits, with its words, its arithmetic and what the checks said."""

    waiting: Waiting
    sheets: Sequence[Sheet]
    outlook: Estimate | None
    checks: Sequence[Check]

    @property
    def spoken(self) -> Sequence[Sheet]:
        """Return the languages that somebody is told in; all where nobody knows yet, as of a series."""
        return [sheet for sheet in self.sheets if sheet.recipients] or self.sheets

    @property
    def unspoken(self) -> Sequence[Sheet]:
        """Return the other languages."""
        return [sheet for sheet in self.sheets if sheet not in self.spoken]

    @property
    def left(self) -> int:
        """Return how many would be left over, which whoever approves accepts."""
        return self.outlook.left_over if self.outlook else 0


def cases(desk: Desk, together: Together, shown: Shown) -> list[Case]:
    """Return what is to be read before campaigns are approved."""
    found = []
    with Session(reading(desk.engine)) as session:
        for one in together:
            outlook = of_campaign(session, desk, one.campaign, shown.now)
            said = sheets(session, desk, one, shown.now)
            found.append(Case(one, said, outlook, checks(session, desk, one.campaign, said, outlook)))
    return found


def others_who_may(desk: Desk, together: Together) -> list[str]:
    """Return the names of those who may approve this: approvers who neither handed it in nor approved it."""
    not_again = {one.campaign.submitted_by for one in together} | {
        one.campaign.approved_by for one in together
    }
    everyone = accounts.everyone(desk.engine)
    return [
        name
        for name, role, is_in in everyone
        if is_in and name not in not_again and acts.may(Actor(name, role), "approve")
    ]
