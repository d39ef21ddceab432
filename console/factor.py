"""The second factor: a code that a telephone shows for half a minute (RFC 6238), taken once."""

import hmac
import io
from datetime import datetime

import pyotp
import segno
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from console.models import Operator
from db.engine import reading
from privacy import vault
from privacy.keystore import KeyStore

KEY = "factors"
DIGITS = 6
PERIOD = 30
"""Seconds."""
_EARLIER_AND_LATER = (-1, 0, 1)
"""Periods, because a telephone's clock is not ours."""


def propose(engine: Engine, keystore: KeyStore, name: str) -> bool:
    """Make a secret for a person, which counts after a first code; False where one counts already."""
    sealed = vault.seal(keystore.create_or_get(KEY), pyotp.random_base32().encode(), _place(name))
    with Session(engine) as session, session.begin():
        found = session.get_one(Operator, name, with_for_update=True)
        if found.factor_since is not None:
            return False
        found.factor, found.factor_step = sealed, None
        return True


def proposed(engine: Engine, keystore: KeyStore, name: str) -> str | None:
    """Return the secret that is being set up; None before, and for ever after the first right code."""
    with Session(reading(engine)) as session:
        found = session.get(Operator, name)
        if found is None or found.factor is None or found.factor_since is not None:
            return None
        return _secret(keystore, found)


def confirm(keystore: KeyStore, found: Operator, code: str, now: datetime, phones: datetime) -> bool:
    """Let the secret count if this is its code."""
    if found.factor_since is not None or not _take(keystore, found, code, phones):
        return False
    found.factor_since = now
    return True


def take(keystore: KeyStore, found: Operator, code: str, phones: datetime) -> bool:
    """Tell whether this is a code of the person's, not older than the last one taken; it is used up."""
    return found.factor_since is not None and _take(keystore, found, code, phones)


def drop(found: Operator) -> None:
    """Forget a person's second factor."""
    found.factor = found.factor_since = found.factor_step = None


def has_one(engine: Engine, name: str) -> bool:
    """Tell whether a person's second factor counts."""
    with Session(reading(engine)) as session:
        found = session.get(Operator, name)
        return found is not None and found.factor_since is not None


def picture(secret: str, name: str, service: str) -> str:
    """Return what a telephone photographs, as SVG: black on white in both themes, with room around it."""
    codes = pyotp.TOTP(secret, digits=DIGITS, interval=PERIOD)
    address = codes.provisioning_uri(name=name, issuer_name=service)
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", scale=5, border=4, light="#fff", xmldecl=False)
    return out.getvalue().decode()


def looks_like_code(text: str) -> bool:
    """Tell whether this may be a code; no password is so short."""
    given = "".join(text.split())
    return len(given) == DIGITS and given.isascii() and given.isdigit()


def _take(keystore: KeyStore, found: Operator, code: str, phones: datetime) -> bool:
    if not looks_like_code(code):
        return False
    given = "".join(code.split())
    codes = pyotp.TOTP(_secret(keystore, found), digits=DIGITS, interval=PERIOD)
    last = found.factor_step if found.factor_step is not None else -1
    for step in (codes.timecode(phones) + offset for offset in _EARLIER_AND_LATER):
        if step > last and hmac.compare_digest(codes.generate_otp(step), given):
            found.factor_step = step
            return True
    return False


def _secret(keystore: KeyStore, found: Operator) -> str:
    return vault.unseal(keystore.get(KEY), found.factor or b"", _place(found.name)).decode()


def _place(name: str) -> bytes:
    return f"factor:{name}".encode()
