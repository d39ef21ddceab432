"""The telephone company: its numbers, lines, calls and texts."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from carrier.simulator import lives, texts
from carrier.simulator.callbacks import arrivals
from carrier.simulator.calls import CANCELED, QUEUED, Call, Order, Source
from carrier.simulator.engine import Engine
from carrier.simulator.exchange import Exchange
from carrier.simulator.personas import persona, receipt
from carrier.simulator.port import Company
from carrier.simulator.processes import HangUp, Life, OtherEnded, Process
from carrier.simulator.records import Records
from carrier.simulator.settings import NetworkSettings, OurNumber
from carrier.simulator.texts import Text
from carrier.simulator.web import Web, WebRequest
from db.clock import Clock

if TYPE_CHECKING:
    from carrier.simulator.telephone import Telephone

MOST_ALERTS = 1000


class NobodyThere(LookupError):
    """The number that was dialled or texted is not ours, or nothing answers it."""


@dataclass(frozen=True, slots=True)
class Alert:
    """A fault of the application's that the carrier noticed; it never contains a number."""

    at: datetime
    code: int
    reason: str
    sid: str


class Network(Engine):
    """A telephone company with one customer. Close it at the end."""

    def __init__(self, clock: Clock, settings: NetworkSettings) -> None:
        super().__init__(clock, Web(settings.auth_token))
        self.settings = settings
        self.faults = settings.faults
        """May be exchanged while the network runs."""
        self.numbers: dict[str, OurNumber] = dict(settings.numbers)
        self.records = Records(settings)
        self.calls, self.texts = self.records.calls, self.records.texts
        self.telephones: dict[str, Telephone] = {}
        self.alerts: deque[Alert] = deque(maxlen=MOST_ALERTS)
        self.media: dict[str, float] = {}
        self.live = 0
        rates = (settings.calls_per_second, settings.texts_per_second)
        self._lines = Exchange[Call](
            rates[0], self._dial, self._expire, partial(self._task, "queue of calls")
        )
        self._posts = Exchange[Text](
            rates[1], self._post, self._expire, partial(self._task, "queue of texts")
        )

    def close(self) -> None:
        """Close the connections to the application."""
        self.web.close()

    def place(self, order: Order) -> Call:
        """Queue a call of ours."""
        with self.lock:
            now = self.clock.now()
            call = self.records.call(order, "outbound-api", now)
            call.queue_seconds = self._lines.join(call, now)
            return call

    def connect(self, call: Call, order: Order) -> Call:
        """Ring somebody whom a call that is under way is to be connected with."""
        with self.lock:
            other = self.records.call(order, "outbound-dial", call.now)
            other.parent, other.other, call.other = call.sid, call, other
            self._ring(other, call.now, lives.dialled)
            return other

    def send(
        self, to: str, from_: str, body: str, *, status_url: str | None = None, valid: int = 36_000
    ) -> Text:
        """Queue a text of ours."""
        with self.lock:
            text = self.text(to, from_, body, "outbound-api")
            text.status_url, text.valid_seconds = status_url, valid
            text.fate = receipt(self.records.seed, to, text.attempt, self.settings.mix)
            self._posts.join(text, text.created_at)
            return text

    def text(self, to: str, from_: str, body: str, direction: str) -> Text:
        """Keep a text that came in, or went out as a reply."""
        with self.lock:
            return self.records.text(to, from_, body, direction, self.clock.now())

    def ring_us(self, to: str, from_: str) -> Call:
        """Let somebody dial one of our numbers. Raises NobodyThere where that number answers no calls."""
        with self.lock:
            number = self.numbers.get(to)
            if number is None or number.voice_url is None:
                raise NobodyThere("nobody answers calls at this number")
            instead = number.voice_fallback_url
            fallback = Source(instead, number.voice_fallback_method) if instead else None
            order = Order(to, from_, Source(number.voice_url), fallback, number.status_url)
            now = self.clock.now()
            call = self.records.call(order, "inbound", now)
            self._live(call, self.begin(call.sid, now, lambda _: lives.inbound(self, call)))
            return call

    def end(self, one: Call | Text) -> None:
        """Cancel what has not begun, hang up what has; what is over stays as it is."""
        with self.lock:
            if one.process is not None:
                self.signal(one.process, HangUp())
            elif one.status == QUEUED:
                one.status, one.ended_at = CANCELED, self.clock.now()

    def forget(self, sid: str) -> None:
        """Erase a record."""
        with self.lock:
            self.calls.pop(sid, None)
            self.texts.pop(sid, None)

    def alert(self, code: int, reason: str, sid: str) -> None:
        """Note a fault of the application's."""
        self.alerts.append(Alert(self.clock.now(), code, reason, sid))

    def tell(self, lane: str, url: str, method: str, params: Mapping[str, str], moment: datetime) -> None:
        """Send a status callback, as the faults allow."""
        request = WebRequest(url, params, method, voice=lane.startswith("CA"))
        one = self.calls.get(lane) or self.texts.get(lane)
        status = params.get("CallStatus") or params.get("MessageStatus") or "AnsweredBy"
        to = one.order.to if isinstance(one, Call) else params.get("To")
        key = f"{to}:{one.attempt if one else 0}:{status}"
        for arrival in arrivals(self.faults, key, moment):
            self.at(arrival, lane, partial(self._deliver, request, lane))

    def ended(self, call: Call) -> None:
        """Count the line as free again; whoever is connected with it hears that it is gone."""
        with self.lock:
            self.live -= 1
            if call.parent and call.other is not None and call.other.process is not None:
                self.signal(call.other.process, OtherEnded())

    def _deliver(self, request: WebRequest, lane: str, _at: datetime) -> None:
        reply = self.web.send(request)
        if reply.error is not None:
            self.alert(reply.error, f"status callback: status {reply.status}", lane)

    def _dial(self, call: Call, at: datetime) -> None:
        self._ring(call, at, lives.outbound)

    def _ring(self, call: Call, at: datetime, life: Callable[[Company, Call], Life]) -> None:
        """Let a call begin at a telephone that somebody holds, or at a person's whom chance makes up."""
        telephone = self.telephones.get(call.order.to)
        if telephone is None:
            call.persona = persona(self.records.seed, call.order.to, call.attempt, self.settings.mix)
        self._live(call, self.begin(call.sid, at, lambda _: life(self, call)))
        if telephone is not None:
            telephone.ring(call)

    def _live(self, call: Call, process: Process) -> None:
        call.process = process
        self.live += 1

    def _post(self, text: Text, at: datetime) -> None:
        text.process = self.begin(text.sid, at, lambda process: texts.outgoing(self, text, process))
        telephone = self.telephones.get(text.to)
        if telephone is not None:
            telephone.inbox.append(text.body)

    def _expire(self, one: Call | Text, at: datetime) -> None:
        one.status, one.ended_at = CANCELED, at

    def _task(self, lane: str, moment: datetime, task: Callable[[datetime], None]) -> None:
        def under_lock(at: datetime) -> None:
            with self.lock:
                task(at)

        self.at(moment, lane, under_lock)
