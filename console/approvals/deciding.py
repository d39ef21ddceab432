"""Approves, starts or sends back what one press means: a campaign, or all campaigns of an alert."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from campaigns.desk import Desk
from campaigns.people import Actor
from console import acts
from console.acts import Refused


@dataclass(slots=True)
class Decided:
    """What was done, by act, to which campaigns; `refused` holds what was not, and of which campaign."""

    done: dict[str, list[str]] = field(default_factory=dict)
    refused: Refused | None = None
    at: str = ""

    def add(self, act: str, campaign: str) -> None:
        """Note what was done."""
        self.done.setdefault(act, []).append(campaign)

    def note(self, refused: Refused, campaign: str) -> None:
        """Note what was not done; of several the first is told."""
        if self.refused is None:
            self.refused, self.at = refused, campaign


def approve(
    desk: Desk,
    campaigns: Sequence[str],
    who: Callable[[], Actor],
    remainders: Mapping[str, int],
    code: str,
    *,
    start: bool,
) -> Decided:
    """Approve each campaign and, if wished, start it; what is refused does not keep the others back.

    `who` is asked anew before each act: a code of the second factor counts once, for all of them.
    """
    found = Decided()
    for campaign in campaigns:
        try:
            said = acts.do(desk, campaign, "approve", who(), remainder=remainders.get(campaign, 0), code=code)
        except Refused as refused:
            found.note(refused, campaign)
            if refused.at == "code":
                break  # The same wrong code for the next one would count as a second mistake.
            continue
        waits = said.id == "done.approve-one"
        found.add("first" if waits else "approve", campaign)
        if start and not waits:
            _start(desk, campaign, who(), found)
    return found


def send_back(desk: Desk, campaigns: Sequence[str], who: Actor, reason: str) -> Decided:
    """Send each campaign back, with the reason that its author reads."""
    found = Decided()
    for campaign in campaigns:
        try:
            acts.do(desk, campaign, "reject", who, reason)
        except Refused as refused:
            found.note(refused, campaign)
        else:
            found.add("reject", campaign)
    return found


def _start(desk: Desk, campaign: str, who: Actor, found: Decided) -> None:
    try:
        acts.do(desk, campaign, "start", who)
    except Refused as refused:
        found.note(refused, campaign)
    else:
        found.done["approve"].remove(campaign)
        found.add("start", campaign)
