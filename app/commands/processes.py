"""The processes of the Procfile, and the embedded carrier alone."""

import os
import socket
import sys
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from app import settings, worker
from app.commands.context import parts
from app.server import server_command
from app.simulation import Simulation
from app.wiring import Parts
from console import accounts, operators


@click.command()
@click.option("--only", type=click.Choice(["hotline", "console", "check"]), help="Serve one part alone.")
def web(only: str | None) -> None:
    """Serve webhooks, pages and console by gunicorn at HOST and PORT."""
    with parts(database_may_wait=True) as built:  # All faults come out here, before anything listens.
        found = built.settings
        if only in {None, "console"}:
            _let_the_first_in(built)
    wanted = f"app:create_app(only={only!r})" if only else "app:create_app()"
    socket.create_server((found.host, found.port)).close()  # A port in use is told here, in one line.
    # This process becomes the server, so that a signal to it reaches the server and nothing is left behind.
    os.execv(sys.executable, server_command(found.host, found.port, wanted))  # noqa: S606


def _let_the_first_in(built: Parts) -> None:
    """Print a one-time link where there is nobody yet, on a terminal alone: a log would keep it."""
    try:
        if not accounts.is_empty(built.engine):
            return
        if not sys.stdout.isatty():
            click.echo("no operator yet: `yobikake operator add NAME --role administrator`", err=True)
            return
        link = operators.link_for_first(built.engine, built.clock.now())
    except SQLAlchemyError:
        return  # A line whose database does not answer serves callers all the same.
    if link is not None:
        click.echo(
            "There is no operator yet. This link lets the first administrator in, once, within 72 hours:"
        )
        click.echo(built.desk.url(f"/enter/{link}"))


@click.command("worker")
def run_worker() -> None:
    """Place the calls and texts of running campaigns until stopped."""
    with parts() as built:
        worker.run(built)


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8081, show_default=True)
@click.option("--public-base-url", help="Where the line's webhooks are; PUBLIC_BASE_URL without it.")
@click.option("--speed", type=click.FloatRange(0, min_open=True), default=1.0, show_default=True)
@click.option(
    "--faults", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="What goes wrong (TOML)."
)
def simulator(port: int, public_base_url: str | None, speed: float, faults: Path | None) -> None:
    """Run the embedded carrier: a telephone company on this machine, with a telephone in the browser."""
    found = settings.read()
    with Simulation.alone(found, port, public_base_url, speed, faults) as simulation:
        click.echo(f"The embedded carrier answers at {simulation.base_url}")
        click.echo(f"Its telephone: {simulation.base_url}/telephone   (Ctrl-C ends)")
        simulation.wait()


commands = (web, run_worker, simulator)
