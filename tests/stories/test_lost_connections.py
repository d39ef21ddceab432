"""The database server restarts, or cuts connections off, in the middle of a campaign: nobody notices."""

import random
from collections import Counter
from datetime import timedelta

import psycopg
import pytest
import requests
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from campaigns.states import AttemptState
from carrier.signature import HEADER, sign

pytestmark = pytest.mark.postgres
PLAN = {"pace": "{per_second: 5, at_once: 20}", "retry": "{times: 1}"}
EVERY_KIND = ["0006", "0001", "0002", "0003"]


def everybody(each):
    return [f"045-{300 + n}-{last}" for n in range(each) for last in EVERY_KIND]


def called_once_each(house, campaign):
    """Tell whether each call is known, and nobody was called more often than there were attempts."""
    attempts = house.attempts(campaign)
    known = sorted(attempt.ref for attempt in attempts if attempt.ref)
    tries = Counter(call.order.to for call in house.calls)
    return known == sorted(call.sid for call in house.calls) and max(tries.values()) <= 2


def test_a_server_that_restarts_again_and_again_changes_nothing(open_house, postgres_server, postgres_url):
    house = open_house(database_url=postgres_url)
    campaign = house.start(*everybody(3), **PLAN)

    def restart(_):
        postgres_server.stop()
        postgres_server.start()

    for seconds in (1, 15, 40):
        house.network.at(house.now + timedelta(seconds=seconds), "the server's cable is pulled", restart)
    assert house.finish(campaign)

    assert house.counts(campaign) == {"heard": 3, "busy": 3, "no_answer": 3, "hung_up_early": 3}
    assert called_once_each(house, campaign)


class Knife:
    """Cuts connections off at their commits: some before it has arrived, some before that is known."""

    def __init__(self, engine, url, share=0.15):
        self._engine, self._url, self._share = engine, url, share
        self._dice, self.before, self.after = random.Random(1), 0, 0

    def __enter__(self):
        self._hand = psycopg.connect(self._url, autocommit=True)
        event.listen(self._engine, "commit", self._cut)
        return self

    def __exit__(self, *_):
        event.remove(self._engine, "commit", self._cut)
        self._hand.close()

    def _cut(self, connection):
        if self._dice.random() > self._share:
            return
        driver = connection.connection.dbapi_connection
        if self._dice.random() < 0.5:
            self.before += 1
        else:
            self.after += 1
            driver.commit()
        self._hand.execute("SELECT pg_terminate_backend(%s, 5000)", [driver.info.backend_pid])


def endure(house, seconds):
    """Let time pass whatever happens, as the worker's own loop does; return how often something did."""
    until, troubles = house.now + timedelta(seconds=seconds), 0
    house.network.at(until, "a hand on the clock", lambda _: None)  # No step goes past it.
    while house.now < until:
        try:
            house.drive(lambda: house.now >= until)
        except OperationalError:
            troubles += 1
    return troubles


def test_connections_that_are_cut_off_at_their_commits_lose_nobody_and_call_nobody_twice(
    open_house, postgres_url
):
    house = open_house(database_url=postgres_url, workers=2)
    campaign = house.start(*everybody(5), **PLAN)

    with Knife(house.parts.engine, postgres_url) as knife:
        troubles = endure(house, seconds=60)
    assert house.finish(campaign)

    assert min(troubles, knife.before, knife.after) >= 3
    assert sum(house.counts(campaign).values()) == 20
    assert AttemptState.UNKNOWN not in house.counts(campaign)
    assert called_once_each(house, campaign)


def asked(house, path):
    """Return what the carrier is answered."""
    url = house.desk.url(path)
    form = {"CallSid": f"CA{1:032}", "CallStatus": "in-progress"}
    return requests.post(url, form, headers={HEADER: sign("training", url, form.items())}, timeout=20)


def test_whoever_answers_while_the_server_is_away_waits_a_moment_and_hears_it(
    open_house, postgres_server, postgres_url, caplog
):
    house = open_house(database_url=postgres_url)
    campaign = house.start("045-300-0007")
    house.pass_time(seconds=1)
    token = house.attempts(campaign)[0].token
    postgres_server.stop()

    held, given_up = asked(house, f"/calls/{token}/answer"), asked(house, f"/calls/{token}/answer?held=5")
    report = asked(house, f"/calls/{token}/status")
    postgres_server.start()
    heard = asked(house, f"/calls/{token}/answer?held=1")

    assert '<Pause length="4" />' in held.text
    assert f"/calls/{token}/answer?held=1</Redirect>" in held.text
    assert "<Hangup />" in given_up.text
    assert report.status_code == 503
    assert house.desk.prompts.promises.organisation["ja"] in heard.text
    assert "Traceback" not in caplog.text
