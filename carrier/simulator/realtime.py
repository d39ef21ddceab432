"""Lets a network live by a clock that moves on by itself."""

import logging
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor

from carrier.simulator.network import Network
from carrier.simulator.processes import Event

_log = logging.getLogger(__name__)
_LONGEST_WAIT = 3600.0


class RealTime:
    """One thread sees what is due, a pool does it: calls side by side, each call's own events in order."""

    def __init__(self, network: Network, threads: int = 16) -> None:
        self._network = network
        self._threads = threads
        self._speed = float(getattr(network.clock, "speed", 1.0))
        self._lanes: dict[str, deque[Event]] = {}
        self._lanes_lock = threading.Lock()
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._pool: ThreadPoolExecutor | None = None

    def start(self) -> "RealTime":
        """Begin; call it once."""
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="carrier")
        self._thread = threading.Thread(target=self._watch, name="carrier-clock", daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """Finish what is being done and end all threads; what is due later stays undone."""
        with self._network.changed:
            self._stopping = True
            self._network.changed.notify_all()
        if self._thread is not None:
            self._thread.join()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _watch(self) -> None:
        network = self._network
        while True:
            with network.changed:
                if self._stopping:
                    return
                event = network.take(network.clock.now())
                if event is None:
                    network.changed.wait(self._until_next())
                    continue
            self._put(event)

    def _until_next(self) -> float:
        due = self._network.next_event()
        if due is None:
            return _LONGEST_WAIT
        ahead = (due - self._network.clock.now()).total_seconds() / self._speed
        return min(max(ahead, 0.0), _LONGEST_WAIT)

    def _put(self, event: Event) -> None:
        with self._lanes_lock:
            lane = self._lanes.get(event.lane)
            if lane is not None:
                lane.append(event)
                return
            self._lanes[event.lane] = deque((event,))
        if self._pool is not None:
            self._pool.submit(self._work, event.lane)

    def _work(self, name: str) -> None:
        while not self._stopping:
            with self._lanes_lock:
                lane = self._lanes[name]
                if not lane:
                    del self._lanes[name]
                    return
                event = lane.popleft()
            try:
                self._network.perform(event)
            except Exception:  # One call's accident must not end the others.
                _log.exception("an event of the embedded carrier failed")
