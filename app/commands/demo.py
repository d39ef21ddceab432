"""The whole service at work, in one command, on this machine alone."""

import tempfile
from pathlib import Path

import click

from app.demonstration import Wishes, run


@click.command()
@click.option(
    "--recipients", type=click.IntRange(1, 200_000), default=2000, show_default=True, help="Homes to call."
)
@click.option(
    "--speed",
    type=click.FloatRange(0, min_open=True),
    help="At most so many seconds in one; no limit without.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any that is free."
)
@click.option("--no-serve", is_flag=True, help="End by itself instead of serving pages until Ctrl-C.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed plays the same day.")
def demo(recipients: int, speed: float | None, port: int, seed: int, *, no_serve: bool) -> None:
    """Run three campaigns, play three calls to the hotline, then serve the telephone and the pages."""
    with tempfile.TemporaryDirectory(prefix="yobikake-demo-") as folder:
        run(Wishes(Path(folder), recipients, speed, port, seed, serve=not no_serve))


commands = (demo,)
