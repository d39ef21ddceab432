"""What a campaign may not do because the line says that it never does: here, telling whom it rang."""

from dataclasses import replace
from datetime import time

import pytest

from campaigns.plan import PlanInvalid, Source, read_plan
from campaigns.policy import LinePolicy, against_promises
from campaigns.window import Hours
from prompts.promises import ResidentVoice

PLAN = {
    "name": "Asahi ward",
    "audience": "resident",
    "source": "consent",
    "channel": "voice",
    "warning": "isa-bail",
    "languages": "[ja]",
}
POLICY = LinePolicy(
    ResidentVoice.AREA, Hours(frozenset(range(5)), time(9), time(17)), own_call_lookup=(Source.CONSENT,)
)


def plan(**changed):
    return read_plan("\n".join(f"{key}: {value}" for key, value in {**PLAN, **changed}.items()))


@pytest.mark.parametrize(
    ("told", "changed"),
    [
        (True, {}),
        (True, {"own_call_check": "true"}),
        (False, {"own_call_check": "false"}),
        (False, {"source": "police list"}),
        (False, {"source": "police list", "own_call_check": "true"}),
        (False, {"audience": "institution"}),
    ],
)
def test_people_may_learn_of_calls_to_homes_from_sources_that_the_line_names(told, changed):
    assert POLICY.looks_up(plan(**changed)) is told


@pytest.mark.parametrize(
    ("fault", "changed"),
    [
        ("does not tell whom it rang from source police list", {"source": "police list"}),
        ("only calls to homes", {"audience": "institution"}),
        ("only calls to homes", {"channel": "sms"}),
    ],
)
def test_a_plan_that_asks_for_more_is_refused_by_name(fault, changed):
    [found] = against_promises(plan(own_call_check="true", **changed), POLICY)

    assert found.startswith("own_call_check: ")
    assert fault in found
    assert against_promises(plan(**changed), POLICY) == []


def test_a_line_without_the_look_up_refuses_it_and_may_be_told_to_leave_it():
    silent = LinePolicy(POLICY.resident_voice, POLICY.hours)

    assert len(against_promises(plan(own_call_check="true"), silent)) == 1
    assert against_promises(plan(own_call_check="false"), silent) == []


def test_it_is_yes_or_no_and_nothing_else():
    with pytest.raises(PlanInvalid, match=r"own_call_check: must be true or false \(is maybe\)"):
        plan(own_call_check="maybe")


def test_an_emergency_is_only_where_the_line_says_that_there_may_be_one():
    allowed = replace(POLICY, emergency=True)

    [found] = against_promises(plan(emergency="true"), POLICY)

    assert found.startswith("emergency: this line calls homes in its hours alone")
    assert against_promises(plan(emergency="true"), allowed) == []
    assert against_promises(plan(), POLICY) == []
