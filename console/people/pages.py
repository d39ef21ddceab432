"""Who operates the line, with which role: everybody may look, administrators let people in and out."""

from typing import Any

from flask import Response, flash, g, request, url_for

from campaigns.people import Role
from console import acts, answers, managing, proof, session
from console.entrance import guarded, needs, see
from console.operators import LINK_HOURS, NoSuchOperator
from console.people import listed
from console.typed import kept

bp = guarded("console_people")


@bp.get("/people")
def page() -> Response:
    """Show everybody with role; an administrator sees more, and what can be done."""
    return _page()


@bp.post("/people")
@needs("people")
def add() -> Response:
    """Add a person and show the one-time link, once."""
    name, role = request.form.get("name", "").strip(), request.form.get("role", "")
    if unproved := _unproved():
        return _page(403, wrong=unproved, typed=name, chosen=role)
    if role not in list(Role):
        return _page(422, wrong="role", typed=name)
    try:
        token = managing.add(answers.desk(), name, Role(role), g.actor, answers.now())
    except managing.NoName:
        return _page(422, wrong="name", typed=name, chosen=role)
    except managing.NameTaken:
        return _page(422, wrong="taken", typed=name, chosen=role)
    return _page(link=answers.desk().url(f"/enter/{token}"), linked=name)


@bp.post("/people/link")
@needs("people")
def link() -> Response:
    """Make a new one-time link and show it, once; who was disabled can come in again with it."""
    name = request.form.get("name", "")
    if unproved := _unproved():
        return _page(403, wrong=unproved)
    try:
        token = managing.link(answers.desk(), name, g.actor, answers.now())
    except NoSuchOperator:
        return _page(404, wrong="nobody")
    return _page(link=answers.desk().url(f"/enter/{token}"), linked=name)


@bp.post("/people/<any(role, disable, factor, out):act>")
@needs("people")
def change(act: str) -> Response:
    """Change somebody's role, or end what they can do."""
    name, desk, now = request.form.get("name", ""), answers.desk(), answers.now()
    if act in _LETTING_IN and (unproved := _unproved()):
        return _page(403, wrong=unproved)
    try:
        if act == "role":
            role = request.form.get("role", "")
            if role not in list(Role):
                return _page(422, wrong="role")
            done: int = managing.change_role(desk, name, Role(role), g.actor, now)
        else:
            done = _ENDING[act](desk, name, g.actor, now)
    except NoSuchOperator:
        return _page(404, wrong="nobody")
    except managing.LastAdministrator:
        return _page(409, wrong="last")
    flash(answers.say()(f"people.done-{act}" if done else "people.done-before", name=name))
    return see(url_for("console_people.page"))


_LETTING_IN = ("role", "factor")
"""Shutting out waits for no telephone; whoever sits down at an open browser lets nobody in."""
_ENDING: Any = {"disable": managing.disable, "factor": managing.reset_factor, "out": managing.sign_out}


def _unproved() -> str:
    """Return why somebody may let nobody in just now: no second factor, or its code was not shown."""
    desk, now = answers.desk(), answers.now()
    try:
        proof.must_prove(desk, g.actor, "people", request.form.get("code", ""), now)
    except proof.NoFactor:
        return "no-factor"
    except proof.NotShown:
        return "code"
    g.actor = session.actor(desk.engine, now) or g.actor
    return ""


def _page(
    status: int = 200, *, wrong: str = "", typed: str = "", chosen: str = "", **values: Any
) -> Response:
    return answers.page(
        "people",
        status,
        people=listed.people(answers.desk().engine, answers.now()),
        manages=acts.may(g.actor, "people"),
        roles=list(Role),
        wrong=wrong,
        typed=kept(typed),
        chosen=chosen,
        hours=LINK_HOURS,
        here=url_for("console_people.page"),
        **values,
    )
