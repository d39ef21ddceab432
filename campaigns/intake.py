"""A campaign is made: the plan is stored, the words are pinned, every number is sealed."""

import hashlib
import itertools
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from campaigns.audience import People, recipients
from campaigns.desk import Desk, data_key, handle_key
from campaigns.ids import new_id
from campaigns.judging import Recipient
from campaigns.models import Campaign, Delivery, Script
from campaigns.people import Actor, Role
from campaigns.plan import Plan
from campaigns.scripts import pinned
from privacy.vault import Destination, handle, open_number, seal_number

CHUNK = 5_000


def create(desk: Desk, plan: Plan, audience: People, actor: Actor, now: datetime) -> str:
    """Store a draft with its sealed audience and return its id; all of it, or nothing.

    The caller has inspected the audience and decided about bad rows; they are left out here.
    """
    actor.must_be(Role.EDITOR, "create a campaign")
    made = Campaign(id=new_id(), name=plan.name, plan=plan.as_json(), created_at=now)
    with all_or_nothing(desk, made.id), Session(desk.engine) as session, session.begin():
        store(session, desk, made, pinned(desk.prompts, plan), None if plan.repeat else audience, now)
        desk.audit(session, actor, "create", made.id, now)
        return made.id


@contextmanager
def all_or_nothing(desk: Desk, campaign: str) -> Iterator[None]:
    """Destroy the keys of a campaign that did not come to be."""
    try:
        yield
    except BaseException:
        desk.keystore.destroy(data_key(campaign))
        desk.keystore.destroy(handle_key(campaign))
        raise


def store(
    session: Session,
    desk: Desk,
    made: Campaign,
    words: Iterable[Mapping[str, str]],
    audience: People | None,
    now: datetime,
) -> None:
    """Store a campaign, its words and its sealed audience; a recurring one has none of its own."""
    made.live = not desk.training
    session.add(made)
    session.flush()
    for script in words:
        session.add(Script(campaign_id=made.id, **script))
    if audience is not None:
        _store(session, desk, made.id, Plan.from_json(made.plan), audience, now)


def said(session: Session, campaign: str) -> list[dict[str, str]]:
    """Return the words that were pinned for a campaign."""
    known = session.scalars(select(Script).where(Script.campaign_id == campaign))
    return [{"language": one.language, "voice": one.voice, "text": one.text} for one in known.all()]


def _store(session: Session, desk: Desk, campaign: str, plan: Plan, audience: People, now: datetime) -> None:
    digest, total = hashlib.sha256(), 0
    for rows in _chunks(_rows(desk, campaign, plan, recipients(audience, plan, desk.policy.dials), now)):
        session.execute(insert(Delivery), rows)
        for row in rows:
            digest.update(row["handle"])
        total += len(rows)
    facts = update(Campaign).where(Campaign.id == campaign)
    session.execute(facts.values(total=total, audience_digest=digest.hexdigest()))


def _rows(
    desk: Desk, campaign: str, plan: Plan, people: Iterable[Recipient], now: datetime
) -> Iterator[dict[str, Any]]:
    sealing = desk.keystore.create_or_get(data_key(campaign))
    handling = desk.keystore.create_or_get(handle_key(campaign))
    for person in people:
        mark = handle(handling, person.number, person.extension)
        yield {
            "campaign_id": campaign,
            "channel": str(person.channel),
            "language": person.language,
            "area": person.area or plan.area,
            "kind": str(person.kind),
            "name": person.name,
            "institution_id": person.institution,
            "handle": mark,
            "sealed": seal_number(sealing, person.number, person.extension, binding(campaign, mark)),
            "due_at": now,
        }


def binding(campaign: str, mark: bytes) -> bytes:
    """Return what ties a sealed number to its row: moved to another row it does not open."""
    return campaign.encode() + mark


def destination(desk: Desk, delivery: Delivery) -> Destination:
    """Open the number of a recipient, in memory; raises KeyGone, KeyUnreadable and Unsealable."""
    key = desk.keystore.get(data_key(delivery.campaign_id))
    place = binding(delivery.campaign_id, delivery.handle or b"")
    return open_number(key, delivery.sealed or b"", place)


def _chunks(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while chunk := list(itertools.islice(rows, CHUNK)):
        yield chunk
