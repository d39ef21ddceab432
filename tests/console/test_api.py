"""Other systems, with tokens: what they may draft and read, and all that they may not."""

import re
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.checking import check_campaign
from campaigns.models import Campaign
from campaigns.people import Actor, Role
from console.api import drafts, limits, tokens
from console.models import ApiToken
from db.base import Base
from privacy.lists import About, Lists
from privacy.models import AuditEntry, By
from privacy.number import PhoneNumber
from privacy.wanted import Wanted

WATANABE = Actor("watanabe", Role.ADMINISTRATOR)
INCIDENT = {"claim": "police-banking", "area": "横浜市旭区", "list": "seniors"}
READS = ("campaigns", "claims", "areas", "hotline/counts", "radar", "health")


@pytest.fixture
def judge(app, desk):
    """Let an alert be judged, as the application does."""

    def judged(plan, people, name, earlier=None):
        now = desk.clock.now()
        return check_campaign(plan, people, now, name, desk.prompts, policy=desk.policy, earlier=earlier)

    app.extensions["judge"] = judged


class System:
    """Another system: it sends JSON, and its token if it has one."""

    def __init__(self, app, token):
        self.client, self.headers = app.test_client(), {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path, **headers):
        return self.client.get(f"/api/v1/{path}", headers={**self.headers, **headers})

    def alert(self, key="incident-0001", **changed):
        headers = {**self.headers, "Idempotency-Key": key}
        return self.client.post("/api/v1/alerts", json={**INCIDENT, **changed}, headers=headers)


@pytest.fixture
def system(app, desk, judge):
    """A system with a token for some things, or for all."""

    def made(*scopes, name="bouhan", days=30):
        now = desk.clock.now()
        until = now + timedelta(days=days)
        return System(app, tokens.add(desk, name, scopes or tokens.SCOPES, until, WATANABE, now)[1])

    return made


@pytest.fixture
def people(desk):
    """Two homes on a list of people who agreed to be warned."""
    now, lists = desk.clock.now(), Lists(desk.engine, desk.keystore)
    until = now + timedelta(days=90)
    with Session(desk.engine) as session, session.begin():
        lists.create(session, About("seniors", "asked at the meeting", until, now, "sato"))
    for number in ("045-300-0001", "045-300-0002"):
        wanted = Wanted("voice", "ja", "横浜市旭区", until)
        lists.one("seniors", now).add(PhoneNumber.parse(number), wanted, now, By.OPERATOR)


def problem(answer):
    assert answer.mimetype == "application/problem+json"
    return answer.status_code, answer.json["code"]


def test_without_a_token_nothing_is_told_but_the_description(app, desk):
    stranger = System(app, None)

    assert {path: problem(stranger.get(path)) for path in READS} == dict.fromkeys(READS, (401, "token"))
    assert problem(stranger.alert()) == (401, "token")
    assert stranger.get("campaigns").headers["WWW-Authenticate"].startswith("Bearer")
    assert stranger.get("openapi.json").json["openapi"] == "3.1.0"


def test_a_session_of_an_operator_is_no_token(person):
    browser = person("tanaka")

    assert browser.client.get("/api/v1/campaigns").status_code == 401


@pytest.mark.parametrize("made", ["ended", "past its day", "with another letter"])
def test_a_token_that_is_not_good_any_more_lets_nobody_in(system, desk, clock, made):
    known = system(days=1)
    assert known.get("campaigns").status_code == 200

    if made == "ended":
        tokens.end(desk, tokens.everyone(desk)[0].id, WATANABE, clock.now())
    elif made == "past its day":
        clock.sleep(86401)
    else:
        known.headers["Authorization"] += "x"

    assert problem(known.get("campaigns")) == (401, "token")


@pytest.mark.parametrize(
    ("scope", "open_to_it"),
    [
        (tokens.CAMPAIGNS, {"campaigns", "claims", "areas"}),
        (tokens.HOTLINE, {"hotline/counts", "radar", "claims", "areas"}),
        (tokens.HEALTH, {"health", "claims", "areas"}),
        (tokens.DRAFT, {"claims", "areas"}),
    ],
)
def test_a_token_is_good_for_what_it_was_made_for(system, scope, open_to_it):
    one = system(scope)

    answers = {path: one.get(path) for path in READS}

    assert {path for path, answer in answers.items() if answer.status_code == 200} == open_to_it
    assert {problem(a) for path, a in answers.items() if path not in open_to_it} == {(403, "scope")}
    assert one.alert().status_code == (404 if scope == tokens.DRAFT else 403)


def test_a_token_is_kept_only_as_its_digest(system, desk):
    token = system().headers["Authorization"].split()[1]

    with Session(desk.engine) as session:
        kept = session.scalars(select(ApiToken)).one()
        tables = [session.execute(table.select()).all() for table in Base.metadata.sorted_tables]
    stored = repr(tables)
    assert len(kept.digest) == 32
    assert token not in stored
    assert token.removeprefix("yobikake_") not in stored


def test_what_is_read_has_counts_and_no_number(system, campaign, become):
    id_ = campaign("running")
    become(id_, "heard", 3)
    one = system()

    answers = [one.get(path) for path in (*READS, f"campaigns/{id_}", f"campaigns/{id_}/report")]

    assert {answer.status_code for answer in answers} == {200}
    everything = " ".join(answer.get_data(as_text=True) for answer in answers)
    assert re.findall(r"\+81|0\d{1,3}-?\d{2,4}-?\d{4}", everything) == []
    short, report = answers[-2].json, answers[-1].json
    assert (short["counts"], short["recipients"]) == ({"heard": 3, "waiting": 5}, 8)
    assert (short["done"], short["percent"], short["reached"]) == (3, 37, 3)
    assert (report["got_it"], report["total"]) == (3, 8)


def test_campaigns_are_listed_by_state_and_area_a_page_at_a_time(system, campaign):
    waits, runs = campaign("submitted"), campaign("running")
    one = system()

    def ids(query):
        return [each["id"] for each in one.get(f"campaigns?{query}").json["campaigns"]]

    assert ids("state=running") == [runs]
    assert sorted(ids("area=横浜市旭区")) == sorted([waits, runs])
    assert ids("area=横浜市緑区") == []
    assert ids("page=2") == []
    assert problem(one.get("campaigns?state=loud")) == (422, "fields")
    assert problem(one.get("campaigns?colour=red")) == (422, "fields")


def test_a_drafted_alert_rings_nobody_and_waits_for_a_person(system, people, desk):
    answer = system().alert()

    assert answer.status_code == 201, answer.json
    (draft,) = answer.json["campaigns"]
    assert (draft["state"], draft["audience"], draft["recipients"]) == ("draft", "resident", 2)
    with Session(desk.engine) as session:
        assert session.get(Campaign, draft["id"]).state == "draft"
        acts = [
            (row.actor, row.act) for row in session.scalars(select(AuditEntry)) if row.subject == draft["id"]
        ]
    assert acts == [("api:bouhan", "create")]


def test_the_same_key_makes_one_draft(system, people, desk):
    one = system()

    first, again = one.alert(), one.alert()

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    with Session(desk.engine) as session:
        assert len(session.scalars(select(Campaign)).all()) == 1
    assert problem(one.alert(claim="isa-bail")) == (409, "other-request")


def test_a_draft_that_failed_can_be_asked_for_again(system, people):
    one = system()

    assert problem(one.alert(area="横浜市旭", key="incident-0002")) == (409, "area")
    assert one.alert(key="incident-0002").status_code == 201


def test_two_systems_may_choose_the_same_key(system, people):
    first, other = system(), system(name="keihou")

    assert first.alert().json["campaigns"][0]["id"] != other.alert().json["campaigns"][0]["id"]


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"claim": "no-such-claim"}, 422, "claim"),
        ({"area": "横浜市旭"}, 409, "area"),
        ({"area": "045-300-0001"}, 422, "fields"),
        ({"list": "nobody-knows-it"}, 404, "list"),
        ({"list": None}, 409, "cannot"),
        ({"approve": True}, 422, "fields"),
    ],
)
def test_an_alert_that_cannot_be_drafted_says_why(system, people, desk, changed, status, code):
    answer = system().alert(**changed)

    assert problem(answer) == (status, code)
    assert "045" not in answer.get_data(as_text=True)
    with Session(desk.engine) as session:
        assert session.scalars(select(Campaign)).all() == []


def test_an_alert_already_under_way_is_not_drafted_again(system, people, person):
    one = system()
    (draft,) = one.alert().json["campaigns"]
    editor = person("sato", Role.EDITOR)
    page = editor.read(f"/campaigns/{draft['id']}")
    editor.send(page, f"/campaigns/{draft['id']}/submit")

    answer = one.alert(key="incident-0002")

    assert problem(answer) == (409, "under-way")
    assert answer.json["campaigns"] == [draft["id"]]


def test_whoever_submits_a_foreign_draft_answers_for_it_and_four_eyes_stay(system, people, person, desk):
    (draft,) = system().alert().json["campaigns"]
    assert [one.system for one in drafts.waiting(desk)] == ["bouhan"]
    tanaka, page = person("tanaka"), f"/campaigns/{draft['id']}"
    assert ["from bouhan, 10:00" in tanaka.read(path).text for path in ("/", "/approvals")] == [True, True]

    shown = tanaka.send(tanaka.read(page), f"{page}/submit")

    assert drafts.waiting(desk) == []
    assert f"{page}/approve" not in shown.forms
    with Session(desk.engine) as session:
        assert session.get(Campaign, draft["id"]).submitted_by == "tanaka"


@pytest.mark.parametrize("act", ["submit", "approve", "start", "stop", "pause", "resume", "reject"])
def test_no_token_can_do_anything_to_a_campaign(system, campaign, act):
    one, id_ = system(), campaign("submitted")

    for path in (f"/api/v1/campaigns/{id_}/{act}", f"/campaigns/{id_}/{act}"):
        answer = one.client.post(path, headers=one.headers, json={})
        assert answer.status_code in {303, 404}
        assert "sign-in" in answer.headers.get("Location", "sign-in")
    assert one.get(f"campaigns/{id_}").json["state"] == "submitted"


def test_what_is_not_there_and_what_is_asked_wrongly_is_said_as_problems(system):
    one = system()
    post = partial(one.client.post, "/api/v1/alerts")
    key = {**one.headers, "Idempotency-Key": "incident-0001"}

    assert problem(one.get("nothing")) == (404, "nothing-here")
    assert problem(one.get("campaigns/zzzzzzzz")) == (404, "campaign")
    assert problem(one.client.delete("/api/v1/campaigns", headers=one.headers)) == (405, "method")
    assert one.client.delete("/api/v1/alerts").headers["Allow"] == "POST"
    assert one.client.options("/api/v1/radar").headers["Allow"] == "GET, HEAD, OPTIONS"
    assert one.client.options("/api/v1/nothing").status_code == 404
    assert problem(post(data="claim=x", headers=key)) == (415, "not-json")
    assert problem(post(data="{", content_type="application/json", headers=key)) == (400, "json")
    assert problem(post(json=["x"], headers=key)) == (422, "object")
    assert problem(post(json=INCIDENT, headers=one.headers)) == (422, "fields")
    assert problem(post(json={**INCIDENT, "area": "旭" * 70_000}, headers=key)) == (413, "too-large")


def test_problems_are_said_in_the_language_of_the_request(system):
    japanese = system().get("nothing", **{"Accept-Language": "ja"})

    assert japanese.headers["Content-Language"] == "ja"
    assert "このアドレス" in japanese.json["detail"]


def test_who_asks_too_often_is_told_when_to_come_again(system, clock):
    one = system()
    for _ in range(int(limits.of_requests().burst)):
        one.get("claims")

    answer = one.get("claims")

    assert problem(answer) == (429, "too-often")
    clock.sleep(int(answer.headers["Retry-After"]))
    assert one.get("claims").status_code == 200


def test_the_description_names_what_there_is_and_nothing_that_decides(app, system):
    described = System(app, None).get("openapi.json").json

    assert {
        path.removeprefix("/api/v1"): sorted(methods) for path, methods in described["paths"].items()
    } == {
        "/alerts": ["post"],
        "/campaigns": ["get"],
        "/campaigns/{id}": ["get"],
        "/campaigns/{id}/report": ["get"],
        "/claims": ["get"],
        "/areas": ["get"],
        "/hotline/counts": ["get"],
        "/radar": ["get"],
        "/health": ["get"],
    }
    assert "http" not in str(described["components"]).replace("'type': 'http'", "")


def test_a_field_that_the_sender_made_up_is_not_said_back(system):
    answer = system().alert(**{"090-1234-5678": 1})

    assert problem(answer) == (422, "fields")
    assert "1234" not in answer.get_data(as_text=True)
