"""The carrier's signature of a webhook: https://www.twilio.com/docs/usage/security#validating-requests."""

import base64
import hashlib
import hmac
from collections.abc import Iterable

HEADER = "X-Twilio-Signature"


def sign(token: str, url: str, fields: Iterable[tuple[str, str]]) -> str:
    """Return the signature over an address without its fragment and all fields of a form.

    Fields are taken in the order of their names, values of one name likewise, and equal ones once.
    """
    signed = url + "".join(name + value for name, value in sorted(set(fields)))
    return base64.b64encode(hmac.digest(token.encode(), signed.encode(), hashlib.sha1)).decode()
