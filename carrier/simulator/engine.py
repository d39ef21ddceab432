"""Time in the network: what is due is done, and every life is gone on with, one step at a time."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from carrier.simulator.processes import Effect, Event, HangUp, Life, Process, Signal, Timetable
from carrier.simulator.web import Web, WebRequest
from db.clock import Clock


class Engine:
    """All state is under `lock`; requests to the application are made without it.

    Stepped time: move the clock and call `run_due`. Real time: a RealTime calls `take` and `perform`.
    """

    def __init__(self, clock: Clock, web: Web) -> None:
        self.clock = clock
        self.web = web
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        """Notified when something new is due, or a telephone should look again."""
        self._timetable = Timetable()

    def next_event(self) -> datetime | None:
        """Return when something is next due; None when nothing ever is."""
        with self.lock:
            return self._timetable.next_at()

    def run_due(self, now: datetime) -> int:
        """Do all that is due until `now`, in order, and return how much that was."""
        done = 0
        while (event := self.take(now)) is not None:
            self.perform(event)
            done += 1
        return done

    def take(self, now: datetime) -> Event | None:
        """Take the next event that is due, so that the caller performs it."""
        with self.lock:
            return self._timetable.take(now)

    def perform(self, event: Event) -> None:
        """Do one event. Events of one lane must be performed one after the other."""
        if event.task is not None:
            event.task(event.at)
        elif event.process is not None:
            self._resume(event.process, event)

    def at(self, moment: datetime, lane: str, task: Callable[[datetime], None]) -> None:
        """Have a task done at a moment."""
        self._add(Event(moment, lane, task=task))

    def begin(self, lane: str, moment: datetime, life: Callable[[Process], Life]) -> Process:
        """Let a life begin at a moment."""
        process = Process(lane, moment)
        process.life = life(process)
        self._add(Event(moment, lane, process))
        return process

    def signal(self, process: Process, signal: Signal) -> bool:
        """Tell a life something; False when it is over. A waiting one is hung up at once, on this thread."""
        with self.lock:
            if process.over:
                return False
            now = max(process.now, self.clock.now())
            if isinstance(signal, HangUp) and not process.running and process.turn:
                process.now = now
                self._advance(process, signal)
                return True
            process.mail.append(signal)
            if process.turn and not process.running and len(process.mail) == 1:
                process.turn += 1
                self._add(Event(now, process.lane, process, process.turn))
            return True

    def _add(self, event: Event) -> None:
        with self.lock:
            self._timetable.add(event)
            self.changed.notify_all()

    def _resume(self, process: Process, event: Event) -> None:
        with self.lock:
            if event.stale:  # It was hung up after this event was taken and before it was its turn.
                return
            process.running = True
            process.now = event.at
            begun = process.turn > 0  # A generator that has not begun can be told nothing.
            request = self._advance(process, process.mail.popleft() if begun and process.mail else None)
        while request is not None:
            before = self.clock.now()
            reply = self.web.send(request)
            with self.lock:
                process.now += max(timedelta(0), self.clock.now() - before)
                request = self._advance(process, reply)

    def _advance(self, process: Process, answer: Any) -> WebRequest | None:
        """Go on until the life fetches something, waits, or is over. The lock is held."""
        process.turn += 1
        while True:
            effect = self._step(process, answer)
            if isinstance(effect, WebRequest):
                return effect
            if effect is None:
                process.over = True
                break
            if process.mail or effect.seconds <= 0:
                answer = process.mail.popleft() if process.mail else None
                continue
            due = process.now + timedelta(seconds=effect.seconds)
            self._timetable.add(Event(due, process.lane, process, process.turn))
            break
        process.running = False
        self.changed.notify_all()
        return None

    @staticmethod
    def _step(process: Process, answer: Any) -> Effect | None:
        if process.life is None:
            return None
        try:
            return process.life.send(answer)
        except StopIteration:
            return None
        except BaseException:
            process.over = True
            raise
