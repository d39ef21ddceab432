"""Files of a form: kept in memory for one request, since the numbers in them may stand on no disk."""

from collections.abc import Callable
from io import BytesIO
from typing import IO, Any, TypeVar

import flask
from flask import Response, current_app, request

from console import answers

V = TypeVar("V", bound=Callable[..., Response])

MEGABYTE = 1024 * 1024
TABLE, SOUND = 20 * MEGABYTE, 25 * MEGABYTE
"""The longest table and recording that a form may bring, in bytes; with its frame a little more."""
_FRAME = 64 * 1024
_MARK = "takes_files_up_to"
_DRAINED = 4 * SOUND
_CHUNK = 64 * 1024


class Request(flask.Request):
    """A request that writes nothing to disk: by itself it would spool longer files to a temporary one."""

    def _get_file_stream(self, *_: Any, **__: Any) -> IO[bytes]:
        return BytesIO()


def takes_files(most: int = TABLE) -> Callable[[V], V]:
    """Let a view take a form with a file of at most so many bytes; it goes beside `needs`, in any order."""

    def mark(view: V) -> V:
        setattr(view, _MARK, most)
        return view

    return mark


def make_room() -> None:
    """Let the request be as long as its view takes; asked before anybody reads the form."""
    view = current_app.view_functions.get(request.endpoint or "")
    most: int | None = getattr(view, _MARK, None)
    if most is not None:
        request.max_content_length = most + _FRAME


def table(field: str) -> BytesIO | None:
    """Return the file of a form from its beginning, None where none was chosen. It goes with the request."""
    found = request.files.get(field)
    if found is None or not isinstance(found.stream, BytesIO):
        return None
    found.stream.seek(0)
    return found.stream if found.stream.getbuffer().nbytes else None


def too_large(_: Exception) -> Response:
    """Say that a file is too long, and what to do; nothing of it was kept."""
    view = current_app.view_functions.get(request.endpoint or "")
    most: int = getattr(view, _MARK, _FRAME)
    _drain()
    return answers.refused("size", 413, megabytes=max(1, most // MEGABYTE))


def _drain() -> None:
    # A browser that is still sending would show a broken connection, and not the page.
    left = min(request.content_length or 0, _DRAINED)
    source = request.environ["wsgi.input"]
    while left > 0 and (chunk := source.read(min(left, _CHUNK))):
        left -= len(chunk)
