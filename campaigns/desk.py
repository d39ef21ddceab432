"""What every part of this room is handed: the database, the carrier, the keys, the words and the time."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from campaigns.people import Actor
from campaigns.policy import LinePolicy
from campaigns.reminders import Approvals
from carrier.port import Carrier
from carrier.speaking import Speaker
from db.clock import Clock
from privacy.audit import Audit, Entry
from privacy.do_not_call import DoNotCall
from privacy.keystore import KeyStore
from prompts.library import Prompts


@dataclass(frozen=True, slots=True)
class Desk:
    """The campaigns room's own settings and tools.

    `sender_pace` is calls a second of each sender, over all campaigns; None leaves it to the carrier.
    `training` tells that the carrier stands on this machine, so that nobody outside can be rung.
    """

    engine: Engine
    carrier: Carrier
    keystore: KeyStore
    do_not_call: DoNotCall
    prompts: Prompts
    clock: Clock
    public_base_url: str
    voices: tuple[str, ...]
    """The numbers that our calls may come from; the first is the one that callers are told."""
    texts: tuple[str, ...]
    """The numbers or names that our texts may come from."""
    policy: LinePolicy
    sender_pace: float | None = None
    training: bool = True
    speaker: Speaker = field(default_factory=Speaker)
    approvals: Approvals = field(default_factory=Approvals)

    def audit(self, session: Session, actor: Actor, act: str, campaign: str, now: datetime) -> None:
        """Record who did what to a campaign, in the same transaction."""
        entry = Entry(actor.name, actor.system_user, act, campaign)
        Audit(self.keystore).record(session, entry, now)

    def url(self, path: str) -> str:
        """Return the address at which the carrier reaches a path of ours."""
        return f"{self.public_base_url.rstrip('/')}{path}"


def data_key(campaign: str) -> str:
    """Return the name of the key that seals a campaign's numbers."""
    return f"campaign/{campaign}/data"


def handle_key(campaign: str) -> str:
    """Return the name of the key under which a campaign finds duplicates."""
    return f"campaign/{campaign}/handles"
