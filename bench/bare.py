"""The floor that the hotline is measured against: one Flask route, a signature, a constant."""

import hmac
import os

from flask import Flask, Response, request

from carrier.signature import HEADER, sign

PATH = "/voice/<language>/<node>/<stand>/press"


def create_app() -> Flask:
    """Return an application whose answer has BARE_BYTES bytes; nothing is parsed but the form."""
    app = Flask("bare", static_folder=None)
    base, answer = os.environ["BARE_BASE_URL"], "x" * int(os.environ["BARE_BYTES"])

    @app.post(PATH)
    def press(language: str, node: str, stand: str) -> Response:
        """Answer a key."""
        signed = sign("training", base + request.path, request.form.items(multi=True))
        if not hmac.compare_digest(signed, request.headers.get(HEADER, "")):
            return Response(status=403)
        return Response(answer, mimetype="text/xml")

    @app.get("/healthz")
    def healthz() -> str:
        """It listens."""
        return "ok"

    return app
