"""The program's own log: things by id, never a number, a key or the words of a message."""

import logging

from flask import request

log = logging.getLogger("yobikake")


def set_up(level: int = logging.INFO) -> None:
    """Log to standard error; what other people's libraries say is shown from WARNING on."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    log.setLevel(level)


class NoAddress(logging.Filter):
    """Lets what went wrong in a view be logged by the view's name: an address may hold a one-time link."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Put the name in place of the address that Flask writes; nothing is kept back."""
        if record.exc_info and request:
            record.msg = "Exception on %s [%s]"
            record.args = (request.endpoint or "no view", request.method)
        return True
