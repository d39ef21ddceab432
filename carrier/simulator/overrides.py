"""What a webhook URL says behind its `#`: time-outs and retries."""

# https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides

from dataclasses import dataclass
from urllib.parse import parse_qs

_ALL = frozenset({"ct", "rt", "4xx", "5xx"})


@dataclass(frozen=True, slots=True)
class Overrides:
    """Seconds for connecting, reading and everything; how often again, and after what."""

    connect: float = 5.0
    read: float = 15.0
    total: float = 15.0
    again: int = 1
    after: frozenset[str] = frozenset({"ct"})


_DEFAULT = Overrides()


def overrides(fragment: str) -> Overrides:
    """Read `rc=2&rp=ct,5xx&ct=2000`; what is unknown or out of bounds keeps its default."""
    if not fragment:
        return _DEFAULT
    given = {name: values[-1] for name, values in parse_qs(fragment).items()}
    policy = frozenset(given.get("rp", "ct").split(","))
    return Overrides(
        connect=_between(given.get("ct"), 100, 10_000, 5_000) / 1000,
        read=_between(given.get("rt"), 100, 15_000, 15_000) / 1000,
        total=_between(given.get("tt"), 100, 15_000, 15_000) / 1000,
        again=_between(given.get("rc"), 0, 5, 1),
        after=_ALL if "all" in policy else policy & _ALL,
    )


def _between(text: str | None, least: int, most: int, default: int) -> int:
    if text is None or not text.isdecimal() or not least <= int(text) <= most:
        return default
    return int(text)
