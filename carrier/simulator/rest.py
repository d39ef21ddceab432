"""The carrier's HTTP interface: Twilio's REST API for calls and messages, and the browser telephone."""

from collections.abc import Mapping

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from carrier.simulator import browser, calls_api, messages_api
from carrier.simulator.calls import API_VERSION
from carrier.simulator.network import Network
from carrier.simulator.phones import Phones, Voice
from carrier.simulator.refusals import ApiError

MOST_BYTES = 256 * 1024
_CODES = {404: 20404, 405: 20004}


def create_simulator(
    network: Network,
    words: Mapping[str, str],
    *,
    rings_at: str | None = None,
    voice: Voice | None = None,
) -> Flask:
    """Return the carrier as a WSGI application.

    `words` are what the browser telephone shows: `phone.*`, under `language` their language, and under
    `hotline` the number to dial. Calls to the number `rings_at` ring in the browser. `voice` reads aloud what
    is said in a locale, as a wav file, or returns None; without it the browser reads.
    """
    app = Flask(__name__, static_folder=None, template_folder="page")
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.extensions["network"] = network
    app.extensions["phones"] = Phones(network, words, rings_at, voice)
    for bp in (calls_api.bp, messages_api.bp, browser.bp):
        app.register_blueprint(bp)
    app.register_error_handler(ApiError, lambda error: error.answer())
    app.register_error_handler(HTTPException, _http_error)
    return app


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code in _CODES and request.path.startswith(f"/{API_VERSION}/"):
        return ApiError(error.code, _CODES[error.code]).answer()
    return Response(error.name, error.code or 500, mimetype="text/plain")
