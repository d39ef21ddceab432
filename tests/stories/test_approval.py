"""What an approval covers, what nobody can approve, and what keeps a start back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import resources

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.line import read_line
from campaigns import lifecycle
from campaigns.approval import TooMuch
from campaigns.dispatch import Dispatcher
from campaigns.models import Campaign, Script
from campaigns.people import Actor, Role
from privacy.models import AuditEntry
from prompts import acts
from prompts.standing import Act, Done

LISTENS = "045-300-0006"
YAMADA = Actor("yamada", Role.APPROVER)


def submitted(house, *numbers, **plan):
    campaign = house.draft(*numbers, **plan)
    lifecycle.submit(house.desk, campaign, house.sato, house.now)
    return campaign


def row(house, campaign):
    with Session(house.parts.engine) as session:
        return session.get_one(Campaign, campaign)


def live(house, **policy):
    """The same line on a carrier that reaches people; what the policy does not name stays."""
    return replace(house.desk, training=False, policy=replace(house.desk.policy, **policy))


def make_live(house, campaign):
    with Session(house.parts.engine) as session, session.begin():
        session.execute(update(Campaign).where(Campaign.id == campaign).values(live=True))


def test_what_was_changed_after_the_approval_is_named(house):
    campaign = house.approved(LISTENS)
    with Session(house.parts.engine) as session, session.begin():
        session.execute(update(Script).where(Script.language == "en").values(voice="Press 1, {date}."))
        plan = dict(session.get_one(Campaign, campaign).plan)
        session.execute(update(Campaign).values(plan={**plan, "ring_seconds": 60}))

    with pytest.raises(lifecycle.Changed, match="changed after its approval: plan, words:"):
        lifecycle.start(house.desk, campaign, house.tanaka, house.now)

    assert house.state(campaign) == "approved"


def test_another_audience_voids_the_approval(house):
    campaign = house.approved(LISTENS)
    with Session(house.parts.engine) as session, session.begin():
        session.execute(update(Campaign).values(audience_digest="f" * 64))

    with pytest.raises(lifecycle.Changed, match="approval: recipients:"):
        lifecycle.start(house.desk, campaign, house.tanaka, house.now)


def test_words_that_somebody_answers_for_meanwhile_void_the_approval(house):
    campaign = house.approved(LISTENS)
    with Session(house.parts.engine) as session, session.begin():
        acts.record(session, Done(Act.ACCEPTED, "en", "0" * 64, "suzuki", house.now))
        acts.record(session, Done(Act.REVIEWED, "vi", "0" * 64, "suzuki", house.now))

    with pytest.raises(lifecycle.Changed, match="approval: review of en:"):
        lifecycle.start(house.desk, campaign, house.tanaka, house.now)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        (lambda desk: {"policy": replace(desk.policy, own_call_lookup=())}, "line policy"),
        (lambda desk: {"voices": ("+81450000999",)}, "senders"),
    ],
)
def test_another_policy_or_sender_voids_the_approval(house, changed, named):
    campaign = house.approved(LISTENS)
    desk = replace(house.desk, **changed(house.desk))

    with pytest.raises(lifecycle.Changed, match=f"approval: {named}:"):
        lifecycle.start(desk, campaign, house.tanaka, house.now)


def test_an_approval_that_was_forged_in_the_table_starts_nothing(house):
    campaign = submitted(house, LISTENS)
    with Session(house.parts.engine) as session, session.begin():
        forged = {"state": "approved", "approved_by": "tanaka", "approved_digest": "0" * 64}
        session.execute(update(Campaign).values(**forged))

    with pytest.raises(lifecycle.Changed, match="the approval itself"):
        lifecycle.start(house.desk, campaign, house.tanaka, house.now)


def test_what_is_as_it_was_approved_starts_in_another_process(house, tmp_path):
    campaign = house.approved(LISTENS)
    policy = read_line(None).call_policy()  # Read anew, as another process does.
    desk = replace(house.desk, policy=replace(policy, binding=house.desk.policy.binding))

    assert lifecycle.start(desk, campaign, house.tanaka, house.now)


def test_nobody_approves_whom_the_end_leaves_over_without_saying_how_many(house):
    campaign = submitted(house, *house.homes(40), not_after="2026-11-24T10:00:19+09:00")

    with pytest.raises(TooMuch, match=r"would be left over .* --accept-remainder") as refused:
        lifecycle.approve(house.desk, campaign, house.tanaka, house.now)
    left = refused.value.left_over
    with pytest.raises(TooMuch):
        lifecycle.approve(house.desk, campaign, house.tanaka, house.now, remainder=left - 1)
    assert house.state(campaign) == "submitted"

    lifecycle.approve(house.desk, campaign, house.tanaka, house.now, remainder=left + 100)

    assert 0 < left < 40
    assert house.state(campaign) == "approved"
    assert row(house, campaign).remainder == left
    with Session(house.parts.engine) as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "approved")).one()
    assert entry.detail == {"left_over": left}


def test_nobody_approves_what_may_cost_more_than_its_file_allows(house):
    campaign = submitted(house, *house.homes(40), most_yen=100)

    with pytest.raises(TooMuch, match="most_yen says 100") as refused:
        lifecycle.approve(house.desk, campaign, house.tanaka, house.now, remainder=1_000)

    assert refused.value.yen > 100
    assert house.state(campaign) == "submitted"


def test_what_costs_no_more_than_its_file_allows_can_be_approved(house):
    campaign = submitted(house, *house.homes(2), most_yen=100_000)

    assert lifecycle.approve(house.desk, campaign, house.tanaka, house.now)


def test_what_was_made_in_training_is_never_approved_or_started_on_a_live_line(house):
    waiting, ready = submitted(house, LISTENS), house.approved(LISTENS)

    with pytest.raises(lifecycle.NotNow, match="made in training"):
        lifecycle.approve(live(house), waiting, house.tanaka, house.now)
    with pytest.raises(lifecycle.NotNow, match="made in training"):
        lifecycle.start(live(house), ready, house.tanaka, house.now)

    assert house.state(ready) == "approved"


def test_what_was_made_live_is_no_exercise(house):
    campaign = submitted(house, LISTENS)
    make_live(house, campaign)

    with pytest.raises(lifecycle.NotNow, match="made live, and this is training"):
        lifecycle.approve(house.desk, campaign, house.tanaka, house.now)


def test_what_runs_in_training_is_not_called_by_a_live_line_and_waits(house):
    campaign = house.start(LISTENS)
    worker = Dispatcher(live(house), "a live worker")

    for _ in range(5):
        worker.step(house.now)
        house.clock.move_to(house.now + timedelta(seconds=1))

    assert house.calls == []
    assert house.state(campaign) == "paused"
    assert "made in training" in row(house, campaign).trouble
    with pytest.raises(lifecycle.NotNow, match="made in training"):
        lifecycle.resume(live(house), campaign, house.tanaka, house.now)


def test_a_live_line_starts_nothing_before_it_is_written_down_who_decided(house):
    campaign = submitted(house, LISTENS)
    make_live(house, campaign)
    unwritten = live(house, unstated=("policy.decided_by", "policy.decided_on"))
    lifecycle.approve(unwritten, campaign, house.tanaka, house.now)

    with pytest.raises(lifecycle.NotNow, match=r"has to say policy\.decided_by, policy\.decided_on"):
        lifecycle.start(unwritten, campaign, house.tanaka, house.now)


def test_a_live_line_starts_what_is_written_down(house):
    campaign = submitted(house, LISTENS)
    make_live(house, campaign)
    lifecycle.approve(live(house), campaign, house.tanaka, house.now)

    assert lifecycle.start(live(house), campaign, house.tanaka, house.now)


@pytest.mark.parametrize("key", ["resident_voice", "decided_by", "decided_on"])
def test_a_line_file_tells_what_it_does_not_say(tmp_path, key):
    said = {"resident_voice": '"off"', "decided_by": '"Chief Mori"', "decided_on": "2026-11-01"}
    text = (read_sample()).replace('resident_voice = "area"', "")
    rows = "\n".join(f"{name} = {value}" for name, value in said.items() if name != key)
    path = tmp_path / "line.toml"
    path.write_text(text.replace("sample = true", "").replace("[policy]", f"[policy]\n{rows}"), "utf-8")

    assert read_line(path).call_policy().unstated == (f"policy.{key}",)


def read_sample():
    return resources.files("app").joinpath("sample_line.toml").read_text("utf-8")


def test_the_second_persons_approval_must_be_of_the_same_thing(open_house):
    house = open_house(datetime(2026, 11, 24, 1, tzinfo=UTC))
    desk = replace(house.desk, policy=replace(house.desk.policy, emergency=True))
    campaign = submitted(house, LISTENS, emergency="true")
    lifecycle.approve(desk, campaign, house.tanaka, house.now)

    other = replace(desk, voices=("+81450000999",))
    with pytest.raises(lifecycle.Changed, match="after its first approval"):
        lifecycle.approve(other, campaign, YAMADA, house.now)

    assert house.state(campaign) == "submitted"
