"""Sends a picture: as SVG, which follows the reader's theme, or as PNG for a report."""

import resvg_py
from flask import Response

from console.charts.paints import LIGHT

POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""The style stands inside the picture; nothing else is let in."""
FONT = "Noto Sans CJK JP"


def answer(svg: str, kind: str, name: str) -> Response:
    """Return a picture as an answer; `kind` is svg or png, `name` what a saved file is called."""
    if kind == "png":
        response = Response(png(svg), mimetype="image/png")
    else:
        response = Response(svg, mimetype="image/svg+xml", headers={"Content-Security-Policy": POLICY})
    response.headers["Content-Disposition"] = f'inline; filename="{name}.{kind}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def png(svg: str) -> bytes:
    """Return a picture in the light theme, twice as large, in letters of this machine's fonts."""
    return bytes(
        resvg_py.svg_to_bytes(svg_string=svg, zoom=2, background=LIGHT.ground, sans_serif_family=FONT)
    )
