"""The telephones that browsers hold: which call is whose."""

from collections import OrderedDict
from collections.abc import Callable, Mapping

from flask import abort

from carrier.simulator.calls import RINGING
from carrier.simulator.network import Network
from carrier.simulator.telephone import Telephone

MOST_PHONES = 200
Voice = Callable[[str, str], bytes | None]
"""Words and a locale to a wav file; None where nothing can say them."""


class Phones:
    """The calls that browsers make, by the carrier's reference; the oldest ones are forgotten."""

    def __init__(
        self,
        network: Network,
        words: Mapping[str, str],
        rings_at: str | None = None,
        voice: Voice | None = None,
    ) -> None:
        self.network = network
        self.voice = voice
        self.words = dict(words)
        self._own = Telephone(network, rings_at).register() if rings_at else None
        self._held: OrderedDict[str, Telephone] = OrderedDict()

    def take(self, phone: Telephone) -> str:
        """Keep a telephone that has a call, and return the call's reference."""
        sid = phone.call.sid if phone.call is not None else ""
        with self.network.lock:
            self._held[sid] = phone
            while len(self._held) > MOST_PHONES:
                self._held.popitem(last=False)
        return sid

    def find(self, sid: str) -> Telephone:
        """Return the telephone that has this call; 404 when there is none."""
        phone = self._own if self._own is not None and self.ringing() == sid else self._held.get(sid)
        if phone is None or phone.call is None or phone.call.sid != sid:
            abort(404)
        return phone

    def ringing(self) -> str | None:
        """Return the reference of the call that rings here, if one does."""
        call = self._own.call if self._own is not None else None
        return call.sid if call is not None and call.status == RINGING else None

    def answer(self, sid: str) -> Telephone:
        """Pick up the call that rings here; the next one rings at a telephone of its own."""
        phone = self.find(sid)
        if phone is self._own:
            self._held[sid] = phone
            self._own = Telephone(self.network, phone.number).register()
            phone.answer(hear=False)
        return phone
