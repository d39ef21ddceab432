"""The setting that names the mail server."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

_SCHEMES = {"smtp", "smtps"}


def read_mail_server(url: str) -> str:
    """Return a mail server's address; raises ValueError, which never repeats it: a password is in it."""
    try:
        parts = urlsplit(url)
        rightly = parts.scheme in _SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        rightly = False
    if not rightly:
        raise ValueError("must be smtp://user:password@host:port (TLS begun there) or smtps://...")
    return url


MailServer = Annotated[str, AfterValidator(read_mail_server)]
