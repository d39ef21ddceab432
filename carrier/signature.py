"""The carrier's signature of a webhook: https://www.twilio.com/docs/usage/security#validating-requests."""

import base64
import hashlib
import hmac
from collections.abc import Iterable

HEADER = "X-Twilio-Signature"


def sign(token: str, url: str, fields: Iterable[tuple[str, str]]) -> str:
    """Return the signature over an address without its fragment and all fields of a form."""
    return sign_joined(token, url + joined(fields))


def joined(fields: Iterable[tuple[str, str]]) -> str:
    """Return what of a form is signed: names in their order, values of one name likewise, equal ones once."""
    return "".join([name + value for name, value in sorted(set(fields))])


def sign_joined(token: str, text: str) -> str:
    """Return the signature over an address with what `joined` makes of a form behind it."""
    return base64.b64encode(hmac.digest(token.encode(), text.encode(), hashlib.sha1)).decode()
