"""Which step may follow which: one table each for campaigns, deliveries and attempts."""

import enum


class CampaignState(enum.StrEnum):
    """The life of a campaign."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPIRED = "expired"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"
    FINISHED = "finished"
    CLOSED = "closed"


class DeliveryState(enum.StrEnum):
    """Where one recipient's warning stands."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"
    EXPIRED = "expired"
    STOPPED = "stopped"


class AttemptState(enum.StrEnum):
    """How far one call or text has come, or how it ended."""

    PLACING = "placing"
    PLACED = "placed"
    RINGING = "ringing"
    ANSWERED = "answered"
    SENT = "sent"
    HEARD = "heard"
    HUNG_UP_EARLY = "hung_up_early"
    MACHINE = "machine"
    ACKNOWLEDGED = "acknowledged"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    FAILED = "failed"
    CANCELLED = "cancelled"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    NO_RECEIPT = "no_receipt"
    NOT_PLACED = "not_placed"
    UNKNOWN = "unknown"


C, D, A = CampaignState, DeliveryState, AttemptState

CAMPAIGN_NEXT: dict[CampaignState, frozenset[CampaignState]] = {
    C.DRAFT: frozenset({C.SUBMITTED, C.CLOSED}),
    C.SUBMITTED: frozenset({C.APPROVED, C.REJECTED}),
    C.APPROVED: frozenset({C.RUNNING, C.EXPIRED, C.REJECTED}),
    C.REJECTED: frozenset({C.CLOSED}),
    C.EXPIRED: frozenset({C.CLOSED}),
    C.RUNNING: frozenset({C.PAUSED, C.STOPPING, C.FINISHED}),
    C.PAUSED: frozenset({C.RUNNING, C.STOPPING, C.FINISHED}),
    C.STOPPING: frozenset({C.FINISHED}),
    C.FINISHED: frozenset({C.CLOSED}),
    C.CLOSED: frozenset(),
}

DELIVERY_NEXT: dict[DeliveryState, frozenset[DeliveryState]] = {
    D.WAITING: frozenset({D.CLAIMED, D.REFUSED, D.EXPIRED, D.STOPPED}),
    D.CLAIMED: frozenset({D.WAITING, D.OPEN, D.REFUSED, D.EXPIRED, D.STOPPED}),
    D.OPEN: frozenset({D.WAITING, D.DONE, D.EXPIRED, D.STOPPED}),
    D.DONE: frozenset(),
    D.REFUSED: frozenset(),
    D.EXPIRED: frozenset(),
    D.STOPPED: frozenset(),
}

_ENDS_OF_A_CALL = frozenset(
    {A.HEARD, A.HUNG_UP_EARLY, A.MACHINE, A.ACKNOWLEDGED, A.BUSY, A.NO_ANSWER, A.FAILED, A.CANCELLED}
)
_ENDS_OF_A_TEXT = frozenset({A.DELIVERED, A.UNDELIVERED, A.NO_RECEIPT, A.FAILED})
_ALL_ENDS = _ENDS_OF_A_CALL | _ENDS_OF_A_TEXT

ATTEMPT_NEXT: dict[AttemptState, frozenset[AttemptState]] = {
    A.PLACING: frozenset({A.PLACED, A.RINGING, A.ANSWERED, A.SENT, A.NOT_PLACED, A.UNKNOWN}) | _ALL_ENDS,
    A.PLACED: frozenset({A.RINGING, A.ANSWERED, A.SENT, A.UNKNOWN}) | _ALL_ENDS,
    A.RINGING: frozenset({A.ANSWERED, A.UNKNOWN}) | _ENDS_OF_A_CALL,
    A.ANSWERED: frozenset({A.UNKNOWN}) | _ENDS_OF_A_CALL,
    A.SENT: _ENDS_OF_A_TEXT,
    # Nobody knows whether it was placed: what turns up later may still say so.
    A.UNKNOWN: frozenset({A.RINGING, A.ANSWERED, A.SENT, A.NOT_PLACED}) | _ALL_ENDS,
    **{end: frozenset() for end in _ALL_ENDS},
    A.NOT_PLACED: frozenset(),
}

LIVE = frozenset({A.PLACING, A.PLACED, A.RINGING, A.ANSWERED})
"""Attempts that hold one of the campaign's lines."""

ENDS = _ALL_ENDS | {A.NOT_PLACED, A.UNKNOWN}
"""How an attempt can end."""
