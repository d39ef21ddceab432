"""The HTTP API: what other systems may do with a token; nothing is decided here."""

from flask import Blueprint, Response, jsonify

from carrier.access import Access, declare

bp = Blueprint("console_api", __name__, url_prefix="/api/v1")
declare(bp, Access.PUBLIC)


@bp.get("/")
def start() -> Response:
    """Say where the description is."""
    return jsonify(description="/api/v1/openapi.json")
