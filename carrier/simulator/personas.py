"""Who is at the other end: what they do when the telephone rings or a text comes."""

import enum
from dataclasses import dataclass, fields, replace
from random import Random

from carrier.simulator.dice import dice


class Outcome(enum.StrEnum):
    """What becomes of a call."""

    LISTENS = "listens"
    LEAVES = "leaves"  # Answers and hangs up before the message has been said.
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    FAILED = "failed"
    MACHINE = "machine"


class Receipt(enum.StrEnum):
    """What becomes of a text."""

    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    NONE = "none"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Mix:
    """How often each end happens, as weights.

    The calls are those of one city's mass call of 20,525 numbers: 8,772 heard it, 3,852 hung up early, 7,901
    were not reached. How the last divide is our assumption, as are `presses` (the share of those who listen
    that press a key where one is asked for) and the texts.
    """

    listens: float = 8772
    leaves: float = 3852
    busy: float = 790
    no_answer: float = 6716
    failed: float = 395
    machine: float = 0
    presses: float = 0.9
    delivered: float = 0.93
    undelivered: float = 0.05
    no_receipt: float = 0.02

    def __post_init__(self) -> None:
        if any(getattr(self, field.name) < 0 for field in fields(self)):
            raise ValueError("mix: a weight must not be negative")
        if not sum(getattr(self, outcome.value) for outcome in Outcome):
            raise ValueError("mix: at least one end of a call needs a weight")


@dataclass(frozen=True, slots=True)
class Persona:
    """One person for one call; times are seconds."""

    outcome: Outcome
    dial_seconds: float
    ring_seconds: float
    stays: float
    """How long after answering they stay on the line."""
    key: str | None
    """What they press where a key is asked for, `thinks` seconds after the question."""
    thinks: float
    greeting: float = 0.0
    """How long a machine speaks after answering; from then on it records."""
    sounds_like: str = "human"
    """What the carrier takes them for, where it is asked to find out (its word for a greeting's end)."""


FORCED: dict[str, Outcome] = {
    "0001": Outcome.BUSY,
    "0002": Outcome.NO_ANSWER,
    "0003": Outcome.LEAVES,
    "0004": Outcome.MACHINE,
    "0005": Outcome.FAILED,
    "0006": Outcome.LISTENS,  # ... and presses 1 where asked
    "0007": Outcome.LISTENS,  # ... and never presses
    "0015": Outcome.LISTENS,  # ... and leaves the carrier in doubt whether it is a machine
    "0016": Outcome.MACHINE,  # A fax.
}
"""Last four digits that decide a call."""

FORCED_SOUNDS = {"0004": "machine_end_beep", "0015": "unknown", "0016": "fax"}
"""Last four digits that decide what the carrier takes somebody for."""

FORCED_TEXTS: dict[str, Receipt] = {
    "0006": Receipt.DELIVERED,
    "0007": Receipt.DELIVERED,
    "0008": Receipt.UNDELIVERED,
    "0009": Receipt.NONE,
    "0010": Receipt.FAILED,
}
"""Last four digits that decide a text."""

REFUSED: dict[str, int] = {"0000011": 21211, "0000012": 21216, "0000013": 21215, "0000014": 21610}
"""Last seven digits that are refused at once, with the code; the last one for texts only.

Seven, because 21215 pauses a campaign, and four would do that to every few thousandth random list.
"""

_PATIENCE = 600.0


def persona(seed: object, number: str, attempt: int, mix: Mix) -> Persona:
    """Return who answers this number at this attempt: the same for the same seed."""
    roll = dice(seed, "call", number, attempt)
    outcome = FORCED.get(number[-4:]) or _draw(roll, mix)
    presses = roll.random() < mix.presses
    if number[-4:] in {"0006", "0007"}:
        presses = number.endswith("6")
    if outcome in {Outcome.MACHINE, Outcome.LEAVES}:
        presses = False
    person = Persona(
        outcome=outcome,
        dial_seconds=roll.uniform(0.8, 2.5),
        ring_seconds=roll.uniform(3.0, 15.0),
        stays=_stays(roll, outcome),
        key="1" if presses else None,
        thinks=roll.uniform(0.8, 4.0),
    )
    sounds = FORCED_SOUNDS.get(number[-4:])
    return (
        _machine(roll, person, sounds)
        if outcome is Outcome.MACHINE
        else replace(person, sounds_like=sounds or "human")
    )


def receipt(seed: object, number: str, attempt: int, mix: Mix) -> tuple[Receipt, float]:
    """Return what becomes of this text, and after how many seconds one hears of it."""
    roll = dice(seed, "text", number, attempt)
    weights = (mix.delivered, mix.undelivered, mix.no_receipt)
    drawn = roll.choices((Receipt.DELIVERED, Receipt.UNDELIVERED, Receipt.NONE), weights)[0]
    return FORCED_TEXTS.get(number[-4:], drawn), roll.uniform(1.0, 9.0)


def _draw(roll: Random, mix: Mix) -> Outcome:
    outcomes = tuple(Outcome)
    return roll.choices(outcomes, [getattr(mix, outcome.value) for outcome in outcomes])[0]


def _stays(roll: Random, outcome: Outcome) -> float:
    if outcome is Outcome.LEAVES:
        return roll.uniform(1.5, 7.0)
    return roll.uniform(60.0, 120.0) if outcome is Outcome.MACHINE else _PATIENCE


def _machine(roll: Random, person: Persona, sounds: str | None) -> Persona:
    """Give a machine its greeting; some end it with a beep, others with silence."""
    greeting = roll.uniform(4.0, 12.0)
    ending = "machine_end_beep" if roll.random() < 0.8 else "machine_end_silence"
    stays = greeting + person.stays
    return replace(person, greeting=greeting, stays=stays, sounds_like=sounds or ending)
