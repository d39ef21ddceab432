"""Approvers are told what waits for them, over real HTTP and SMTP, and of nothing that is decided."""

import hashlib
import hmac
import json
import socketserver
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import reminding
from app.line_approvals import Approvals
from app.settings import SettingsInvalid, read
from app.worker import remind
from campaigns import lifecycle, upkeep
from campaigns.models import Reminder
from campaigns.people import Actor, Role

LISTENS = "045-300-0006"
YAMADA = Actor("yamada", Role.APPROVER)
SECRET = "a secret of sixteen or more"


class Hook(BaseHTTPRequestHandler):
    """Somebody's chat: keeps what it is sent, and answers as it is told to."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        self.send_response(self.server.answers.pop(0) if self.server.answers else 204)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


class Post(socketserver.StreamRequestHandler):
    """A mail server that takes what it is given: HELO, AUTH, MAIL, RCPT, DATA, QUIT."""

    def handle(self):
        self._say("220 post")
        for line in self.rfile:
            verb = line.split()[0].upper()
            if verb == b"EHLO":
                self.wfile.write(b"250-post\r\n250-AUTH PLAIN\r\n250 SMTPUTF8\r\n")
            elif verb == b"DATA":
                self._say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.got.append(message_from_bytes(b"".join(lines), policy=policy.default))
                self._say("250 taken")
            elif verb == b"AUTH":
                self.server.logins.append(line.split()[2])
                self._say("235 known")
            else:
                self._say("221 bye" if verb == b"QUIT" else self.server.refusal or "250 well")

    def _say(self, line):
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def serving(server):
    server.got, server.answers, server.logins, server.refusal = [], [], [], ""
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def hook():
    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Hook)) as server:
        yield server


@pytest.fixture
def post():
    with serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post)) as server:
        yield server


@pytest.fixture
def told(house, hook, post):
    """A house whose approvers hear by webhook and mail, and whose deputies hear after half an hour."""
    approvals = Approvals(
        webhook=f"http://127.0.0.1:{hook.server_port}/hook",
        mail_to=["chief@example.jp", "vice@example.jp"],
        mail_from="yobikake@example.jp",
        deputies=["deputy@example.jp"],
        deputies_after="30m",
    )
    smtp_url = f"smtp://line:p%40ss@127.0.0.1:{post.server_address[1]}"
    given = {"smtp_url": smtp_url, "approvals_secret": SECRET}
    house.parts = replace(
        house.parts,
        settings=house.parts.settings.model_copy(update=given),
        line=house.parts.line.model_copy(update={"approvals": approvals}),
        desk=replace(house.desk, approvals=approvals.ways()),
    )
    house.desk = house.parts.desk
    return house


def submitted(house, **plan):
    campaign = house.draft(LISTENS, **plan)
    lifecycle.submit(house.desk, campaign, house.sato, house.now)
    return campaign


def later(house, **length):
    """Let so much time pass, and a worker look."""
    house.clock.move_to(house.now + timedelta(**length))
    return reminding.send_due(house.parts, "worker")


def bodies(hook):
    return [json.loads(body) for _, body in hook.got]


def recipients(post):
    return [str(letter["To"]) for letter in post.got]


def reminders(house):
    with Session(house.parts.engine) as session:
        rows = session.scalars(select(Reminder).order_by(Reminder.id))
        return {(row.way, row.about): (row.tries, row.sent_at) for row in rows}


def test_a_submitted_campaign_tells_its_approvers_at_once(told, hook):
    campaign = submitted(told)

    later(told, seconds=5)

    assert bodies(hook) == [
        {
            "campaign": campaign,
            "name": "Asahi ward",
            "state": "submitted",
            "about": "waits",
            "waits_since": "2026-11-24T01:00:00+00:00",
            "url": f"{told.base_url}/approvals/{campaign}",
        }
    ]


def test_the_webhook_is_signed_so_that_nobody_can_invent_one(told, hook):
    submitted(told)
    later(told, seconds=5)
    ((headers, body),) = hook.got

    expected = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()

    assert headers["X-Yobikake-Signature"] == f"sha256={expected}"


def test_without_a_secret_of_its_own_it_is_signed_by_the_service_keys(told, hook):
    settings = told.parts.settings.model_copy(update={"approvals_secret": None})
    told.parts = replace(told.parts, settings=settings)
    submitted(told)
    later(told, seconds=5)
    ((headers, body),) = hook.got

    expected = hmac.new(reminding.secret(told.parts), body, hashlib.sha256).hexdigest()

    assert headers["X-Yobikake-Signature"] == f"sha256={expected}"
    assert len(reminding.secret(told.parts)) == 64


def test_a_mail_says_it_in_both_languages_of_the_console_and_leads_there(told, post):
    campaign = submitted(told)

    later(told, seconds=5)

    (letter,) = post.got
    text = letter.get_content()
    assert recipients(post) == ["chief@example.jp, vice@example.jp"]
    assert letter["From"] == "yobikake@example.jp"
    assert "Asahi ward" in letter["Subject"]
    assert "承認" in text
    assert "waits for approval" in text
    assert f"{told.base_url}/approvals/{campaign}" in text
    assert post.logins != []


def test_no_number_and_no_word_of_the_message_is_in_what_approvers_are_sent(told, hook, post):
    submitted(told)
    later(told, minutes=31)
    sent = [body.decode() for _, body in hook.got] + [letter.get_content() for letter in post.got]

    spoken = told.desk.prompts.warning("ja", "isa-bail", "voice", "resident", None)

    assert len(sent) == 3
    assert not [text for text in sent for part in ("0006", "3000006", spoken[:12]) if part in text]


def test_deputies_hear_of_it_when_nobody_decides_for_half_an_hour(told, post):
    submitted(told)
    later(told, minutes=29)
    before = recipients(post)

    later(told, minutes=1)

    assert "deputy@example.jp" not in before
    assert recipients(post)[-1] == "deputy@example.jp"


@pytest.mark.parametrize(
    "decide", [lifecycle.approve, lambda *args: lifecycle.reject(*args[:3], "no", args[3])]
)
def test_once_it_is_decided_nothing_is_sent(told, hook, post, decide):
    campaign = submitted(told)
    decide(told.desk, campaign, told.tanaka, told.now)

    later(told, hours=2)

    assert (hook.got, post.got) == ([], [])


def test_an_emergency_asks_for_its_second_person(told, hook):
    told.desk = replace(told.desk, policy=replace(told.desk.policy, emergency=True))
    campaign = submitted(told, emergency="true")
    later(told, seconds=5)
    lifecycle.approve(told.desk, campaign, told.tanaka, told.now)

    later(told, seconds=5)
    lifecycle.approve(told.desk, campaign, YAMADA, told.now)
    later(told, hours=1)

    assert [body["about"] for body in bodies(hook)] == ["waits", "second"]


def test_a_day_before_it_lapses_they_hear_of_it_once(told, hook):
    submitted(told)
    later(told, seconds=5)

    for _ in range(8):
        later(told, hours=23)

    assert [body["about"] for body in bodies(hook)] == ["waits", "lapses"]


def test_one_that_is_approved_and_not_started_lapses_too(told, hook):
    campaign = told.approved(LISTENS)

    later(told, days=6)

    assert [(body["about"], body["state"]) for body in bodies(hook)] == [("lapses", "approved")]
    lifecycle.start(told.desk, campaign, told.tanaka, told.now)


def test_it_lapses_after_the_time_that_the_line_names(told):
    ways = replace(told.desk.approvals, lapse_after=timedelta(days=2))
    told.desk = replace(told.desk, approvals=ways)
    waiting, ready = submitted(told), told.approved(LISTENS)

    told.clock.move_to(told.now + timedelta(hours=47))
    upkeep.tidy(told.desk, told.now)
    before = [told.state(waiting), told.state(ready)]
    told.clock.move_to(told.now + timedelta(hours=1))
    upkeep.tidy(told.desk, told.now)

    assert before == ["submitted", "approved"]
    assert [told.state(waiting), told.state(ready)] == ["rejected", "expired"]


def test_a_server_that_fails_is_tried_again_with_growing_waits_and_then_no_more(told, hook, caplog):
    hook.answers += [500] * 9
    submitted(told)
    tries = []

    for _ in range(200):
        later(told, minutes=1)
        tries.append(len(hook.got))

    assert [minute for minute in range(200) if tries[minute] > ([0, *tries])[minute]] == [0, 1, 6, 26, 86]
    assert reminders(told)["webhook", "waits"] == (5, None)
    assert "a reminder by webhook was not sent (it answered 500)" in caplog.text


def test_a_redirect_is_not_followed(told, hook):
    hook.answers += [302]
    submitted(told)

    later(told, seconds=5)

    assert len(hook.got) == 1
    assert reminders(told)["webhook", "waits"] == (1, None)


def test_a_mail_server_that_refuses_does_not_hold_the_webhook_up(told, hook, post, caplog):
    post.refusal = "550 no"
    submitted(told)

    later(told, seconds=5)

    assert len(hook.got) == 1
    assert "a reminder by mail was not sent" in caplog.text
    assert "example.jp" not in caplog.text


def test_nobody_is_told_twice_by_two_workers(told, hook):
    submitted(told)
    told.clock.move_to(told.now + timedelta(seconds=5))
    workers = [threading.Thread(target=remind, args=(told.parts, f"worker-{n}")) for n in range(4)]

    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    later(told, minutes=10)

    assert len(hook.got) == 1


def test_a_line_that_names_nobody_sends_nothing(house):
    submitted(house)

    assert reminders(house) == {}


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ({"webhook": "http://chat.example.jp/hook"}, "must begin with https://"),
        ({"mail_to": ["chief@example.jp"]}, "mail_from"),
        ({"mail_to": ["the chief"], "mail_from": "a@example.jp"}, "mail_to"),
        ({"deputies": ["d@example.jp"], "mail_from": "a@example.jp"}, "deputies_after"),
        ({"lapse_after": "5m"}, "lapse_after"),
        ({"phone": "045-000-0000"}, "phone"),
    ],
)
def test_a_table_that_is_wrong_is_refused(table, why):
    with pytest.raises(ValidationError, match=why):
        Approvals.model_validate(table)


def test_mails_need_a_server_before_anything_starts():
    table = Approvals(mail_to=["chief@example.jp"], mail_from="line@example.jp")

    with pytest.raises(SettingsInvalid, match="SMTP_URL: needed"):
        table.must_reach(None)
    table.must_reach("smtp://127.0.0.1:25")


@pytest.mark.parametrize("url", ["chat", "http://post.example.jp", "smtp://", "smtp://host:none"])
def test_a_mail_server_that_is_none_is_refused_and_not_repeated(url):
    with pytest.raises(SettingsInvalid, match=r"^SMTP_URL: must be smtp://") as refused:
        read({"SMTP_URL": url})

    assert "post.example" not in str(refused.value)
