"""What an operator can do to a campaign from its page, and what is said when it is done or refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from campaigns import lifecycle
from campaigns.approval import TooMuch
from campaigns.desk import Desk
from campaigns.halting import stop_and_wait
from campaigns.labels import read_label
from campaigns.models import Campaign
from campaigns.people import Actor, NotAllowed, Role
from campaigns.states import CampaignState as S
from console import proof
from console.campaigns.pulse import STILL, pulses
from db.engine import reading

STOP_SECONDS = 5.0
"""How long a page waits for calls that are being cancelled; the worker goes on."""
LONGEST_REASON = 200

OFFERED: Mapping[str, tuple[str, ...]] = {
    S.DRAFT: ("submit",),
    S.SUBMITTED: ("approve", "reject"),
    S.APPROVED: ("start", "reject"),
    S.RUNNING: ("stop", "pause"),
    S.PAUSED: ("resume", "stop"),
}
"""The acts of each state, the one that most people come for first."""
NAMES = ("approve", "reject", "start", "pause", "resume", "stop", "submit")
"""The acts on a campaign."""
NEEDED: Mapping[str, Role] = {
    **dict.fromkeys(NAMES, Role.APPROVER),
    "submit": Role.EDITOR,
    **dict.fromkeys(("tell", "refuse", "register", "alert"), Role.EDITOR),
    **dict.fromkeys(("directory", "enrol", "fill-list", "take-back"), Role.EDITOR),
    "own-list": Role.APPROVER,
    **dict.fromkeys(("accept", "discard"), Role.APPROVER),
    **dict.fromkeys(("reviewed", "refused", "checked"), Role.EDITOR),
    "record": Role.APPROVER,
    "accepted": Role.ADMINISTRATOR,
    "ask": Role.VIEWER,
    "tokens": Role.ADMINISTRATOR,
    **dict.fromkeys(("recall", "all-clear", "correct"), Role.EDITOR),
    "close": Role.APPROVER,
    **dict.fromkeys(("people", "audit", "begin"), Role.ADMINISTRATOR),
}
"""The role that each act needs: on a campaign, on what people told us, and on the wishes of people."""


@dataclass(frozen=True, slots=True)
class Said:
    """What came of an act: a sentence by id, and what stands in its slots."""

    id: str
    slots: Mapping[str, object] = field(default_factory=dict)


class Refused(Exception):
    """The act was not done; `said` tells why, `at` names the field that has to be mended, if any."""

    def __init__(self, said: Said, status: int, at: str = "") -> None:
        super().__init__(said.id)
        self.said, self.status, self.at = said, status, at


def may(actor: Actor, act: str) -> bool:
    """Tell whether somebody's role suffices for an act."""
    try:
        actor.must_be(NEEDED[act], act)
    except NotAllowed:
        return False
    return True


def offered(campaign: Campaign, actor: Actor) -> tuple[str, ...]:
    """Return the acts that this person may do to this campaign now."""
    acts = tuple(act for act in OFFERED.get(campaign.state, ()) if may(actor, act))
    return tuple(act for act in acts if act != "approve" or not is_own(campaign, actor))


def is_own(campaign: Campaign, actor: Actor) -> bool:
    """Tell whether a campaign waits for an approval that this person may not give: it is their own."""
    return campaign.state == S.SUBMITTED and campaign.submitted_by == actor.name


def do(
    desk: Desk,
    campaign: str,
    act: str,
    actor: Actor,
    reason: str = "",
    remainder: int = 0,
    code: str = "",
) -> Said:
    """Do an act; raises Refused, and NoSuchCampaign. The caller has asked `may`.

    `remainder` is how many whoever approves accepts to be left over, `code` is of the second factor.
    """
    _prove(desk, actor, act, code)
    try:
        if act == "stop":
            return _stop(desk, campaign, actor)
        if act == "approve":
            return _approve(desk, campaign, actor, remainder)
        if act == "reject":
            reason = _reason(reason)
            done = lifecycle.reject(desk, campaign, actor, reason, desk.clock.now())
        else:
            done = _PLAIN[act](desk, campaign, actor, desk.clock.now())
    except NotAllowed:
        raise Refused(Said("error.own"), 403) from None
    except lifecycle.Changed:
        raise Refused(Said("error.changed"), 409) from None
    except TooMuch as trouble:
        dear = Said("error.too-dear", {"yen": trouble.yen})
        left = Said("error.left-over", {"left": trouble.left_over})
        raise Refused(dear if trouble.yen else left, 409) from None
    except lifecycle.NotNow:
        raise Refused(Said("error.not-now"), 409) from None
    return Said(f"done.{act}" if done else "done.before")


def _prove(desk: Desk, actor: Actor, act: str, code: str) -> None:
    try:
        proof.must_prove(desk, actor, act, code, desk.clock.now())
    except proof.NoFactor:
        raise Refused(Said("error.no-factor"), 403) from None
    except proof.NotShown:
        raise Refused(Said("error.code"), 403, at="code") from None


_PLAIN: Mapping[str, Callable[..., bool]] = {
    "submit": lifecycle.submit,
    "start": lifecycle.start,
    "pause": lifecycle.pause,
    "resume": lifecycle.resume,
}


def _approve(desk: Desk, campaign: str, actor: Actor, remainder: int) -> Said:
    done = lifecycle.approve(desk, campaign, actor, desk.clock.now(), remainder=remainder)
    with Session(reading(desk.engine)) as session:
        waits = lifecycle.lacks_second(lifecycle.find(session, campaign))
    if not done:
        return Said("done.before")
    return Said("done.approve-one" if waits else "done.approve")


def _stop(desk: Desk, campaign: str, actor: Actor) -> Said:
    stopped = stop_and_wait(desk, campaign, actor, seconds=STOP_SECONDS)
    if stopped.spared is None:
        return Said("done.before")
    slots = {"spared": stopped.spared, "cancelled": stopped.cancelled}
    if stopped.left:
        return Said("done.stop-left", {**slots, "left": stopped.left})
    with Session(reading(desk.engine)) as session:
        heard = pulses(session, [campaign], desk.clock.now()).get(campaign, STILL).heard
    return Said("done.stop-heard", {**slots, "heard": heard}) if heard else Said("done.stop", slots)


def _reason(given: str) -> str:
    if not given.strip():
        raise Refused(Said("error.reason"), 422, at="reason")
    try:
        return read_label(given, LONGEST_REASON)
    except ValueError:
        raise Refused(Said("error.reason-plain"), 422, at="reason") from None
