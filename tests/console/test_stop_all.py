"""The doubt in the middle of the day: one look, one press, and nothing dials any more."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.models import Attempt, Campaign, Delivery
from campaigns.people import Role
from campaigns.states import AttemptState


@pytest.fixture
def states(desk):
    def read():
        with Session(desk.engine) as session:
            return dict(session.execute(select(Campaign.name, Campaign.state)).all())

    return read


@pytest.fixture
def ring(desk):
    """Let the telephone of the first recipient of a campaign ring."""

    def begin(campaign):
        with Session(desk.engine) as session, session.begin():
            whom = session.scalars(select(Delivery).where(Delivery.campaign_id == campaign)).first()
            whom.state = "open"
            session.add(
                Attempt(
                    campaign_id=campaign,
                    delivery_id=whom.id,
                    number=1,
                    channel="voice",
                    token=f"token-{campaign}",
                    ref=f"CA{campaign}",
                    state=AttemptState.RINGING,
                    placing_at=desk.clock.now(),
                )
            )

    return begin


def test_every_page_leads_to_it(person):
    tanaka = person("tanaka")

    for path in ("/", "/campaigns", "/approvals", "/hotline"):
        assert "/stop" in tanaka.read(path).links


def test_it_says_what_runs_and_what_a_press_would_do(person, campaign, ring):
    ring(campaign("running", name="Asahi, calls"))
    campaign("running", name="Midori, calls", count=5)

    page = person("tanaka").read("/stop")

    assert "Asahi, calls" in page.text
    assert "7 still to be called · 1 ringing" in page.text
    assert "Stop all 2 for good, 12 will not be called" in page.text


def test_one_press_stops_everything_and_says_what_came_of_each(person, campaign, states, ring, desk):
    for one in ("Asahi, calls", "Midori, calls"):
        ring(campaign("running", name=one, count=8 if one.startswith("Asahi") else 6))
    campaign("submitted", name="Kohoku, calls")
    tanaka = person("tanaka")

    after = tanaka.send(tanaka.read("/stop"), "/stop")

    assert states() == {"Asahi, calls": "stopping", "Midori, calls": "stopping", "Kohoku, calls": "submitted"}
    assert "Asahi, calls Stopped. Not called (again): 7. Stopped while ringing: 1." in after.text
    assert "Midori, calls Stopped. Not called (again): 5. Stopped while ringing: 1." in after.text
    assert len(desk.carrier.cancelled) == 2


def test_what_is_paused_is_stopped_too(person, campaign, states):
    id_ = campaign("running", name="Asahi, calls")
    tanaka = person("tanaka")
    tanaka.send(tanaka.read(f"/campaigns/{id_}"), f"/campaigns/{id_}/pause")

    tanaka.send(tanaka.read("/stop"), "/stop")

    assert states()["Asahi, calls"] in {"stopping", "finished"}


def test_a_second_press_does_nothing_more(person, campaign):
    campaign("running")
    tanaka = person("tanaka")
    page = tanaka.read("/stop")
    tanaka.send(page, "/stop")

    assert "No campaign is running." in tanaka.send(page, "/stop").text


def test_where_nothing_runs_there_is_no_button(person):
    page = person("tanaka").read("/stop")

    assert "No campaign is running." in page.text
    assert "/stop" not in page.forms


def test_an_editor_is_told_whom_to_ask_at_once(person, campaign, states):
    campaign("running", name="Asahi, calls")
    person("suzuki")

    page = person("ito", Role.EDITOR).read("/stop")

    assert "Ask at once: suzuki" in page.text
    assert "/stop" not in page.forms
    assert states() == {"Asahi, calls": "running"}


def test_the_numbers_stay_alive_without_reload(person, campaign):
    campaign("running")
    tanaka = person("tanaka")
    assert 'data-live="/stop/now"' in tanaka.read("/stop").source

    part = tanaka.read("/stop/now")

    assert "8 will not be called" in part.text
    assert part.forms["/stop"]["token"]


@pytest.mark.parametrize(
    ("hours", "english", "japanese"),
    [
        (0, "10:00 Calls allowed until 17:00", "10:00 発信できるのは17:00まで"),
        (9, "19:00 Calls allowed from 09:00 tomorrow", "19:00 次に発信できるのはあす09:00から"),
        (24 * 3 + 9, "19:00 Calls allowed from 30 November, 09:00", "次に発信できるのは11月30日"),
    ],
)
def test_the_head_of_each_page_tells_when_calls_are_allowed(person, clock, hours, english, japanese):
    clock.move_to(clock.now() + timedelta(hours=hours))

    assert english in person("tanaka").read("/stop").text
    assert japanese in person("ito", language="ja").read("/stop").text


def test_a_browser_that_wants_another_language_gets_japanese(person):
    assert '<html lang="ja">' in person("tanaka", language="fr").read("/stop").source
