"""Leaflet and wallet card, as PDF."""

from pathlib import Path
from urllib.parse import urlsplit

import click

from app.account_setting import LOOPBACK
from app.at_hand import at_hand
from app.paper.fonts import FontsMissing
from app.paper.printing import LAYOUTS, CannotPrint, PaperNotInstalled, pdf
from app.paper.sheet import sheet
from prompts.library import normal


@click.command()
@click.option("--language", "languages", multiple=True, required=True, metavar="L", help="Several in turn.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder for the files, made where it is missing; without it the one that you are in.",
)
def kit(languages: tuple[str, ...], out: Path) -> None:
    """Make the leaflet (A4, two sides) and the wallet card (alone, and ten on A4) of this line as PDF."""
    here = at_hand()
    sheets = [sheet(here.prompts, here.line, normal(tag), here.base_url) for tag in languages]
    try:
        made = {f"{layout}-{one.language}.pdf": pdf(one, layout) for one in sheets for layout in LAYOUTS}
    except (FontsMissing, PaperNotInstalled, CannotPrint) as fault:
        raise click.ClickException(str(fault)) from None
    out.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        (out / name).write_bytes(content)
        click.echo(out / name)
    if here.base_url is None:
        _note("no QR code: set PUBLIC_BASE_URL, the address at which the pages are, and make it again")
    elif urlsplit(here.base_url).hostname in LOOPBACK:
        _note("the QR code leads to this machine alone: set PUBLIC_BASE_URL before anything is handed out")


def _note(text: str) -> None:
    click.echo(f"yobikake: {text}", err=True)


commands = (kit,)
