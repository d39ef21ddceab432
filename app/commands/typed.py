"""Numbers on standard input: on the command line they would stay in the shell's history."""

import sys

import click

from privacy import scan
from privacy.number import NotANumber, PhoneNumber


def numbers_typed() -> list[PhoneNumber]:
    """Return the numbers on standard input, one a line; raises UsageError for a wrong one or none."""
    try:
        found = scan.read_numbers(sys.stdin)
    except NotANumber as fault:
        raise click.UsageError(f"standard input, {fault}") from None
    if not found:
        raise click.UsageError("give the numbers on standard input, one a line")
    return found
