"""What goes together in a campaign file that is made anew again and again."""

from datetime import date, datetime

from campaigns.plan_parts import Repeat, Window


def wrong(
    repeat: Repeat | None, window: Window, *, gathered: bool, emergency: bool, not_after: datetime | None
) -> str | None:
    """Return what does not go together, or None; `gathered` says that recipients come from a list of ours."""
    if repeat is None:
        return None
    faults = {
        "repeat: the numbers of a file may not lie here until the next run: it needs `list:` or "
        "`institutions:`": not gathered,
        "not_after: each run ends before the next one, and all with repeat.until: leave it out": not_after,
        "emergency: what comes again and again is none: leave repeat out": emergency,
        f"repeat.at: must lie in the window ({window.start:%H:%M} to {window.end:%H:%M})": (
            not window.start <= repeat.at < window.end
        ),
        "repeat.days: must be days of the window": not set(repeat.days) <= set(window.days),
        "repeat.holidays: the window is closed on holidays: write holidays: open there too": (
            (repeat.holidays, window.holidays) == ("open", "closed")
        ),
    }
    return next((fault for fault, is_so in faults.items() if is_so), None)


def is_past(repeat: Repeat | None, today: date) -> bool:
    """Tell whether the last day of a series is over."""
    return repeat is not None and repeat.until < today
