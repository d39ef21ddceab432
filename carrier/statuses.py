"""Translates the carrier's status words into ours; a word that is not here is ignored."""

from collections.abc import Mapping

from carrier.port import Listener, Progress

# https://www.twilio.com/docs/voice/api/call-resource#call-status-values
# `initiated` comes in callbacks only: the call has left the carrier's queue and is being dialled.
CALLS: Mapping[str, Progress] = {
    "queued": Progress.QUEUED,
    "initiated": Progress.QUEUED,
    "ringing": Progress.RINGING,
    "in-progress": Progress.ANSWERED,
    "completed": Progress.COMPLETED,
    "busy": Progress.BUSY,
    "no-answer": Progress.NO_ANSWER,
    "failed": Progress.FAILED,
    "canceled": Progress.CANCELLED,
}

# https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
# `receiving` and `received` belong to texts that come to us and are left out on purpose.
TEXTS: Mapping[str, Progress] = {
    "accepted": Progress.QUEUED,
    "scheduled": Progress.QUEUED,
    "queued": Progress.QUEUED,
    "sending": Progress.QUEUED,
    "sent": Progress.SENT,
    "partially_delivered": Progress.SENT,
    "delivered": Progress.DELIVERED,
    "read": Progress.DELIVERED,
    "undelivered": Progress.UNDELIVERED,
    "failed": Progress.FAILED,
    "canceled": Progress.CANCELLED,
}

# https://www.twilio.com/docs/voice/answering-machine-detection#answeredby
LISTENERS: Mapping[str, Listener] = {
    "human": Listener.HUMAN,
    "machine_start": Listener.MACHINE,
    "machine_end_beep": Listener.MACHINE,
    "machine_end_silence": Listener.MACHINE,
    "machine_end_other": Listener.MACHINE,
    "fax": Listener.MACHINE,
    "unknown": Listener.UNKNOWN,
}
RECORDS = frozenset({"machine_end_beep", "machine_end_silence", "machine_end_other"})
"""Words that come when a machine's greeting is over: what is said from then on is what it keeps."""


def call_progress(word: str | None) -> Progress | None:
    """Return how far a call has come, or None for a word that we do not know."""
    return CALLS.get(word or "")


def text_progress(word: str | None) -> Progress | None:
    """Return how far a text has come, or None for a word that we do not know."""
    return TEXTS.get(word or "")


def listener(word: str | None) -> Listener | None:
    """Return who answered, or None where the carrier was not asked or says something new."""
    return LISTENERS.get(word or "")
