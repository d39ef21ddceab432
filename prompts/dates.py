"""Says a day or an hour in the words of a language."""

from datetime import date, time

from prompts.rendering import Channel, fill, pick
from prompts.words import Words


def day(words: Words, when: date, channel: Channel) -> str:
    """Return a day by the language's pattern, for instance `25 November 2026`."""
    months, weekdays = words.dates.months, words.dates.weekdays
    values = {
        "year": str(when.year),
        "month": months[when.month - 1] if months else str(when.month),
        "day": str(when.day),
        "weekday": weekdays[when.weekday()] if weekdays else "",
    }
    return fill(pick(words.dates.patterns, "day", channel) or "{year}-{month}-{day}", values.get)


def hour(words: Words, moment: time, channel: Channel) -> str:
    """Return an hour of the day by the language's pattern, for instance `9:05`; a full hour by its own."""
    values = {
        "hour": str(moment.hour),
        "minute": f"{moment.minute:02}",
        "minutes": str(moment.minute),  # Where "05" would be read as two figures.
    }
    full = None if moment.minute else pick(words.dates.patterns, "hour_full", channel)
    return fill(full or pick(words.dates.patterns, "hour", channel) or "{hour}:{minute}", values.get)
