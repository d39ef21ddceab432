"""How an entry of the audit is said."""

from dataclasses import dataclass
from datetime import date, datetime

from console.shown import Shown
from db.clock import TOKYO
from privacy.models import AuditEntry

OTHER_ACTS = (
    "sign-in",
    "password changed",
    "factor set",
    *(f"operator add {role}" for role in ("viewer", "editor", "approver", "administrator")),
    *(f"operator role {role}" for role in ("viewer", "editor", "approver", "administrator")),
    *(f"operator {act}" for act in ("disable", "enable", "link", "reset-factor", "sign-out")),
    *("token add", "token end"),
    *(f"institution {act}" for act in ("import", "change", "remove")),
    *(f"list {act}" for act in ("create", "add", "import", "withdraw", "end")),
    *(f"do-not-call {act}" for act in ("add", "remove", "accept", "discard")),
    *(f"keys {act}" for act in ("export", "import", "rotate")),
    *(f"words {act}" for act in ("reviewed", "accepted", "checked")),
    *("recording", "recording withdrawn", "recordings rendered"),
)
"""Acts that are done to no campaign; those that are have words of their own."""
DETAILS = ("count", "known", "barred", "added", "removed", "left_over", "until", "approved_by", "sentences")
"""What is said of an act besides; the rest is for machines."""
_INNER = frozenset({"directory"})
"""Names that only the program has."""


def id_of(act: str) -> str:
    """Return the id of an act's sentence."""
    return f"audit.did-{act.replace(' ', '-')}"


@dataclass(frozen=True, slots=True)
class Told:
    """Says acts in the words of a page."""

    shown: Shown

    def did(self, act: str) -> str:
        """Return what was done."""
        say = self.shown.say
        for id in (id_of(act), f"did.{act}"):
            if id in say.sentences:
                return say(id)
        return say("did.other")

    def subject(self, entry: AuditEntry) -> str:
        """Return what it was done to, where that is no campaign and nobody's own account."""
        return "" if entry.subject in {*_INNER, entry.actor} else entry.subject

    def details(self, entry: AuditEntry) -> list[str]:
        """Return what else is known; nothing of which there was none, and nothing for machines alone."""
        say, known = self.shown.say, [name for name in DETAILS if entry.detail.get(name)]
        return [say(f"audit.detail-{name}", value=entry.detail[name]) for name in known]

    def day(self, day: date) -> str:
        """Return a day."""
        return self.shown.say.day(day, self.shown.now.astimezone(TOKYO).date())

    def time(self, at: datetime) -> str:
        """Return a time of day in Japan, to the second."""
        return f"{at.astimezone(TOKYO):%H:%M:%S}"
