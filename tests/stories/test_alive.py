"""A worker says in the database that it lives, from within the loop in which it places calls."""

from sqlalchemy.orm import Session

from app.worker import loop
from campaigns.dispatch import Dispatcher
from db.seen import alive


class Twice:
    """Lets a worker go round once, and looks then who lives."""

    def __init__(self, desk):
        self.desk, self.rounds, self.seen = desk, 0, []

    def is_set(self):
        self.rounds += 1
        if self.rounds > 1:
            with Session(self.desk.engine) as session:
                self.seen = alive(session, self.desk.clock.now())
        return self.rounds > 1


def test_a_worker_is_seen_while_it_works_and_not_missed_when_it_has_ended(house):
    desk = house.parts.desk
    stop = Twice(desk)

    loop(Dispatcher(desk, "w"), desk, stop)

    assert stop.seen == [desk.clock.now()]
    with Session(desk.engine) as session:
        assert alive(session, desk.clock.now()) == []
