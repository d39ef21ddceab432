"""The processes of the Procfile, and the embedded carrier alone."""

import os
import socket
import sys
from pathlib import Path

import click

from app import settings, worker
from app.commands.context import parts
from app.server import server_command
from app.simulation import Simulation


@click.command()
@click.option("--only", type=click.Choice(["hotline", "console", "check"]), help="Serve one part alone.")
def web(only: str | None) -> None:
    """Serve webhooks, pages and console by gunicorn at HOST and PORT."""
    with parts(database_may_wait=True) as built:  # All faults come out here, before anything listens.
        found = built.settings
    wanted = f"app:create_app(only={only!r})" if only else "app:create_app()"
    socket.create_server((found.host, found.port)).close()  # A port in use is told here, in one line.
    # This process becomes the server, so that a signal to it reaches the server and nothing is left behind.
    os.execv(sys.executable, server_command(found.host, found.port, wanted))  # noqa: S606


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
