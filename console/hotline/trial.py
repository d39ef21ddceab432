"""The trial telephone on a page: what was typed and pressed is read from the form, and nowhere kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, request

from console import answers
from console.hotline.telephone import Call, Telephone
from ivr.sentences import Sentence
from prompts.library import Channel
from prompts.tree import Effect


@dataclass(frozen=True, slots=True)
class Phone:
    """What lies on the page: a call or none, and the languages that can be dialled."""

    call: Call | None
    languages: Sequence[str]


def on_the_desk(call: Call | None) -> Phone:
    """Return the telephone as the page shows it."""
    return Phone(call, current_app.extensions["prompts"].heard)


def pressed() -> Call | None:
    """Do what a button of the telephone says; None when it was hung up."""
    form, phone = request.form, Telephone(current_app.extensions["prompts"], _instead)
    if form.get("do") == "dial":
        return phone.dial(form.get("language", ""))
    if form.get("do") == "at":
        return phone.at(form.get("language", ""), form.get("node", ""))
    if "key" not in form:
        return None
    language, node, stand, keys = (form.get(name, "") for name in ("language", "node", "stand", "keys"))
    return phone.pressed(language, node, stand, form["key"], keys)


def _instead(language: str, node: str, effect: Effect | None) -> Sequence[Sentence]:
    """Return what is heard where a real call does something: what our calls say can be heard here too."""
    say, prompts = answers.say(), current_app.extensions["prompts"]
    if effect is Effect.NOW:
        desk = current_app.extensions["asked"]
        told: list[Sentence] = desk.saying_now(prompts, language, answers.now(), Channel.VOICE)
        return told
    if effect is None:
        return [(say.language, say("telephone.would-connect"))]
    what = prompts.label(answers.tongue(), node, Channel.WEB)
    return [(say.language, say("telephone.would", what=what))]
