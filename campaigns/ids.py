"""Names for campaigns and institutions that can be read aloud and typed: no letter looks like a figure."""

import secrets

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_id() -> str:
    """Return a name that nobody has guessed or given before; about 40 bits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(8))
