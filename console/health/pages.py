"""Whether every part of the installation is well, in sentences; what has to be mended comes first."""

from collections import defaultdict

from flask import Blueprint, Response, current_app, url_for

from console import answers
from console.entrance import guarded, needs, see
from console.health import doorbell
from console.health.asking import NOT_TWICE, Asked, Asker
from console.health.finding import Finding

bp: Blueprint = guarded("console_health")
bp.record_once(lambda state: doorbell.hang_up(state.app))  # type: ignore[arg-type]
EVERY = 5
PATIENCE = 3.0
"""Seconds for which a page waits for the carrier when somebody asked for it."""


@bp.get("/health")
def page() -> Response:
    """Show how everything is."""
    return answers.page("health", **_found(), every=EVERY, renew=answers.renewal(moves=True))


@bp.get("/health/live")
def now() -> Response:
    """Show how everything is now."""
    return answers.fragment("_health", **_found())


@bp.post("/health/ask")
@needs("ask")
def ask() -> Response:
    """Ask the carrier now."""
    _asker().look(NOT_TWICE, PATIENCE)
    return see(url_for("console_health.page"))


def findings() -> tuple[list[Finding], Asked]:
    """Return what an examination finds, and what the carrier answered last."""
    asked = _asker().look()
    found: list[Finding] = current_app.extensions["examine"](carrier=lambda: asked.finding)
    return found + doorbell.heard(), asked


def _found() -> dict[str, object]:
    found, asked = findings()
    good: defaultdict[str, list[Finding]] = defaultdict(list)
    for one in found:
        if one.well:
            good[one.part].append(one)
    return {"bad": [one for one in found if not one.well], "good": list(good.values()), "asked_at": asked.at}


def _asker() -> Asker:
    asker: Asker = current_app.extensions.setdefault("asker", Asker(current_app.extensions["desk"]))
    return asker
