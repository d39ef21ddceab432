"""The page on which administrators make and end the tokens of other systems."""

from datetime import date, datetime, time, timedelta

from flask import Response, flash, g, request, url_for

from console import answers
from console.api import tokens
from console.api.entrance import desk
from console.entrance import guarded, needs, see
from console.typed import kept_of
from db.clock import TOKYO

bp = guarded("console_tokens")
USUAL = timedelta(days=180)


@bp.get("/people/tokens")
@needs("tokens")
def page() -> Response:
    """List the tokens, and offer to make one."""
    return _page()


@bp.post("/people/tokens")
@needs("tokens")
def make() -> Response:
    """Make a token and show it, once."""
    form = request.form
    name, scopes = form.get("name", "").strip(), form.getlist("scope")
    try:
        made = tokens.add(desk(), name, scopes, until(form.get("until", "")), g.actor, answers.now())
    except tokens.TokenInvalid as fault:
        return _page(422, wrong=fault.at)
    return _page(201, made={"name": name, "token": made[1]})


@bp.post("/people/tokens/<id>/end")
@needs("tokens")
def end(id: str) -> Response:
    """Let a token in no more."""
    named = {one.id: one.name for one in tokens.everyone(desk())}
    if id in named:
        done = tokens.end(desk(), id, g.actor, answers.now())
        flash(answers.say()("tokens.done" if done else "tokens.before", name=named[id]))
    return see(url_for("console_tokens.page"))


def until(day: str) -> datetime:
    """Return the end of a day in Japan; raises TokenInvalid."""
    try:
        last = date.fromisoformat(day)
    except ValueError:
        raise tokens.TokenInvalid("until", "write the last day as 2027-03-31") from None
    return datetime.combine(last, time.max.replace(microsecond=0), TOKYO)


def _page(status: int = 200, *, wrong: str = "", made: dict[str, str] | None = None) -> Response:
    now = answers.now()
    today = now.astimezone(TOKYO).date()
    return answers.page(
        "tokens",
        status,
        tokens=[(one, tokens.is_good(one, now)) for one in tokens.everyone(desk())],
        scopes=tokens.SCOPES,
        wrong=wrong,
        typed=kept_of(request.form) if wrong else {},
        made_now=made,
        first=today,
        last=today + timedelta(days=365),
        usual=today + USUAL,
        here=url_for("console_tokens.page"),
    )
