"""Joins the line's office and the hotline: where callers are put through to, and in which hours."""

from app.line import Line
from ivr.transfer import Transfer
from privacy.number import PhoneNumber


def transfer_of(line: Line) -> Transfer | None:
    """Return where callers who need help are put through to; None where the line's policy has it off."""
    if not line.policy.transfer or line.transfer_to is None:
        return None
    return Transfer(
        number=PhoneNumber(line.transfer_to.e164),
        is_open=line.call_policy().hours.is_open,
        ours=line.numbers(),
        usual=line.hotline[0].e164,
    )
