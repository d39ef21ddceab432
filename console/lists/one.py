"""One standing list: people come onto it from a table, leave it by number, or it ends with all of them."""

from typing import Any

from flask import Response, flash, g, request, url_for

from campaigns import bringing, enrolling, listing
from campaigns.desk import Desk
from campaigns.encodings import TableInvalid
from campaigns.enrolling import CannotEnrol
from console import acts, answers, tables, uploads
from console.entrance import guarded, needs, see
from console.lists import listed as lists
from privacy.keystore import KeyGone
from privacy.named_list import NoSuchList
from privacy.number import NotANumber, PhoneNumber
from privacy.standing_list import REGISTERED
from prompts.promises import ResidentVoice

bp = guarded("console_list")
CHANNELS = ("voice", "sms")


@bp.errorhandler(NoSuchList)
def no_such_list(_: NoSuchList) -> Response:
    """Say so in words."""
    return answers.refused("list", 404)


@bp.errorhandler(KeyGone)
def no_keys(_: KeyGone) -> Response:
    """Say that nobody on it can be found any more, and what to do."""
    return answers.refused("list-keys", 409)


@bp.get("/lists/<listed>")
def page(listed: str) -> Response:
    """Show how many are on a list, and what can be done with it."""
    return _page(listed)


@bp.post("/lists/<listed>/import")
@needs("fill-list")
@uploads.takes_files()
def bring_in(listed: str) -> Response:
    """Put the people of a table on the list, or only check the table."""
    desk, say, file = answers.desk(), answers.say(), uploads.table("file")
    channel = request.form.get("channel", "")
    if file is None or channel not in _channels(desk):
        return _page(listed, 422, wrong=say("table.none" if file is None else "lists.wrong-channel"))
    try:
        found = bringing.look(desk, file, channel)
        if "check" in request.form or (found.bad and "skip" not in request.form):
            stopped = "check" not in request.form
            rows = tables.bad_rows(say, found.bad)
            return _page(listed, 422 if stopped else 200, found=found, rows=rows, stopped=stopped)
        done = bringing.from_file(desk, listed, file, channel, g.actor, desk.clock.now())
    except TableInvalid as fault:
        return _page(listed, 422, wrong=tables.said(say, str(fault)))
    except CannotEnrol:
        return _page(listed, 422, wrong=say("lists.wrong-channel"))
    flash(say("lists.brought", added=done.added, known=done.known, barred=done.barred, bad=found.bad_count))
    return _see(listed)


@bp.post("/lists/<listed>/leave")
@needs("fill-list")
def leave(listed: str) -> Response:
    """Take a number off the list; from here on the page shows only its ends."""
    desk, say = answers.desk(), answers.say()
    try:
        number = PhoneNumber.parse(request.form.get("number", ""))
    except NotANumber:
        return _page(listed, 422, no_number=True)
    count = enrolling.withdraw(desk, [number], g.actor, desk.clock.now(), listed)
    flash(say("lists.left" if count else "lists.was-not-on", number=str(number)))
    return _see(listed)


@bp.post("/lists/<listed>/end")
@needs("own-list")
def end(listed: str) -> Response:
    """End a list with all that is on it; the one that people enter by themselves is emptied."""
    desk, now = answers.desk(), answers.desk().clock.now()
    if listed == REGISTERED:
        count = enrolling.withdraw_all(desk, g.actor, now)
    else:
        count = listing.end(desk, listed, g.actor, now)
    flash(answers.say()("lists.ended", count=count))
    return see(url_for("console_lists.page"))


def _page(listed: str, status: int = 200, **values: Any) -> Response:
    desk = answers.desk()
    found = lists.one(desk, listed, desk.clock.now())
    if found is None:
        return answers.refused("list", 404)
    return answers.page(
        "list",
        status,
        list=found,
        own=listed == REGISTERED,
        keys=not found.total or lists.has_keys(desk, listed),
        channels=_channels(desk),
        may={act: acts.may(g.actor, act) for act in ("fill-list", "own-list")},
        form=request.form,
        **values,
    )


def _channels(desk: Desk) -> tuple[str, ...]:
    """Return how people can be warned: a line that rings no homes sends texts alone."""
    return CHANNELS[1:] if desk.prompts.promises.resident_voice is ResidentVoice.OFF else CHANNELS


def _see(listed: str) -> Response:
    return see(url_for("console_list.page", listed=listed))
