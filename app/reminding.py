"""Tells the approvers what waits for them: a signed webhook, and mails in the console's languages."""

import hashlib
import hmac
import json
import smtplib
import ssl
from collections.abc import Sequence
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import requests

from app.account_setting import LOOPBACK
from app.logs import log
from app.wiring import Parts, service_key
from campaigns import reminders
from campaigns.reminders import Due
from console import words
from db.lease import take

LEASE = "reminders"
SECONDS = 5
SIGNATURE = "X-Yobikake-Signature"
DERIVED_FROM = b"yobikake approvals"
"""What the service key signs to make the secret of an installation that sets none."""


class NotSent(Exception):
    """The other side did not take it; the text names no address."""


def send_due(parts: Parts, worker: str) -> int:
    """Send every reminder that is due; returns how many were. One worker at a time does it."""
    number = 0
    while take(parts.engine, LEASE, worker, parts.clock.now()):
        due = reminders.take_next(parts.engine, parts.clock.now())
        if due is None:
            return number
        try:
            _send(parts, due)
        except NotSent as trouble:
            log.warning("campaign %s: a reminder by %s was not sent (%s)", due.campaign, due.way, trouble)
        else:
            reminders.sent(parts.engine, due.id, parts.clock.now())
            number += 1
    return number


def secret(parts: Parts) -> bytes:
    """Return what signs the webhook: the setting, or what is derived from the service key, in hex."""
    if parts.settings.approvals_secret:
        return parts.settings.approvals_secret.encode()
    return hmac.digest(service_key(parts.settings), DERIVED_FROM, "sha256").hex().encode()


def _send(parts: Parts, due: Due) -> None:
    line = parts.line.approvals
    if due.way == reminders.WEBHOOK and line.webhook:
        _post(line.webhook, _body(parts, due), secret(parts))
    elif due.way == reminders.MAIL and line.mail_to:
        _mail(parts, _letter(parts, due, line.mail_to))
    elif due.way == reminders.DEPUTIES and line.deputies:
        _mail(parts, _letter(parts, due, line.deputies))


def _body(parts: Parts, due: Due) -> bytes:
    told = {
        "campaign": due.campaign,
        "name": due.name,
        "state": due.state,
        "about": due.about,
        "waits_since": due.since.isoformat(timespec="seconds"),
        "url": _page(parts, due),
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _post(url: str, body: bytes, key: bytes) -> None:
    signed = f"sha256={hmac.new(key, body, hashlib.sha256).hexdigest()}"
    headers = {"Content-Type": "application/json", SIGNATURE: signed}
    try:
        # A redirect could lead anywhere, and would not be what the line file says.
        answer = requests.post(url, data=body, headers=headers, timeout=SECONDS, allow_redirects=False)
    except requests.RequestException as trouble:
        raise NotSent(type(trouble).__name__) from None
    if not answer.ok or answer.is_redirect:
        raise NotSent(f"it answered {answer.status_code}")


def _letter(parts: Parts, due: Due, to: Sequence[str]) -> EmailMessage:
    letter, now = EmailMessage(), parts.clock.now()
    letter["From"], letter["To"] = str(parts.line.approvals.mail_from), ", ".join(to)
    said = [words.load(language) for language in words.LANGUAGES]
    letter["Subject"] = said[0](f"mail.subject-{due.about}", name=due.name)
    slots = {"name": due.name, "url": _page(parts, due)}
    texts = [say(f"mail.{due.about}", time=say.when(due.since, now), **slots) for say in said]
    letter.set_content("\n\n".join(texts) + "\n")
    return letter


def _mail(parts: Parts, letter: EmailMessage) -> None:
    server = urlsplit(str(parts.settings.smtp_url))
    host, safely = str(server.hostname), ssl.create_default_context()
    try:
        if server.scheme == "smtps":
            with smtplib.SMTP_SSL(host, server.port or 465, timeout=SECONDS, context=safely) as mail:
                _hand_over(mail, letter, server.username, server.password)
        else:
            with smtplib.SMTP(host, server.port or 587, timeout=SECONDS) as mail:
                if host not in LOOPBACK:
                    mail.starttls(context=safely)
                _hand_over(mail, letter, server.username, server.password)
    except (OSError, smtplib.SMTPException) as trouble:
        raise NotSent(type(trouble).__name__) from None


def _hand_over(mail: smtplib.SMTP, letter: EmailMessage, user: str | None, password: str | None) -> None:
    if user and password:
        mail.login(unquote(user), unquote(password))
    mail.send_message(letter)


def _page(parts: Parts, due: Due) -> str:
    return parts.desk.url(f"/approvals/{due.campaign}")
