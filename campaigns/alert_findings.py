"""What an alert asks of whoever judges its campaigns before anything is stored."""

from collections.abc import Callable, Sequence
from typing import Protocol

from campaigns.arithmetic import Estimate
from campaigns.audience import Inspection, People
from campaigns.plan import Plan


class Judged(Protocol):
    """What somebody found who looked at a plan and its people before anything is stored."""

    @property
    def exit_code(self) -> int:
        """Return 2 for wrong input, 1 for words that may not go out, else 0."""

    @property
    def inspection(self) -> Inspection | None:
        """Return what the people are like."""

    @property
    def arithmetic(self) -> Estimate | None:
        """Return what it would take; None where something is wrong before that."""

    @property
    def faults(self) -> Sequence[str]:
        """Return what is wrong with the plan, and not with its words."""

    @property
    def unfit(self) -> frozenset[str]:
        """Return the languages whose words may not go out."""

    def must_stop(self, *, skip_bad: bool) -> bool:
        """Tell whether nothing may be made of it."""

    def as_text(self) -> str:
        """Say it in lines."""


Check = Callable[[Plan, People], Judged]
