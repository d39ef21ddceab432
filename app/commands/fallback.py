"""The carrier's own answers for when nothing of ours is there, as files."""

from pathlib import Path

import click

from app import fallback as standing_in
from app.at_hand import at_hand
from prompts.library import Prompts, normal


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder for the files, made where it is missing.",
)
@click.option("--language", "languages", multiple=True, metavar="L", help="Only these languages; several.")
def fallback(out: Path, languages: tuple[str, ...]) -> None:
    """Write what the carrier says by itself while we are down: for each language, each number, and texts."""
    here = at_hand()
    tags = _wanted(here.prompts, languages)
    out.mkdir(parents=True, exist_ok=True)
    for name, document, spoken in standing_in.files(here.prompts, here.line, tags):
        (out / name).write_text(document, "utf-8")
        click.echo(f"{out / name}: {', '.join(spoken)}")
    left_out = [tag for tag in here.prompts.languages if tag not in standing_in.languages(here.prompts)]
    if left_out and not languages:
        click.echo(f"yobikake: left out {_why(left_out)}", err=True)


def _wanted(prompts: Prompts, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages asked for, or all that can be spoken, most used first."""
    spoken = standing_in.languages(prompts)
    asked = [normal(tag) for tag in languages]
    refused = [tag for tag in asked if tag not in spoken]
    if refused:
        raise click.ClickException(f"cannot write {_why(refused)}; choose among {', '.join(spoken)}")
    return tuple(tag for tag in spoken if not asked or tag in asked)


def _why(tags: list[str]) -> str:
    return f"{', '.join(tags)}: no voice at the carrier, and recordings lie with us, who are down then"


commands = (fallback,)
