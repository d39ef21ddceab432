"""Serves a WSGI application from threads of this process, and stops without a trace."""

import logging
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import WSGITask

DROP = "yobikake.drop"
"""In the WSGI environment: call it, and the connection is closed instead of answered."""
_LONGEST_POLL = 30.0
_IN_MEMORY = 64 * 1024 * 1024
"""A request's bytes beyond which they are written to a temporary file; numbers may stand in them."""

# It warns whenever a request waits for a thread, which under load is the ordinary case.
logging.getLogger("waitress.queue").setLevel(logging.ERROR)


class _Task(WSGITask):  # type: ignore[misc]
    """Keeps connections open after answers without a body, and can leave a request unanswered."""

    dropped = False

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        environ[DROP] = self.drop
        return environ

    def drop(self) -> None:
        self.dropped = True

    def write(self, data: bytes) -> None:
        if self.dropped:
            self.wrote_header = self.close_on_finish = True
            self.content_bytes_written += len(data)  # Otherwise it is logged that some are missing.
            return
        super().write(data)

    def set_close_on_finish(self) -> None:
        # An answer 204 has no length to tell, and needs none: the connection may stay.
        if (
            self.has_body
            or self.version != "1.1"
            or self.request.headers.get("CONNECTION", "").lower() == "close"
        ):
            super().set_close_on_finish()


class _Channel(HTTPChannel):  # type: ignore[misc]
    task_class = _Task


class _Waitress(TcpWSGIServer):  # type: ignore[misc]
    channel_class = _Channel


class Server:
    """A running server; `url` is its address. Usable as a context manager."""

    def __init__(self, app: Callable[..., Any], host: str, port: int, threads: int) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=1024)
        options = Adjustments(
            host=host,
            port=listening.getsockname()[1],
            threads=threads,
            connection_limit=2000,
            backlog=1024,
            ident=None,
            inbuf_overflow=_IN_MEMORY,
            asyncore_use_poll=True,
            clear_untrusted_proxy_headers=True,
        )
        self.host = host
        self.port: int = listening.getsockname()[1]
        self._waitress = _Waitress(app, adj=options, _sock=listening, bind_socket=False)
        self._stopping = threading.Event()
        self._waking = threading.Lock()
        self._thread = threading.Thread(target=self._run, name=f"web-{self.port}", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Return the address, without a slash at its end."""
        return f"http://[{self.host}]:{self.port}" if ":" in self.host else f"http://{self.host}:{self.port}"

    def close(self) -> None:
        """Let running requests finish (at most five seconds), then close every socket and thread."""
        with self._waking:
            if not self._stopping.is_set():
                self._stopping.set()
                self._waitress.pull_trigger()
        self._thread.join()

    def _run(self) -> None:
        # Closing happens on the thread that polls, so that no socket vanishes under it.
        sockets = self._waitress._map
        while not self._stopping.is_set():
            wasyncore.loop(timeout=_LONGEST_POLL, use_poll=True, map=sockets, count=1)
        with self._waking:  # Whoever wakes this thread must have done so before the waker is closed.
            self._waitress.task_dispatcher.shutdown()
        for channel in list(self._waitress.active_channels.values()):
            channel.handle_close()
        self._waitress.close()
        wasyncore.close_all(sockets)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def serve_in_thread(
    app: Callable[..., Any], host: str = "127.0.0.1", port: int = 0, *, threads: int = 8
) -> Server:
    """Serve an application; port 0 takes a free one. Raises OSError when the port is in use."""
    return Server(app, host, port, threads)
