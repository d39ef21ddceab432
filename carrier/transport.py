"""Carries requests to the carrier: always with time-outs, to one address only, and keeps nothing."""

import logging
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

from requests import Session
from requests.adapters import HTTPAdapter
from requests.exceptions import InvalidURL
from twilio.http import HttpClient  # type: ignore[import-untyped]
from twilio.http.response import Response  # type: ignore[import-untyped]

CONNECT_SECONDS = 3.0
READ_SECONDS = 10.0


class WrongAddress(InvalidURL):
    """A request was about to go to another host than the configured one. The text names neither."""


class Transport(HttpClient):  # type: ignore[misc]
    """The HTTP side of the carrier's library, for one address and a fixed number of connections.

    It never repeats a request, because a repeated POST may be a second call; never follows a redirect; takes
    nothing from the environment (no proxy, no netrc); and remembers no request and no answer.
    """

    def __init__(
        self,
        address: str,
        *,
        pool_size: int = 20,
        connect_seconds: float = CONNECT_SECONDS,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        super().__init__(_quiet(), False, read_seconds)
        self._origin = _origin(address)
        self._limits = (connect_seconds, read_seconds)
        self._session = Session()
        self._session.trust_env = False
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        for scheme in ("http://", "https://"):
            self._session.mount(
                scheme, HTTPAdapter(pool_connections=1, pool_maxsize=pool_size, max_retries=0)
            )

    def request(  # noqa: PLR0917 - the library calls it so
        self,
        method: str,
        uri: str,
        params: dict[str, Any] | None = None,
        data: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """Send one request and return its answer; raises what `requests` raises, and WrongAddress."""
        if _origin(uri) != self._origin:
            raise WrongAddress("a request to another host was held back")
        with self._session.request(
            method,
            uri,
            params=params,
            data=data,
            headers=headers,
            auth=auth,
            timeout=self._limits,
            allow_redirects=False,
        ) as answer:
            return Response(answer.status_code, answer.content.decode(errors="replace"), dict(answer.headers))

    def close(self) -> None:
        """Close every connection."""
        self._session.close()


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _quiet() -> logging.Logger:
    # Below WARNING these write whole addresses, and a list's address may hold numbers.
    for name in ("twilio", "twilio.http_client", "urllib3", "urllib3.connectionpool"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return logging.getLogger("twilio.http_client")
