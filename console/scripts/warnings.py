"""The warnings: a list, and each in all its languages side by side."""

from flask import Response, current_app, request

from console import answers
from console.scripts import warning as one
from console.scripts.room import NoSuch, room
from console.scripts.said import Said
from prompts.library import Prompts

bp = room("console_warnings")


@bp.get("/scripts/warnings")
def page() -> Response:
    """List the warnings, with how often each was used lately."""
    prompts: Prompts = current_app.extensions["prompts"]
    uses = one.uses(current_app.extensions["engine"], prompts, answers.now())
    tongue = answers.tongue()
    heard = {id: prompts.words[tongue].warnings[id].get("heard", "") for id in one.all_of(prompts)}
    return answers.page("scripts_warnings", warnings=heard, uses=uses)


@bp.get("/scripts/warnings/<id>")
def warning(id: str) -> Response:
    """Show a warning's words in every language."""
    prompts: Prompts = current_app.extensions["prompts"]
    if id not in one.all_of(prompts):
        raise NoSuch(id)
    checked = "check" in request.args  # All languages take a second, the first time.
    return answers.page(
        "scripts_warning",
        warning=id,
        scripts=one.scripts(prompts, id, answers.now(), checked=checked),
        checked=checked,
        sources=one.sources(prompts, id, answers.tongue()),
        uses=one.uses(current_app.extensions["engine"], prompts, answers.now()).get(id, []),
        said=Said(answers.shown()),
    )
