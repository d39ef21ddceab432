"""Requests from the carrier to the web application, signed as Twilio signs them."""

import base64
import hashlib
import hmac
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin, urlsplit, urlunsplit

import urllib3
from urllib3.exceptions import HTTPError, ReadTimeoutError, SSLError

from carrier.simulator.overrides import Overrides, overrides

MOST_BYTES = 64 * 1024
MOST_REDIRECTS = 10
CONNECTION_FAILURE, RETRIEVAL_FAILURE, TOO_MANY_REDIRECTS = 11205, 11200, 11215
TLS_FAILURE, TOO_LARGE, BAD_URL = 11220, 11750, 11100


@dataclass(frozen=True, slots=True)
class WebRequest:
    """One request to the application; parameters go into the form, or into the query of a GET."""

    url: str
    params: Mapping[str, str] = field(default_factory=dict)
    method: str = "POST"
    voice: bool = True
    most_bytes: int = MOST_BYTES


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; `error` is the carrier's code where nothing usable did."""

    url: str
    status: int = 0
    content_type: str | None = None
    body: bytes = b""
    error: int | None = None
    location: str | None = None


def signature(token: str, url: str, params: Mapping[str, str]) -> str:
    """Return the X-Twilio-Signature over a URL and form parameters."""
    signed = url + "".join(name + params[name] for name in sorted(params))
    return base64.b64encode(hmac.digest(token.encode(), signed.encode(), hashlib.sha1)).decode()


class Web:
    """Keeps its connections open between requests; close it at the end."""

    def __init__(self, token: str, connections: int = 32) -> None:
        self._token = token
        self._pool = urllib3.PoolManager(num_pools=20, maxsize=connections, block=False, retries=False)

    def close(self) -> None:
        """Close all connections."""
        self._pool.clear()

    def send(self, request: WebRequest) -> Reply:
        """Send, follow redirects, try again where the URL's fragment allows it; failures are in the reply."""
        url, _, fragment = request.url.partition("#")
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
            return Reply(url, error=BAD_URL)
        rules = overrides(fragment)
        headers = {
            "I-Twilio-Idempotency-Token": str(uuid.uuid4()),
            "User-Agent": "TwilioProxy/1.1",
            "Accept": "*/*",
        }
        begun = time.monotonic()
        for left in range(rules.again, -1, -1):
            reply, kind = self._follow(url, request, headers, rules)
            spent = time.monotonic() - begun
            if kind not in rules.after or not left or spent >= rules.total:
                break
        return reply

    def _follow(
        self, url: str, request: WebRequest, headers: dict[str, str], rules: Overrides
    ) -> tuple[Reply, str | None]:
        method, params = request.method.upper(), request.params
        for _ in range(MOST_REDIRECTS + 1):
            reply, kind = self._once(url, method, params, (request, headers, rules))
            if reply.location is None:
                return reply, kind
            url = urljoin(url, reply.location)
            if reply.status in {301, 302, 303}:
                method, params = "GET", {}
        return Reply(url, error=TOO_MANY_REDIRECTS), None

    def _once(
        self,
        url: str,
        method: str,
        params: Mapping[str, str],
        how: tuple[WebRequest, dict[str, str], Overrides],
    ) -> tuple[Reply, str | None]:
        request, common, rules = how
        if method == "GET" and params:
            url, params = f"{url}{'&' if '?' in url else '?'}{urlencode(params)}", {}
        headers = {
            **common,
            "X-Twilio-Signature": signature(self._token, _signed_url(url, request.voice), params),
        }
        body = None
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8"
            body = urlencode(params)
        patience = urllib3.Timeout(connect=rules.connect, read=rules.read, total=rules.total)
        try:
            answer = self._pool.request(
                method,
                url,
                body=body,
                headers=headers,
                timeout=patience,
                redirect=False,
                preload_content=False,
            )
            return _read(url, answer, request.most_bytes)
        except ReadTimeoutError:
            return Reply(url, error=RETRIEVAL_FAILURE), "rt"
        except SSLError:
            return Reply(url, error=TLS_FAILURE), "ct"
        except urllib3.exceptions.ProtocolError:
            return Reply(url, error=RETRIEVAL_FAILURE), "rt"
        except HTTPError:
            return Reply(url, error=CONNECTION_FAILURE), "ct"


def _read(url: str, answer: urllib3.BaseHTTPResponse, most: int) -> tuple[Reply, str | None]:
    body = answer.read(most + 1)
    if len(body) > most:
        answer.close()
        return Reply(url, answer.status, error=TOO_LARGE), None
    answer.release_conn()
    if answer.status >= 400:
        return Reply(url, answer.status, error=RETRIEVAL_FAILURE), "4xx" if answer.status < 500 else "5xx"
    moved = answer.status in {301, 302, 303, 307, 308}
    location = answer.headers.get("Location") if moved else None
    return Reply(url, answer.status, answer.headers.get("Content-Type"), body, location=location), None


def _signed_url(url: str, voice: bool) -> str:
    """Return the URL as it is signed: without a password, and for voice over TLS without the port."""
    parts = urlsplit(url)
    if parts.username is None and not (voice and parts.scheme == "https" and parts.port):
        return url
    host = parts.netloc.rpartition("@")[2]
    if voice and parts.scheme == "https":
        host = host.rsplit(":", 1)[0] if parts.port else host
    return urlunsplit(parts._replace(netloc=host))
