"""Who may use the REST API: the one account there is, with its token."""

import base64
import hmac
from typing import Any, cast

from flask import Blueprint, current_app, g, request

from carrier.simulator.calls import API_VERSION
from carrier.simulator.network import Network
from carrier.simulator.refusals import ApiError

PREFIX = f"/{API_VERSION}/Accounts/<account>"


def network() -> Network:
    """Return the network that the running application serves."""
    return cast("Network", current_app.extensions["network"])


def protect(bp: Blueprint) -> None:
    """Ask for account and token before every request of a blueprint under PREFIX."""
    bp.url_value_preprocessor(_take_account)
    bp.before_request(_check)


def _take_account(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.account = (values or {}).pop("account", None)


def _check() -> None:
    settings = network().settings
    expected = b"Basic " + base64.b64encode(f"{settings.account_sid}:{settings.auth_token}".encode())
    if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), expected):
        raise ApiError(401, 20003)
    if g.account != settings.account_sid:
        raise ApiError(404, 20404)
