"""What to say of the few leaves that do something; no failure there ends a call."""

from dataclasses import dataclass
from datetime import datetime

from ivr.speech import Sentence
from privacy.number import Caller
from prompts.library import Channel, Prompts
from prompts.tree import Effect
from tree.desk import Came, Desk
from tree.running import told

_SAID = {
    (Effect.STOP_CALLS, Came.DONE): "stop.done",
    (Effect.RESUME_CALLS, Came.DONE): "resume.done",
    (Effect.STOP_CALLS, Came.WITHHELD): "stop.withheld",
    (Effect.RESUME_CALLS, Came.WITHHELD): "stop.withheld",
}


@dataclass(frozen=True, slots=True)
class Visit:
    """Who is on the line, in which language, and when."""

    language: str
    caller: Caller
    now: datetime


def outcome(effect: Effect, visit: Visit, prompts: Prompts, desk: Desk) -> list[Sentence]:
    """Carry out an effect and return what to say of it. Done twice it changes nothing and says the same."""
    if effect is Effect.NOW:
        running = desk.look(visit.language, Channel.VOICE)
        if running is not None:
            return told(prompts, visit.language, running, visit.now, Channel.VOICE)
        sentence = "cannot-look"
    else:
        came = desk.note(effect, visit.caller, visit.now, "hotline")
        sentence = _SAID.get((effect, came), "cannot-look")
    return [(visit.language, prompts.frame(visit.language, sentence))]
