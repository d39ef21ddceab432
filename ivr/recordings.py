"""The recordings that calls play, for the carrier to fetch: by the name of their content, nothing else."""

from flask import Blueprint, Response, current_app, request

from carrier.access import Access, declare
from prompts.audio.recordings import Recordings

bp = Blueprint("recordings", __name__, url_prefix="/recordings")
declare(bp, Access.PUBLIC)

HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


@bp.get("/<language>/<name>.wav")
def recording(language: str, name: str) -> Response:
    """Give one recording; the name is its content's hash, so it never changes."""
    recordings: Recordings = current_app.extensions["recordings"]
    path = recordings.path(language, name)
    if path is None:
        return Response(status=404)
    response = Response(path.read_bytes(), mimetype="audio/wav", headers=HEADERS)
    response.set_etag(name)
    response.make_conditional(request)
    return response
