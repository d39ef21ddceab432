"""A week in words: what was most of all, and how its figures stand beside those of the days before."""

from collections.abc import Sequence
from datetime import date

from console.shown import Shown
from console.week.figures import Week
from db.clock import TOKYO

WEEK = 7


def share(shown: Shown, part: int, total: int) -> str:
    """Return a share as 65%: all only of all, and nothing only of nothing."""
    percent = (200 * part + total) // (2 * total) if total else 0
    if 0 < part < total:
        percent = min(max(percent, 1), 99)
    return shown.say.percent(percent / 100)


def gist(shown: Shown, week: Week) -> str:
    """Return one sentence of what was most of all; nothing where nothing was, or several were alike."""
    areas = [(name, ends.total()) for name, ends in week.areas]
    tops = {"area": _top(areas), "asked": _top(week.hotline), "told": _top(week.told)}
    parts = []
    for name, top in tops.items():
        if top is not None and top[0]:
            said = shown.area(top[0]) if name == "area" else shown.claim(top[0])
            parts.append(shown.say(f"week.most-{name}", name=said, count=top[1]))
    return shown.say("week.gist", parts=shown.say("week.gist-joined").join(parts)) if parts else ""


def before(shown: Shown, week: Week, earlier: Week) -> dict[str, str]:
    """Return for each headline what it was in as many days before."""
    figures = {
        "reached": _of(shown, earlier.got_it, earlier.recipients),
        "confirmed": _of(shown, *earlier.confirmed),
        "answers": shown.say(
            "week.before-answers" if earlier.answers else "week.before-none", count=earlier.answers
        ),
    }
    days = week.span.days
    name = {WEEK: "week.before-week", 1: "week.before-day"}.get(days, "week.before-days")
    return {key: shown.say(name, days=days, figures=said) for key, said in figures.items()}


def made(shown: Shown, name: str) -> str:
    """Return whose report this is, of which instant, and who made it: on paper nothing else would tell."""
    there = shown.now.astimezone(TOKYO)
    day = shown.say.day(there.date(), date.min)  # Paper is kept: the year stands on it.
    return shown.say(
        "week.made",
        organisation=shown.prompts.promises.organisation[shown.tongue],
        time=shown.say("when.day", day=day, time=f"{there:%H:%M}"),
        name=name,
    )


def _of(shown: Shown, part: int, total: int) -> str:
    if not total:
        return shown.say("week.before-none")
    return shown.say("week.share-of", part=part, total=total, share=share(shown, part, total))


def _top(counted: Sequence[tuple[str, int]]) -> tuple[str, int] | None:
    """Return the first of what is sorted, if no second one is as large."""
    if not counted or (len(counted) > 1 and counted[0][1] == counted[1][1]):
        return None
    return counted[0]
