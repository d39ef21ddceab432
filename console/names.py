"""What operators can be called."""

import re

from privacy.number import NotANumber, PhoneNumber

FIRST = "first-administrator"
"""Stands for the first administrator until that person has said a name."""
_NAME = re.compile(r"[\w.@-]{1,80}\Z")
_MOST_DIGITS = 8


def is_name(name: str) -> bool:
    """Tell whether somebody can be called so; a telephone number is no name, nor what is nearly one."""
    if not _NAME.match(name) or name == FIRST or sum(map(str.isnumeric, name)) > _MOST_DIGITS:
        return False
    try:
        PhoneNumber.parse(name)
    except NotANumber:
        return True
    return False
