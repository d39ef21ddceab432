"""Which pictures a campaign has, each loaded by itself: a page shows their tables, an image the picture."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from campaigns import tallies
from campaigns.lifecycle import find
from campaigns.models import Campaign
from campaigns.pinned import plan_of
from console.campaigns.figures import Figure, of_counts, of_part
from console.campaigns.minutes import of_minutes
from console.shown import Shown

PARTS = ("hour", "language", "area")
NAMES = ("minutes", *PARTS)
"""The pictures on a campaign's page, in their order."""
ALONE = ("progress", "outcomes")
"""Pictures that the page draws itself, as long as the campaign runs, and that can be taken along."""
SAVED = tuple(f"save-{name}" for name in ALONE)
"""The words of the links to them."""


def one(session: Session, shown: Shown, campaign: str, name: str) -> Figure | None:
    """Return a picture by its name, None where there is none; raises NoSuchCampaign."""
    found = find(session, campaign)
    if name in ALONE:
        kind = "ring" if name == "progress" else "across"
        return of_counts(shown, tallies.counts(session, found), kind=kind)
    return _of(session, shown, found, name)


def several(session: Session, shown: Shown, campaign: Campaign) -> Iterator[tuple[str, Figure]]:
    """Return the pictures of a campaign's page by name; without those of a single row, which say nothing."""
    for name in NAMES:
        figure = _of(session, shown, campaign, name)
        if figure is not None and len(figure.labels) > 1:
            yield name, figure


def _of(session: Session, shown: Shown, campaign: Campaign, name: str) -> Figure | None:
    if name == "minutes":
        return of_minutes(shown, session, campaign.id, plan_of(campaign))
    if name in PARTS:
        figure = of_part(shown, name, tallies.part(session, campaign, name))
        return figure if figure.labels else None
    return None
