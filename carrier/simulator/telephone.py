"""A telephone that a test, the terminal or the browser holds."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urljoin

from carrier.simulator.calls import Call, Heard
from carrier.simulator.markup import Fault
from carrier.simulator.network import Network, NobodyThere
from carrier.simulator.processes import KeyDown, PickUp
from carrier.simulator.text_markup import Redirected, replies
from carrier.simulator.texts import RECEIVED, SENT
from carrier.simulator.web import WebRequest
from db.clock import ManualClock

WITHHELD = "anonymous"
_MOST_REDIRECTS = 10
_LOOKS_AGAIN = 0.1


class Telephone:
    """Dials, listens, presses keys, texts. In stepped time it moves the clock on by itself.

    `number` is its own in E.164; None hides it. Messages are in `inbox` once the number is registered.
    """

    def __init__(self, network: Network, number: str | None = None) -> None:
        self.network = network
        self.number = number
        self.call: Call | None = None
        self.inbox: list[str] = []
        self._since = 0

    def register(self) -> "Telephone":
        """Make calls and texts to this number come here. Raises ValueError where there is no number."""
        if self.number is None:
            raise ValueError("only a telephone with a number can be called")
        with self.network.lock:
            self.network.telephones[self.number] = self
        return self

    def dial(self, to: str, *, hear: bool = True) -> None:
        """Dial one of our numbers; with `hear`, listen until a key is wanted. Raises NobodyThere."""
        self.hang_up()
        self.call = self.network.ring_us(to, self.number or WITHHELD)
        self._since = 0
        if hear:
            self.hear()

    def ring(self, call: Call) -> None:
        """The network rings this telephone; one that is busy with another call lets it ring out."""
        if not self.on_the_line:
            self.call, self._since = call, 0

    def answer(self, *, hear: bool = True) -> None:
        """Pick up; with `hear`, listen until a key is wanted or the call ends."""
        if self.call is not None and self.call.process is not None:
            self.network.signal(self.call.process, PickUp())
            self._pass(lambda: self.on_the_line and not self.connected)
        if hear:
            self.hear()

    def press(self, *keys: str, hear: bool = True) -> None:
        """Press keys one after the other; with `hear`, listen after each until the next one is wanted."""
        for key in keys:
            if self.call is None or self.call.process is None or self.call.over:
                return
            self._since = len(self.call.heard)
            with self.network.lock:
                self.call.listening = False
                self.network.signal(self.call.process, KeyDown(key))
            if hear:
                self.hear()

    def hear(self) -> None:
        """Listen until a key is wanted or the call has ended."""
        self._pass(lambda: self.on_the_line and not self.listening)

    def wait(self, seconds: float) -> None:
        """Let so many seconds pass, whatever is being said."""
        until = self.network.clock.now() + timedelta(seconds=seconds)
        self._pass(lambda: self.network.clock.now() < until, until)

    def stay_silent(self) -> None:
        """Press nothing until the carrier gives up waiting, and hear what comes then."""
        if self.call is not None:
            self._since = len(self.call.heard)
        self._pass(lambda: self.listening)
        self.hear()

    def hang_up(self) -> None:
        """End the call, if there is one."""
        if self.call is not None:
            self.network.end(self.call)
            self._pass(lambda: self.on_the_line)

    @property
    def on_the_line(self) -> bool:
        """Tell whether a call is under way."""
        return self.call is not None and not self.call.over

    @property
    def connected(self) -> bool:
        """Tell whether somebody has answered."""
        return self.call is not None and self.call.answered_at is not None

    @property
    def listening(self) -> bool:
        """Tell whether a key is awaited and nothing is being said."""
        return self.call is not None and self.call.listening and not self.call.over

    @property
    def heard(self) -> list[Heard]:
        """Return all that was said, played and pressed in this call."""
        return list(self.call.heard) if self.call is not None else []

    @property
    def heard_last(self) -> str:
        """Return what was said since the last key, one sentence a line."""
        return "\n".join(
            one.text for one in self.heard[self._since :] if one.kind in {"say", "play", "error"}
        )

    def text(self, to: str, body: str) -> list[str]:
        """Text one of our numbers and return the answers. Raises NobodyThere."""
        number = self.network.numbers.get(to)
        if number is None or number.sms_url is None:
            raise NobodyThere("nobody answers texts at this number")
        arrived = self.network.text(to, self.number or WITHHELD, body, "inbound")
        arrived.status, arrived.started_at, arrived.ended_at = (
            RECEIVED,
            arrived.created_at,
            arrived.created_at,
        )
        found: list[str] = []
        try:
            found = self._answers(number.sms_url, arrived.arrival())
        except Fault as fault:
            self.network.alert(fault.code, fault.reason, arrived.sid)
        for answer in found:
            sent = self.network.text(arrived.from_, to, answer, "outbound-reply")
            sent.status, sent.started_at, sent.ended_at = SENT, sent.created_at, sent.created_at
        return found

    def _answers(self, url: str, params: dict[str, str]) -> list[str]:
        method = "POST"
        for _ in range(_MOST_REDIRECTS):
            got = replies(self.network.web.send(WebRequest(url, params, method, voice=False)))
            if not isinstance(got, Redirected):
                return got
            url, method = urljoin(url, got.url), got.method
        raise Fault(11215, "too many redirects")

    def _pass(self, still: Callable[[], bool], until: datetime | None = None) -> None:
        """Let time pass while something is still so, in stepped time from event to event."""
        clock = self.network.clock
        while still():
            if isinstance(clock, ManualClock):
                moments = [moment for moment in (self.network.next_event(), until) if moment is not None]
                if not moments:
                    return
                clock.move_to(min(moments))
                self.network.run_due(clock.now())
            else:
                with self.network.changed:
                    if still():
                        self.network.changed.wait(_LOOKS_AGAIN)
