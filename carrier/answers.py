"""What a webhook answers with: a document for the carrier, or nothing."""

from flask import Response

from carrier.twiml import MIME


def document(twiml: str) -> Response:
    """Answer with a document; without this type the carrier would read it aloud as text, or not at all."""
    return Response(twiml, mimetype=MIME)


def no_content() -> Response:
    """Answer a status callback: heard, nothing to say, do not repeat."""
    return Response(status=204)
