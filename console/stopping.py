"""Stops everything that dials, from any page."""

from typing import Any

from flask import Response, g, url_for

from console import acts, answers, halts
from console.entrance import guarded, needs

bp = guarded("console_stop")


@bp.get("/stop")
def page() -> Response:
    """Say what would be stopped, and ask for the press."""
    return _page()


@bp.get("/stop/now")
def now() -> Response:
    """Say it as it is now."""
    return answers.fragment("_stop", **_values())


@bp.post("/stop")
@needs("stop")
def stop() -> Response:
    """Stop everything, and say what came of each."""
    return _page(stopped=halts.stop_everything(answers.desk(), g.actor))


def _page(**also: Any) -> Response:
    values = {**_values(), "stopped": None, **also}
    values["renew"] = answers.renewal(moves=bool(values["runs"].cards) and values["stopped"] is None)
    return answers.page("stop", **values)


def _values() -> dict[str, Any]:
    may = acts.may(g.actor, "stop")
    return {
        "runs": halts.runs(answers.desk()),
        "may": may,
        "who_may": [] if may else halts.who_may(answers.desk()),
        "here": url_for("console_stop.page"),
    }
