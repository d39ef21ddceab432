"""What people wish of us, entered by an operator; and the decision on wishes that came in a burst."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import Response, flash, g, request, url_for
from flask import session as cookie
from sqlalchemy.orm import Session

from campaigns import barring
from campaigns.desk import Desk
from console import acts, answers, registration
from console.entrance import guarded, needs, see
from db.engine import reading
from privacy.do_not_call import Held
from privacy.number import NotANumber, PhoneNumber

bp = guarded("console_wishes")
UNDONE_WITHIN = timedelta(minutes=10)
_LAST = "barred"


@dataclass(frozen=True, slots=True)
class Last:
    """The number that this browser added last, by the instant and its ends; it can still be undone."""

    at: datetime
    number: str


@bp.get("/wishes")
def page() -> Response:
    """Show the forms for people who cannot, or would rather not, telephone."""
    return _page()


@bp.post("/wishes/do-not-call")
@needs("refuse")
def refuse() -> Response:
    """Never call a number; from here on the page shows only its ends."""
    try:
        number = PhoneNumber.parse(request.form.get("number", ""))
    except NotANumber:
        return _page(422, wrong="refuse")  # What was typed is not shown again: it may be nearly a number.
    desk, now = answers.desk(), answers.desk().clock.now()
    is_new = barring.bar(desk, [number], g.actor, now) > 0
    cookie.pop(_LAST, None)
    if is_new:  # A wish that was renewed is one of before, and not this press's to undo.
        cookie[_LAST] = [now.isoformat(), str(number)]
    else:
        flash(answers.say()("wishes.refused-before", number=str(number)))
    return see(url_for("console_wishes.page"))


@bp.post("/wishes/undo")
@needs("refuse")
def undo() -> Response:
    """Undo what this browser added last; nobody has to type the number again."""
    last, say = _last(), answers.say()
    cookie.pop(_LAST, None)
    done = last and barring.undo(answers.desk(), last.at, g.actor, answers.desk().clock.now())
    flash(say("wishes.undone", number=last.number) if last and done else say("wishes.undone-late"))
    return see(url_for("console_wishes.page"))


@bp.post("/wishes/take-back")
@needs("take-back")
def take_back() -> Response:
    """Let a number be called again whose owner says so."""
    try:
        number = PhoneNumber.parse(request.form.get("number", ""))
    except NotANumber:
        return _page(422, wrong="take-back")
    gone = barring.free(answers.desk(), [number], g.actor, answers.desk().clock.now())
    flash(answers.say()("wishes.freed" if gone else "wishes.was-not-listed", number=str(number)))
    return see(url_for("console_wishes.page"))


@bp.get("/wishes/held/<any(accept, discard):act>")
@needs(None)
def ask(act: str) -> Response:
    """Ask whether it is meant: what is discarded is gone, and to accept can empty a wave."""
    return answers.page("decide", held=held(answers.desk()), act=act)


@bp.post("/wishes/held/<any(accept, discard):act>")
@needs(None)
def decide(act: str) -> Response:
    """Let the wishes that are held count from now on, or delete them."""
    desk = answers.desk()
    count = (barring.accept if act == "accept" else barring.discard)(desk, g.actor, desk.clock.now())
    flash(answers.say()(f"wishes.{act}ed", count=count))
    return see(url_for("console.today"))


@bp.get("/wishes/warn")
def warn() -> Response:
    """Show the form for people who ask to be warned."""
    return _warn()


@bp.post("/wishes/register")
@needs("register")
def register() -> Response:
    """Put a number on the standing list; from here on the page shows only its ends."""
    try:
        said = registration.enter(answers.desk(), request.form, g.actor)
    except acts.Refused as refused:
        return _warn(refused.status, refused=refused)
    say = answers.say()
    last = say.day(date.fromisoformat(request.form["until"]), answers.now().date())
    flash(say(said.id, **{**said.slots, "until": last}))
    return see(url_for("console_wishes.warn"))


def held(desk: Desk) -> Held:
    """Return the wishes not to be called that came in a burst and wait for a decision."""
    with Session(reading(desk.engine)) as session:
        return desk.do_not_call.held(session)


def _page(status: int = 200, **values: Any) -> Response:
    desk = answers.desk()
    with Session(reading(desk.engine)) as session:
        count, waiting = desk.do_not_call.count(session), desk.do_not_call.held(session)
    last = _last()
    return answers.page("wishes", status, may=_may(), count=count, held=waiting, last=last, **values)


def _warn(status: int = 200, **values: Any) -> Response:
    offer, until = (
        registration.offer(answers.desk(), answers.tongue()),
        registration.typed_until(request.form),
    )
    return answers.page("registration", status, may=_may(), offer=offer, until=until, **values)


def _last() -> Last | None:
    given = cookie.get(_LAST)
    if not given:
        return None
    last = Last(datetime.fromisoformat(given[0]), given[1])
    return last if timedelta() <= answers.now() - last.at <= UNDONE_WITHIN else None


def _may() -> dict[str, bool]:
    return {act: acts.may(g.actor, act) for act in acts.NEEDED}
