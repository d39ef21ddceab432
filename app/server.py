"""The web server, as it is shipped: gunicorn, several processes on one port, each with threads."""

import os
import sys

THREADS = 16
"""A request that waits for the database must not keep callers waiting behind it; see app/turnstile.py."""


def server_command(host: str, port: int, wanted: str) -> list[str]:
    """Return the command that serves an application such as `app:create_app()`."""
    workers = os.environ.get("WEB_CONCURRENCY") or str(max(2, 2 * (os.cpu_count() or 1)))
    address = ("--bind", f"{host}:{port}", "--workers", workers, "--threads", str(THREADS))
    options = (*address, "--no-control-socket", "--log-level", "warning")
    return [sys.executable, "-m", "gunicorn", *options, wanted]
