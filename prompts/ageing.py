"""What was last looked at too long ago: numbers of offices change, and so do the rules of authorities."""

from collections.abc import Iterator
from datetime import date, timedelta

from prompts.faults import Fault
from prompts.knowledge import Knowledge

GOOD_FOR = timedelta(days=365)


def grown_old(knowledge: Knowledge, today: date) -> Iterator[Fault]:
    """Name documents and numbers whose last check is more than a year ago, and numbers nobody has tried."""
    for document in knowledge.documents.values():
        if today - document.checked_on > GOOD_FOR:
            what = f"was last compared on {document.checked_on}"
            yield Fault("prompts/knowledge/documents.toml", document.id, what, "read it again; note the day")
    where, untried = "prompts/knowledge/contacts.toml", 0
    for contact in knowledge.contacts.values():
        if not contact.numbers:
            continue
        if contact.checked_on is None:
            untried += 1
        elif today - contact.checked_on > GOOD_FOR:
            what = f"was last tried on {contact.checked_on}"
            yield Fault(where, contact.id, what, "dial it and note the day as `checked_on`")
    if untried:
        yield Fault(where, "checked_on", f"{untried} offices' numbers were tried by nobody", "dial them")
