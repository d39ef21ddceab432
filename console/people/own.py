"""One's own account: the second factor, the password, and the browsers in which one is signed in."""

from flask import Response, abort, flash, g, request, url_for
from flask import session as cookie

from console import answers, factor, sign_ins
from console.entrance import guarded, see
from console.operators import SHORTEST_PASSWORD
from console.people import mine
from console.proof import FRESH

bp = guarded("console_own")
_SETS_UP = "factor-until"
"""Until when this browser, where the password was typed, may finish; not whoever sits down at another."""


@bp.get("/me")
def page() -> Response:
    """Show one's own account."""
    return _page()


@bp.post("/me/factor")
def begin_factor() -> Response:
    """Make a secret, and show it until its first code was right."""
    try:
        mine.begin_factor(answers.desk(), g.actor, _typed("password"), answers.now(), request.remote_addr)
    except mine.Wrong as wrong:
        return _page(wrong, "factor")
    cookie[_SETS_UP] = (answers.now() + FRESH).timestamp()
    return see(url_for("console_own.page", _anchor="factor"))


@bp.get("/me/factor.svg")
def picture() -> Response:
    """Draw what a telephone photographs; gone after the first right code."""
    secret = factor.proposed(answers.desk().engine, answers.desk().keystore, g.actor.name)
    if secret is None or not _sets_up():
        abort(404)
    drawn = factor.picture(secret, g.actor.name, answers.say()("factor.service"))
    return Response(drawn, mimetype="image/svg+xml")


@bp.post("/me/factor/code")
def confirm_factor() -> Response:
    """Let the second factor count."""
    if not _sets_up():
        return see(url_for("console_own.page", _anchor="factor"))
    try:
        mine.confirm_factor(answers.desk(), g.actor, _typed("code"), answers.now())
    except mine.Wrong as wrong:
        return _page(wrong, "factor")
    cookie.pop(_SETS_UP, None)
    flash(answers.say()("factor.done"))
    return see(url_for("console_own.page"))


@bp.post("/me/password")
def change_password() -> Response:
    """Keep another password."""
    new, again = _typed("new"), _typed("again")
    try:
        mine.change_password(
            answers.desk(), g.actor, _typed("password"), new, again, answers.now(), request.remote_addr
        )
    except mine.Wrong as wrong:
        return _page(wrong, "password")
    flash(answers.say()("own.password-done"))
    return see(url_for("console_own.page"))


@bp.post("/me/end")
def end() -> Response:
    """End one of one's own browsers."""
    try:
        id = bytes.fromhex(_typed("which"))
    except ValueError:
        id = b""
    sign_ins.end(answers.desk().engine, g.actor.name, id, answers.now())
    flash(answers.say()("own.ended", count=1))
    return see(url_for("console_own.page"))


@bp.post("/me/end-others")
def end_others() -> Response:
    """End all of one's browsers but this one."""
    flash(answers.say()("own.ended", count=mine.end_others(answers.desk(), g.actor, answers.now())))
    return see(url_for("console_own.page"))


def _page(wrong: mine.Wrong | None = None, where: str = "") -> Response:
    return answers.page(
        "own",
        422 if wrong else 200,
        mine=mine.load(answers.desk(), g.actor, answers.now(), sets_up=_sets_up()),
        wrong=wrong,
        where=where,
        least=SHORTEST_PASSWORD,
        here=url_for("console_own.page"),
    )


def _sets_up() -> bool:
    until: float = cookie.get(_SETS_UP, 0)
    return answers.now().timestamp() < until


def _typed(name: str) -> str:
    return request.form.get(name, "")
