"""The program's own log: things by id, never a number, a key or the words of a message."""

import logging

log = logging.getLogger("yobikake")


def set_up(level: int = logging.INFO) -> None:
    """Log to standard error; what other people's libraries say is shown from WARNING on."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    log.setLevel(level)
