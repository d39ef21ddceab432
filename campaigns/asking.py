"""What a worker asks the carrier beside placing: what became of calls, and to cancel stopped ones."""

from collections.abc import Collection
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime

from sqlalchemy.orm import Session

from campaigns.cancelling import SIDE_BY_SIDE, cancel_begun
from campaigns.desk import Desk
from campaigns.reconcile import Reconciler


class Asking:
    """One round at a time, in the worker's pool if it has one: placing must not wait for its answers."""

    def __init__(self, desk: Desk, pool: ThreadPoolExecutor | None) -> None:
        self._desk, self._pool = desk, pool
        self._reconciler = Reconciler(desk)
        self._round: Future[None] | None = None

    def ask(self, now: datetime) -> None:
        """Begin a round, unless the last one is under way still; raises what befell that one."""
        if self._pool is None:
            self._ask(now)
            return
        if self._round is not None:
            if not self._round.done():
                return
            last, self._round = self._round, None
            last.result()
        self._round = self._pool.submit(self._ask, now)

    def cancel(self, attempts: Collection[int]) -> None:
        """Cancel calls of a stopped campaign of which the carrier has just told us the references."""
        if self._pool is None:
            cancel_begun(self._desk, attempts=attempts)
        else:  # Whatever befalls it, the next round tries again.
            self._pool.submit(cancel_begun, self._desk, attempts=attempts)

    def finish(self) -> None:
        """Wait for the round under way."""
        if self._round is not None:
            self._round.result()

    def next_look(self, session: Session) -> datetime | None:
        """Return when there will be something to ask, should nothing come before."""
        return self._reconciler.next_look(session)

    def _ask(self, now: datetime) -> None:
        cancel_begun(self._desk, side_by_side=SIDE_BY_SIDE if self._pool else 1)
        self._reconciler.look(now)
