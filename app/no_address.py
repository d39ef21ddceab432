"""Keeps addresses out of the log of what went wrong."""

import logging

from flask import request


class NoAddress(logging.Filter):
    """Lets what went wrong in a view be logged by the view's name: an address may hold a one-time link."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Put the name in place of the address that Flask writes; nothing is kept back."""
        if record.exc_info and request:
            record.msg = "Exception on %s [%s]"
            record.args = (request.endpoint or "no view", request.method)
        return True
