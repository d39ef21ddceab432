"""The door for the carrier's requests: whatever is not signed by it is 403, and nothing is said about why."""

import hmac
from urllib.parse import quote, urlsplit

from flask import Blueprint, Request, Response, current_app, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from carrier.access import Access, access_of, declare
from carrier.signature import HEADER, joined, sign_joined

MAX_BYTES = 64 * 1024
MAX_FIELDS = 200
_DEFAULT_PORTS = {"https": 443, "http": 80}
_FORM = "application/x-www-form-urlencoded"


class Gate:
    """Knows our public address and the tokens that sign; what a proxy says of host and scheme counts nothing.

    During a change of tokens both are given. The carrier drops the port from what it signs in some cases and
    names the usual one in others, so the address is tried with and without it.
    """

    def __init__(self, public_base_url: str, tokens: tuple[str, ...]) -> None:
        if not tokens or not all(tokens):
            raise ValueError("the gate needs the carrier's token: an empty one would let everybody in")
        self._tokens = tokens
        self._addresses = _addresses(public_base_url.rstrip("/"))

    def admits(self, path: str, fields: list[tuple[str, str]], signature: str) -> bool:
        """Tell whether one of the tokens signed this path (with its query, as sent) and these fields."""
        given, signed = signature.encode(), path + joined(fields)
        # No early return: how long it takes must not tell which token or address was nearly right.
        matches = [
            hmac.compare_digest(sign_joined(token, address + signed).encode(), given)
            for token in self._tokens
            for address in self._addresses
        ]
        return any(matches)


def protect(bp: Blueprint) -> None:
    """Let only the carrier in: every other request to this blueprint is answered 403 with an empty body.

    The gate itself is `app.extensions["gate"]`; without one nothing gets in.
    """
    declare(bp, Access.CARRIER)
    bp.before_request(_keep_out)
    bp.app_errorhandler(MethodNotAllowed)(_wrong_method)


def _keep_out() -> Response | None:
    return None if _admitted(request) else Response(status=403)


def _admitted(incoming: Request) -> bool:
    gate: Gate | None = current_app.extensions.get("gate")
    path = raw_path(incoming.environ)
    if gate is None or incoming.method != "POST" or incoming.mimetype != _FORM or not path.isascii():
        return False
    incoming.max_content_length = MAX_BYTES
    try:
        fields = list(incoming.form.items(multi=True))
    except (HTTPException, OSError):
        return False
    if len(fields) > MAX_FIELDS:
        return False
    return gate.admits(path, fields, incoming.headers.get(HEADER, ""))


def raw_path(environ: dict[str, object]) -> str:
    """Return path and query exactly as they were sent, where the server passes them on."""
    sent = environ.get("REQUEST_URI") or environ.get("RAW_URI")
    if isinstance(sent, str):
        if sent.startswith("/"):
            return sent
        parts = urlsplit(sent)
        return parts._replace(scheme="", netloc="").geturl()
    path = f"{environ.get('SCRIPT_NAME', '')}{environ.get('PATH_INFO', '')}"
    query = environ.get("QUERY_STRING")
    # The server's texts hold one byte in each character.
    return quote(path.encode("latin-1"), safe="/:@!$&'()*+,;=~") + (f"?{query}" if query else "")


def _addresses(base: str) -> tuple[str, ...]:
    parts = urlsplit(base)
    default = _DEFAULT_PORTS.get(parts.scheme)
    if default is None or not parts.hostname:
        raise ValueError("the public address is not http(s)://host: mend PUBLIC_BASE_URL")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    other = host if parts.port else f"{host}:{default}"
    return base, parts._replace(netloc=other).geturl()


def _wrong_method(refused: MethodNotAllowed) -> Response | MethodNotAllowed:
    # Flask answers a wrong method with 405 before it knows the blueprint; here nobody learns that much.
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint = adapter.match(method="POST")[0] if adapter else ""
    except (NotFound, MethodNotAllowed, RequestRedirect):
        return refused
    room = current_app.blueprints.get(endpoint.rpartition(".")[0])
    return Response(status=403) if room and access_of(room) is Access.CARRIER else refused
