"""Performs voice TwiML in a connected call."""

from carrier.simulator import sounds, speech
from carrier.simulator.calls import BUSY, IN_PROGRESS, NO_ANSWER, Call, Source
from carrier.simulator.dialling import dial
from carrier.simulator.documents import absolute, fetch
from carrier.simulator.gathering import gather
from carrier.simulator.markup import SCHEMA, Fault
from carrier.simulator.passing import Moved, Over, hold, listen
from carrier.simulator.port import Company
from carrier.simulator.processes import Step
from carrier.simulator.verbs import Dial, Gather, Hangup, Pause, Play, Redirect, Reject, Say, Verb

MOST_DOCUMENTS = 300
MOST_LOOPS = 1000


class Performer:
    """Performs one call's documents, one after the other, until one of them does not lead on."""

    def __init__(self, company: Company, call: Call) -> None:
        self._company = company
        self.call = call
        self._source = call.order.answer

    def run(self) -> Step[None]:
        """Perform all documents of the call. Raises Over when it ends before they do."""
        following: Source | None = self.call.order.answer
        fallback = self.call.order.fallback
        for _ in range(MOST_DOCUMENTS):
            if following is None:
                return
            self._source = following
            try:
                verbs = yield from fetch(self.call, following, {})
                yield from listen(self.call, 0)
                following = yield from self._perform(verbs)
            except Moved as moved:
                following = moved.source
            except Fault as fault:
                self._company.alert(fault.code, fault.reason, self.call.sid)
                following, fallback = self._after(fault, fallback), None
        self._company.alert(12400, "too many documents in one call", self.call.sid)

    def _after(self, fault: Fault, fallback: Source | None) -> Source:
        """Return the fallback's document, once; otherwise the listener hears that something went wrong."""
        if fallback is None:
            self.call.note("error", "We are sorry, an application error has occurred. Goodbye.", "en-US")
            raise Over
        said = (("ErrorCode", str(fault.code)), ("ErrorUrl", self._source.url or ""))
        return fallback._replace(said=said)

    def _perform(self, verbs: tuple[Verb, ...]) -> Step[Source | None]:
        """Perform the verbs of a document; return where the call goes on, None where it ends."""
        for place, verb in enumerate(verbs):
            if isinstance(verb, Reject):
                self._reject(verb, place)
            self._answer()
            if isinstance(verb, Hangup):
                return None
            following = yield from self._one(verb)
            if following is not None:
                return following
        self._answer()
        return None

    def _one(self, verb: Verb) -> Step[Source | None]:
        match verb:
            case Redirect(url, method):
                return Source(absolute(self._source, url), method)
            case Gather():
                said = yield from gather(self, verb)
                return None if said is None else self._action(verb, said)
            case Dial():
                said = yield from dial(self._company, self.call, verb)
                return None if verb.action is None else self._action(verb, said)
            case Say() | Play() | Pause():
                yield from self.utter(verb, interrupted=False)
        return None

    def _action(self, verb: Gather | Dial, said: tuple[tuple[str, str], ...]) -> Source:
        return Source(absolute(self._source, verb.action), verb.method, None, said)

    def utter(self, verb: Say | Play | Pause, *, interrupted: bool) -> Step[str | None]:
        """Say, play or keep silent; with `interrupted`, the first key ends it and is returned."""
        if isinstance(verb, Pause):
            return (yield from self._pass(verb.seconds, interrupted))
        lasts = yield from self._length(verb, interrupted)
        if lasts is None:
            return None
        for _ in range(verb.loop or MOST_LOOPS):
            if isinstance(verb, Say):
                self.call.note("say", verb.text, speech.language_of(verb.voice, verb.language))
            else:
                self.call.note("play", verb.digits or absolute(self._source, verb.url))
            self.call.saying = len(self.call.heard) - 1
            key = yield from self._pass(lasts, interrupted)
            if key is not None:
                return key
        return None

    def _pass(self, seconds: float, interrupted: bool) -> Step[str | None]:
        begun, said = self.call.now, self.call.saying
        try:
            if interrupted:
                return (yield from listen(self.call, seconds))
            yield from hold(self.call, seconds)
            return None
        finally:
            self.call.saying = None
            if said is not None:
                self.call.record(self.call.heard[said].text, begun, seconds)

    def _length(self, verb: Say | Play, in_gather: bool) -> Step[float | None]:
        """Return how long a Say or Play lasts; None for one that fails, which is noted and passed over."""
        if isinstance(verb, Say):
            code = speech.fault(verb.text, verb.voice, verb.language, verb.marks)
            if code is None:
                letters = verb.letters or len(verb.text)
                return speech.seconds(letters, speech.language_of(verb.voice, verb.language)) + verb.rests
            code = 13321 if in_gather and code == speech.UNKNOWN_VOICE else code
            self._company.alert(code, "Say cannot be said", self.call.sid)
            return None
        if verb.digits:
            return 0.25 * len(verb.digits)
        try:
            url = absolute(self._source, verb.url)
            known = self._company.media.get(url)
            if known is None:
                known = sounds.seconds((yield sounds.request(url)))
                self._company.media[url] = known
            return known
        except Fault as fault:
            self._company.alert(fault.code, f"Play: {fault.reason}", self.call.sid)
            return None

    def _answer(self) -> None:
        if self.call.answered_at is None:
            self.call.answered_at = self.call.now
            self.call.status = IN_PROGRESS

    def _reject(self, verb: Reject, place: int) -> None:
        if self.call.direction != "inbound" or place or self.call.answered_at is not None:
            raise Fault(SCHEMA, "Reject can only come first, and only to a call that arrives")
        raise Over(BUSY if verb.busy else NO_ANSWER)
