"""The hotline in the terminal; no settings and no database."""

from collections.abc import Iterator

import click

from app import speaking
from app.line import line_at_hand
from ivr.terminal import play
from prompts.faults import UnknownLanguage
from prompts.library import normal


@click.command()
@click.option("--language", metavar="L", help="The language of the number dialled, for instance en.")
def hotline(language: str | None) -> None:
    """Play the hotline: type a key and Enter; an empty line is silence, Ctrl-D hangs up."""
    prompts = speaking.without_settings(line_at_hand())
    tag = normal(language) if language else None
    if tag is not None and not prompts.is_heard(tag):
        raise UnknownLanguage(
            f"the hotline does not speak {tag} yet: choose one of {', '.join(prompts.heard)}"
        )
    play(prompts, _keys(), click.echo, tag)


def _keys() -> Iterator[str]:
    while True:
        try:
            yield input("> ").strip()[:1]
        except EOFError:
            return


commands = (hotline,)
