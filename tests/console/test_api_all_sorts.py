"""The HTTP API is sent all that its description allows, and much that it does not; nothing surprises it."""

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from sqlalchemy.orm import Session

from app.checking import check_campaign
from campaigns.people import Actor, Role
from console.api import tokens
from privacy.lists import About, Lists
from privacy.models import By
from privacy.number import PhoneNumber
from privacy.wanted import Wanted

EXAMPLES = 12
"""Of each kind for each operation; with 300 it takes some minutes."""
KINDS = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)


@pytest.fixture
def described(app, desk, clock, campaign):
    """The API as it describes itself, with a campaign in it and a token for everything.

    The limits are never reached, as they are not what is tried.
    """
    judge = partial(check_campaign, prompts=desk.prompts, policy=desk.policy)
    app.extensions["judge"] = lambda plan, people, name: judge(plan, people, clock.now(), name)
    until = clock.now() + timedelta(days=300)
    administrator = Actor("watanabe", Role.ADMINISTRATOR)
    token = tokens.add(desk, "bouhan", tokens.SCOPES, until, administrator, clock.now())[1]
    real = campaign("running")
    now, lists = clock.now(), Lists(desk.engine, desk.keystore)
    with Session(desk.engine) as session, session.begin():
        lists.create(session, About("seniors", "asked at the meeting", until, now, "sato"))
    wanted = Wanted("voice", "ja", None, until)
    lists.one("seniors", now).add(PhoneNumber.parse("045-300-0001"), wanted, now, By.OPERATOR)
    app.extensions["api_limits"] = {"drafts": Patient(), "requests": Patient()}

    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    schema.config.generation.update(with_security_parameters=False)  # The token is sent with every request.
    return schema, {"Authorization": f"Bearer {token}"}, real


class Patient:
    """A limit that is never reached."""

    def take(self, name, now):
        return 0


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_is_sent_surprises_the_api(described, kind):
    schema, token, real = described
    came = Counter()

    for found in schema.get_all_operations():
        operation = found.ok()
        takes = operation.definition.raw.get("parameters") or operation.body
        if kind is not KINDS[0] and not takes:
            continue  # Nothing can be wrong with what takes nothing.

        @seed(20261124)
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=kind))
        def try_it(case):
            if kind is KINDS[0] and sum(came.values()) % 2:
                meet(case, real)
            came[case.method, case.path, case.call_and_validate(headers=token).status_code] += 1

        try_it()

    if kind is KINDS[0]:
        assert {path for _, path, status in came if status < 300} == set(schema)
    else:
        assert min(status for method, _, status in came if method == "POST") >= 400


def meet(case, campaign):
    """Let a request be about what is there."""
    if case.path_parameters:
        case.path_parameters["id"] = campaign
    if case.method == "POST":
        case.body |= {"area": "横浜市旭区", "list": "seniors"}
