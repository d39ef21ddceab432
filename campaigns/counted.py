"""A number with its noun in English, for the terminal."""


def counted(number: int, noun: str) -> str:
    """Return it as it is said: 1 recipient, 1,212 recipients."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def calls_and_texts(number: int) -> str:
    """Return how many calls and texts there are, of whatever kind."""
    return "1 call or text" if number == 1 else f"{number:,} calls and texts"
