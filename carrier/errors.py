"""Turns whatever the carrier's library raises into Refused or Unavailable, without a word of its texts."""

from collections.abc import Callable
from typing import TypeVar

import requests
from twilio.base.exceptions import (  # type: ignore[import-untyped]
    TwilioException,
    TwilioRestException,
    TwilioServiceException,
)
from urllib3.exceptions import MaxRetryError, NewConnectionError

from carrier.codes import Remedy, meaning, remedy
from carrier.port import CarrierError, Refused, Unavailable

T = TypeVar("T")
_NEVER_SENT = (
    requests.ConnectTimeout,
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
)


# Not only its own: its reader trips over an answer that is no JSON object, the system over a broken socket.
_RAISED = (TwilioException, OSError, LookupError, TypeError, ValueError, AttributeError)


def asking(question: Callable[[], T]) -> T:
    """Ask the carrier and return its answer; raises Refused or Unavailable and nothing else.

    The library's own exceptions carry numbers in their texts. The new one is raised outside the handler, so
    that not even its context leads to them.
    """
    try:
        return question()
    except _RAISED as error:
        failure = _failure(error)
    raise failure from None


def _failure(error: Exception) -> CarrierError:
    if isinstance(error, TwilioRestException | TwilioServiceException):
        return _answered(error.status, error.code)
    if isinstance(error, _NEVER_SENT) or _not_connected(error):
        return Unavailable("no connection to the carrier", processed=False)
    if isinstance(error, requests.Timeout):
        return Unavailable("the carrier did not answer in time")
    if isinstance(error, OSError):
        return Unavailable("the connection to the carrier broke")
    return Unavailable("the carrier's answer cannot be read")


def _answered(status: object, raw_code: object) -> CarrierError:
    # Both come from the answer's body at times, and a body may hold anything.
    if not isinstance(status, int):
        return Unavailable("the carrier's answer cannot be read")
    code = raw_code if isinstance(raw_code, int) and 10_000 <= raw_code <= 99_999 else None
    if status == requests.codes.too_many_requests:
        return Unavailable("too many requests at once", code, processed=False)
    if status >= 500 or status == requests.codes.request_timeout:
        return Unavailable(f"the carrier has a fault (HTTP {status})", code)
    if (status in {401, 403} and remedy(code) is None) or status < 400:
        return Refused(f"the carrier does not let us in (HTTP {status})", code, fatal=True)
    return _refusal(status, code)


def _refusal(status: int, code: int | None) -> CarrierError:
    asked = remedy(code)
    if asked is Remedy.LATER:
        return Unavailable(meaning(code), code, processed=False)
    reason = meaning(code) if code else f"not accepted (HTTP {status})"
    # Without a code it is not the carrier that speaks but something before it: no other try fares better.
    return Refused(reason, code, fatal=asked is Remedy.STOP or code is None)


def _not_connected(error: Exception) -> bool:
    cause = error.args[0] if isinstance(error, requests.ConnectionError) and error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)
