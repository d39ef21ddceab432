"""The directory of institutions: who is in it, where it covers an area, who confirms."""

from collections.abc import Sequence
from typing import Any

from flask import Response, flash, g, request, url_for

from campaigns import enrolment, once
from campaigns.coverage import WORDS
from campaigns.directory import Chosen
from campaigns.kinds import Kind
from campaigns.lifecycle import NotNow
from console import acts, answers
from console.answers import part
from console.entrance import guarded, needs, see
from console.institutions import adding, directory, importing, one, tiles
from console.institutions.directory import PAGE, STATES, Entry, Sought
from console.typed import without_number
from privacy.keystore import KeyGone

bp = guarded("console_institutions")
ROOMS = (adding.bp, importing.bp, one.bp)
for room in ROOMS:
    room.register_error_handler(KeyGone, lambda _: answers.refused("directory-keys", 409))
    bp.record_once(lambda state, room=room: state.app.register_blueprint(room))  # type: ignore[misc]
bp.register_error_handler(KeyGone, lambda _: answers.refused("directory-keys", 409))


@bp.get("/institutions")
def page() -> Response:
    """Show the directory, or a part of it."""
    return _page(_sought(request.args), request.args.get("page", 1, type=int))


@bp.post("/institutions/find")
def find() -> Response:
    """Look for a name; it is sent as a form, since somebody will type a number one day."""
    sought = _sought(request.form)
    words = without_number(request.form.get("words", "")[:80])
    return _page(Sought(sought.areas, sought.kind, sought.state, words), 1)


@bp.post("/institutions/enrol")
@needs("enrol")
def enrol() -> Response:
    """Make and submit the call by which institutions enrol; somebody else approves it."""
    try:
        with once.alone(part("desk"), "enrolment"):
            return _enrolled()
    except once.BeingMade:  # Who pressed twice sees there what the first press makes.
        return see(url_for("console_approvals.page"))


def _enrolled() -> Response:
    desk, sought, say = part("desk"), _sought(request.form), answers.say()
    before = directory.enrolling(desk.engine)
    if before is not None:
        flash(say("institutions.enrol-before"))
        return see(url_for("console.one", id=before.id))
    chosen = Chosen(next(iter(sought.areas), None), tuple(Kind(one) for one in [sought.kind] if one))
    try:
        done = enrolment.submit(desk, chosen, g.actor, desk.clock.now())
    except enrolment.CannotEnrol:
        flash(say("institutions.enrol-nobody"))
        return see(url_for("console_institutions.page"))
    except NotNow:
        flash(say("error.not-now"))
        return see(url_for("console_institutions.page"))
    flash(say("institutions.enrol-done", count=done.count))
    return see(url_for("console.one", id=done.campaign))


@bp.get("/institutions/coverage")
def coverage() -> Response:
    """Show where institutions are, and who confirmed the last warning."""
    found, last = directory.with_coverage(part("engine"))
    areas = tiles.covered(found, tuple(part("prompts").promises.areas))
    return answers.page("institutions_coverage", count=len(found), areas=areas, last=last, words=WORDS)


@bp.get("/institutions/directory.csv")
def table() -> Response:
    """Send the directory as a table, without numbers."""
    body = directory.as_csv(directory.entries(part("engine")), answers.say())
    return answers.attached(body, "text/csv", "institutions.csv")


def _page(sought: Sought, number: int) -> Response:
    engine = part("engine")
    every = directory.entries(engine)
    found = [one for one in every if sought.means(one)]
    last = max(1, -(-len(found) // PAGE))
    number = min(max(1, number), last)
    return answers.page(
        "institutions",
        every=every,
        found=found,
        shown_now=found[(number - 1) * PAGE : number * PAGE],
        sought=sought,
        page=(number, last),
        areas=_areas(every),
        kinds=tuple(kind for kind in Kind if any(one.row.kind == kind for one in every)),
        states=STATES,
        unenrolled=sum(one.row.enrolled_at is None for one in every),
        to_enrol=sum(one.row.enrolled_at is None and sought.calls(one) for one in every),
        enrolling=directory.enrolling(engine),
        may=acts.may(g.actor, "directory"),
    )


def _areas(every: Sequence[Entry]) -> list[str]:
    return sorted({one.area for one in every if one.area})


def _sought(given: Any) -> Sought:
    areas = tuple(area[:60] for area in given.getlist("area") if area)
    kind = given.get("kind", "")
    return Sought(areas, kind if kind in set(Kind) else "", given.get("state", ""))
