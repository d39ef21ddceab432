"""Has an engine speak our words: as previews, or for calls where it is proven."""

import getpass
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.context import actor, as_option, parts
from app.commands.sounds import Sounds, language_option, note, refuse, sounds, warning_option
from campaigns.people import Role
from privacy.audit import Detail
from prompts.audio.engines.port import EngineFailed, Standing
from prompts.audio.sentences import Form, sentences
from prompts.audio.sheet import file_name

if TYPE_CHECKING:
    from prompts.audio.rendering import Rendered

_FORMS = {"short": Form.SHORT, "tree": Form.TREE, "warnings": Form.WARNINGS, "all": Form.FULL}
_FOLDER = click.Path(file_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class Order:
    """What shall be spoken: by the named engine, or by the best that is installed."""

    here: Sounds
    language: str
    words: Mapping[str, str]
    engine: str | None
    again: bool


@click.command()
@language_option
@warning_option
@click.option("--engine", metavar="E", help="This engine; else the best that is installed.")
@click.option("--form", type=click.Choice(list(_FORMS)), help="short unless --warning is given.")
@click.option("--for-calls", is_flag=True, help="Calls shall play it: only what is proven in the language.")
@click.option("--again", is_flag=True, help="Speak anew what is on file, after a change of pace or readings.")
@click.option("--out", type=_FOLDER, help="Copy the files there, named as on the sheet.")
@as_option
def render(
    language: str,
    warnings: tuple[str, ...],
    engine: str | None,
    form: str | None,
    out: Path | None,
    name: str | None,
    *,
    for_calls: bool,
    again: bool,
) -> None:
    """Have an engine speak our words, each sentence once; without --for-calls only as a preview."""
    here = sounds()
    tag = here.language(language)
    form = form or (None if warnings else "short")
    words = sentences(here.prompts, tag, _FORMS[form] if form else None, warnings)
    order = Order(here, tag, words, engine, again)
    try:
        done = (_for_calls if for_calls else _preview)(order, name)
    except EngineFailed as fault:
        refuse(fault)
    for one in done if out else ():
        _copy(here, tag, one, out)
    source, new = done[0].entry.source, sum(one.new for one in done)
    use = "for calls" if for_calls else "machine preview, not for calls"
    click.echo(f"{tag} by {source}: {len(done)} sentences, {new} of them new: {use}")


def _preview(order: Order, name: str | None) -> "list[Rendered]":
    return _spoken(order, name or getpass.getuser(), order.here.clock.now(), for_calls=False)


def _for_calls(order: Order, name: str | None) -> "list[Rendered]":
    with parts(words_may_wait=True) as built:
        who, now = actor(built, name), built.clock.now()
        who.must_be(Role.APPROVER, "let calls play what a machine speaks")
        done = _spoken(order, who.name, now, for_calls=True)
        detail: Detail = {"engine": done[0].entry.source, "sentences": len(done)}
        note(built, who, "recordings rendered", order.language, detail)
    return done


def _spoken(order: Order, by: str, now: datetime, *, for_calls: bool) -> "list[Rendered]":
    from prompts.audio.engines.registry import choose  # noqa: PLC0415 - loads numpy
    from prompts.audio.rendering import render  # noqa: PLC0415

    here, language = order.here, order.language
    worst = Standing.PROVEN if for_calls else Standing.PREVIEW
    voice, _ = choose(here.voices, language, order.engine, worst)
    manner = here.prompts.manner(language)
    return list(
        render(
            here.recordings,
            language,
            order.words,
            voice,
            by,
            now,
            for_calls=for_calls,
            manner=manner,
            again=order.again,
        )
    )


def _copy(here: Sounds, language: str, one: "Rendered", out: Path | None) -> None:
    path = here.recordings.path(language, one.entry.file)
    if path and out:
        out.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, out / file_name(language, one.id))


commands = (render,)
