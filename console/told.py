"""What people told operators: one press for each, without a word about who told it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Response, flash, g, request, url_for
from flask import session as cookie
from sqlalchemy import Engine

from console import acts, answers, known, signals
from console.answers import part
from console.entrance import guarded, needs, see
from db.clock import midnight
from prompts.faults import UnknownSentence
from prompts.library import Prompts
from tree import incidents
from tree.incidents import TAKEN_BACK_WITHIN, Noted
from tree.radar import rising

bp = guarded("console_told")

USUAL = timedelta(days=28)
ENOUGH = 3
"""So many of one claim from one area in a day, and a warning is proposed."""
_LAST = "told"


@dataclass(frozen=True, slots=True)
class Last:
    """What this browser noted last, as long as it can be taken back."""

    warning: str
    area: str
    at: datetime


@bp.get("/told")
def page() -> Response:
    """Show a button for each claim, and what was noted today."""
    return _page(request.args.get("area", ""))


@bp.post("/told")
@needs("tell")
def tell() -> Response:
    """Note one more of a claim."""
    engine, prompts, now = part("engine"), part("prompts"), answers.now()
    area = request.form.get("area", "")
    try:
        warning = known.claim(prompts, request.form.get("warning", ""))
    except UnknownSentence:
        return _page(area, 422, wrong="told.no-claim")
    if area and area not in known.areas(engine, prompts.promises, now):
        return _page("", 422, wrong="told.no-area")
    incidents.add(engine, warning, area, now)
    cookie[_LAST] = [warning, area, now.timestamp()]
    return see(url_for("console_told.page", area=area or None))


@bp.post("/told/back")
@needs("tell")
def take_back() -> Response:
    """Take back what this browser noted last."""
    last, now = _last(answers.now()), answers.now()
    cookie.pop(_LAST, None)  # One press takes back one.
    done = last and incidents.take_back(part("engine"), last.warning, last.area, last.at, now)
    flash(answers.say()("told.taken-back" if done else "told.too-late"))
    return see(url_for("console_told.page", area=(last and last.area) or None))


@bp.get("/told/live")
def live() -> Response:
    """Show what was noted today as it is now."""
    return answers.fragment("_told_now", **_today())


def _page(area: str, status: int = 200, **values: Any) -> Response:
    engine, prompts, now = part("engine"), part("prompts"), answers.now()
    areas = known.areas(engine, prompts.promises, now)
    return answers.page(
        "told",
        status,
        claims=in_order(engine, prompts, now),
        area=area if area in areas else "",
        areas=areas,
        last=_last(now),
        minutes=int(TAKEN_BACK_WITHIN / timedelta(minutes=1)),
        radar=signals.told(engine, answers.shown()),
        may_tell=acts.may(g.actor, "tell"),
        **_today(),
        **values,
    )


def _today() -> dict[str, Any]:
    """Return what was noted today by everybody, and whether who asks may make a warning of it."""
    today = incidents.counts(part("engine"), midnight(answers.now()))
    return {"today": today, "enough": ENOUGH, "may_draft": acts.may(g.actor, "tell")}


def in_order(engine: Engine, prompts: Prompts, now: datetime) -> Sequence[str]:
    """Return all claims: what rises at the hotline first, then what is told most in four weeks.

    Today's presses move nothing, so that a button is not somewhere else at the next press.
    """
    up = [rise.subject for rise in rising(signals.hotline_radar(engine, prompts, now).found)]
    told = _by_claim(incidents.counts(engine, midnight(now) - USUAL, midnight(now)))
    return sorted(known.claims(prompts), key=lambda warning: (warning not in up, -told.get(warning, 0)))


def _by_claim(noted: Sequence[Noted]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in noted:
        found[one.warning] = found.get(one.warning, 0) + one.count
    return found


def _last(now: datetime) -> Last | None:
    given = cookie.get(_LAST)
    if not given:
        return None
    warning, area, at = given
    last = Last(warning, area, datetime.fromtimestamp(at, UTC))
    return last if timedelta() <= now - last.at <= TAKEN_BACK_WITHIN else None
