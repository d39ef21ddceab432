"""Recordings that are played: whether what came is sound, and how long it lasts."""

# https://www.twilio.com/docs/voice/twiml/play, https://www.twilio.com/docs/api/errors/12300

from carrier.simulator.markup import Fault
from carrier.simulator.web import Reply, WebRequest

NOT_AUDIO = 12300
_LONGEST_MEDIA = 16 * 1024 * 1024
_WAV = frozenset({"audio/wav", "audio/wave", "audio/x-wav", "audio/vnd.wave"})
_MP3 = frozenset({"audio/mpeg", "audio/mp3"})
_KNOWN = _WAV | _MP3 | {"audio/basic", "audio/ulaw", "audio/x-aiff", "audio/aiff", "audio/gsm", "audio/x-gsm"}
_MP3_BYTES_A_SECOND, _ULAW_BYTES_A_SECOND = 2_000, 8_000


def request(url: str) -> WebRequest:
    """Return the request for a recording; nothing about the call is sent along."""
    return WebRequest(url, method="GET", most_bytes=_LONGEST_MEDIA)


def seconds(reply: Reply) -> float:
    """Return how long a recording lasts. Raises Fault where it did not come, or is no sound."""
    if reply.error is not None:
        raise Fault(reply.error, f"status {reply.status}" if reply.status else "no answer")
    kind = (reply.content_type or "").partition(";")[0].strip().lower()
    if kind not in _KNOWN:
        raise Fault(NOT_AUDIO, f"Content-Type {kind[:40] or 'is missing'}")
    if kind in _WAV:
        return _of_wav(reply.body)
    if kind in _MP3:
        if not (reply.body[:3] == b"ID3" or reply.body[:1] == b"\xff"):
            raise Fault(NOT_AUDIO, "the body is no MP3")
        return len(reply.body) / _MP3_BYTES_A_SECOND
    if not reply.body:
        raise Fault(NOT_AUDIO, "the body is empty")
    return len(reply.body) / _ULAW_BYTES_A_SECOND


def _of_wav(body: bytes) -> float:
    """Return the length of a WAV file by its own byte rate, whatever it is encoded in."""
    rate, at = 0, 12
    while body[:4] == b"RIFF" and body[8:12] == b"WAVE" and at + 8 <= len(body):
        size = int.from_bytes(body[at + 4 : at + 8], "little")
        if body[at : at + 4] == b"fmt ":
            rate = int.from_bytes(body[at + 16 : at + 20], "little")
        if body[at : at + 4] == b"data" and rate:
            return min(size, len(body) - at - 8) / rate
        at += 8 + size + size % 2
    raise Fault(NOT_AUDIO, "the body is no WAV file")
