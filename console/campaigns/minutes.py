"""How many calls and texts began in each minute, with the pace as a limit."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.models import Attempt
from campaigns.plan import Plan
from console.campaigns.figures import Figure
from console.charts.drawing import Limit, Series
from console.shown import Shown
from db.clock import TOKYO

STEPS = (1, 5, 10, 30, 60, 180, 360, 1440)
"""Minutes that one point of the line may stand for; it tells how many began in each of them on average."""
POINTS = 90
_MINUTE = timedelta(minutes=1)


def of_minutes(shown: Shown, session: Session, campaign: str, plan: Plan) -> Figure | None:
    """Return the picture; None before the first call."""
    begun = session.scalars(select(Attempt.placing_at).where(Attempt.campaign_id == campaign)).all()
    if not begun:
        return None
    first = min(begun).replace(second=0, microsecond=0)
    step, counts = counted(begun, first)
    most, limit = max(counts), Limit(shown.say("figure.pace"), plan.pace.per_second * 60)
    text = shown.say(
        "figure.minutes-says",
        first=shown.when(first),
        last=shown.when(max(begun)),
        most=f"{most:,g}",
        time=shown.when(first + step * counts.index(most)),
        limit=f"{limit.value:,g}",
    )
    labels = [f"{(first + step * at).astimezone(TOKYO):%H:%M}" for at in range(len(counts))]
    series = [Series(shown.say("figure.minutes-begun"), counts)]
    head = shown.say("figure.minutes-head")
    return Figure("line", shown.say("figure.minutes"), text, head, labels, series, limit)


def counted(begun: Sequence[datetime], first: datetime) -> tuple[timedelta, list[float]]:
    """Return how long a point of the line stands for, and how many began a minute in each."""
    whole = (max(begun) - first) / _MINUTE
    step = next((one for one in STEPS if whole / one < POINTS), STEPS[-1])
    counts = [0] * (int(whole / step) + 1)
    for at in begun:
        counts[int((at - first) / _MINUTE / step)] += 1
    return _MINUTE * step, [round(number / step, 1) if step > 1 else number for number in counts]
