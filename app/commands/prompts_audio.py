"""Recordings: the sheet to read from, taking files in, and what there is."""

import json
from dataclasses import asdict
from itertools import chain
from pathlib import Path

import click

from app.commands.context import actor, as_option, json_option, parts
from app.commands.sounds import Sounds, language_option, note, sounds, warning_option
from app.wiring import Parts
from campaigns.people import Actor, Role
from prompts.audio import sheet as sheets
from prompts.audio.entry import RECORDED, WITHDRAWN, digest_of
from prompts.audio.sentences import Form, sentences

_SOUNDS = {".wav", ".mp3"}
_FORMATS = ["text", "html", "csv"]
_THERE = click.Path(path_type=Path, exists=True)


@click.command()
@language_option
@warning_option
@click.option("--form", type=click.Choice([str(f) for f in Form]), default="short", show_default=True)
@click.option("--format", "as_", type=click.Choice(_FORMATS), default="text", show_default=True)
def sheet(language: str, warnings: tuple[str, ...], form: str, as_: str) -> None:
    """Print the recording sheet: what to read aloud, and how to name each file.

    --format html is for the printer: `yobikake prompts sheet --language mn --format html > sheet.html`.
    """
    here = sounds()
    tag = here.language(language)
    found = sheets.rows(
        here.prompts, tag, sentences(here.prompts, tag, Form(form), warnings), here.recordings
    )
    if as_ == "html":
        click.echo(sheets.as_html(here.prompts, tag, found))
    else:
        click.echo(sheets.as_csv(found) if as_ == "csv" else sheets.as_text(found))


@click.command()
@language_option
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_THERE)
@as_option
def record(language: str, files: tuple[Path, ...], name: str | None) -> None:
    """Take in recordings that are named as on the sheet: wav or mp3 files, or folders of them.

    Each is checked, trimmed and brought to the telephone's form. Exit code 1 where one was refused.
    """
    here = sounds()
    tag = here.language(language)
    refused = 0
    with parts(words_may_wait=True) as built:
        who = actor(built, name)
        who.must_be(Role.APPROVER, "record what calls play")
        for path in _files(files):
            refused += not _take(here, built, who, tag, path)
    click.echo(_left(here, tag))
    raise SystemExit(1 if refused else 0)


def _files(given: tuple[Path, ...]) -> list[Path]:
    found = chain.from_iterable(sorted(path.iterdir()) if path.is_dir() else [path] for path in given)
    return [path for path in found if path.is_file() and (path in given or path.suffix.lower() in _SOUNDS)]


def _take(here: Sounds, built: Parts, who: Actor, language: str, path: Path) -> bool:
    from prompts.audio.intake import NotTaken, take  # noqa: PLC0415 - costs 0.2 s that no other command pays

    id = path.stem.removeprefix(f"{language}-")
    words = here.everything(language).get(id) if path.stem != id else None
    if words is None:
        see = f"`yobikake prompts sheet --language {language} --form full` shows all names"
        click.echo(f"refused  {path.name}: is no name of the sheet; {see}")
        return False
    try:
        taken = take(path, words, language)
    except NotTaken as fault:
        click.echo(f"refused  {fault}")
        return False
    kept = here.recordings.put(language, words, id, taken.wav, who.name, built.clock.now(), RECORDED)
    note(built, who, "recording", f"{language} {id}", {"file": kept.file})
    click.echo(f"taken    {path.name}: {'; '.join([f'{taken.seconds:.1f} s', *taken.notes])}")
    return True


def _left(here: Sounds, language: str) -> str:
    short = sentences(here.prompts, language, Form.SHORT)
    left = [id for id, words in short.items() if not here.recordings.has(language, words)]
    if not left:
        return f"the short form of {language} is complete: {len(short)} sentences"
    first = ", ".join(left[:3]) + (", ..." if len(left) > 3 else "")
    return f"{len(left)} of the {len(short)} sentences of the short form are missing: {first}"


@click.command()
@click.option("--language", metavar="L", help="Only this language.")
@json_option
def recordings(language: str | None, *, as_json: bool) -> None:
    """List what is recorded: versions, and what has other words by now."""
    here = sounds()
    tags = (here.language(language),) if language else here.recordings.languages()
    found = [one for tag in tags for one in _listed(here, tag)]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for one in found:
        versions = f"{one['versions']} version{'' if one['versions'] == 1 else 's'}"
        click.echo(f"{one['language']:<8} {one['id']:<28} {one['state']:<12} {versions:<12} {one['source']}")
    click.echo(f"{len(found)} sentences on file")


def _listed(here: Sounds, language: str) -> list[dict[str, object]]:
    now = here.everything(language) if language in here.prompts.languages else {}
    listed = []
    for id in dict.fromkeys(one.id for one in here.recordings.entries(language)):
        versions = here.recordings.history(language, id)
        playing = here.recordings.playing(language, now[id]) if id in now else None
        shown = playing or versions[-1]
        fits = id in now and shown.digest == digest_of(language, now[id])
        state = "in use" if playing else "preview" if fits else "out of date"
        state = "withdrawn" if shown.source == WITHDRAWN else state
        about = {"language": language, "state": state, "versions": len(versions)}
        listed.append(asdict(shown) | about)
    return listed


commands = (sheet, record, recordings)
