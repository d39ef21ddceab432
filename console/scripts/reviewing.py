"""What a reviewer reads: each sentence as it is written, beside what it says in Japanese; and the acts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.people import Actor
from console.scripts import rows
from db.engine import reading
from privacy.audit import Audit
from privacy.models import AuditEntry
from prompts import acts, back
from prompts.back import Backs
from prompts.pack import CHECKERS, Pack
from prompts.standing import Act, Done, checkers, objections
from prompts.tree import Tree
from prompts.words import Words

WRITTEN = ("text", "sms", "title", "heard")
"""Kinds of sentences that nobody hears."""


@dataclass(frozen=True, slots=True)
class Read:
    """One sentence as it is written, with its slots open; `japanese` is its back-translation, if any."""

    group: str
    kind: str
    about: str
    words: str
    japanese: str
    stale: bool
    """The back-translation was made of earlier words."""
    heard: bool


@dataclass(frozen=True, slots=True)
class Objection:
    """What somebody found wrong, when."""

    done: Done
    reason: str


@dataclass(frozen=True, slots=True)
class PackShown:
    """A pack of local knowledge: who has checked it as it stands, and how many more a live line needs."""

    pack: Pack
    digest: str
    by: Sequence[str]
    objections: Sequence[Objection]

    @property
    def lacking(self) -> int:
        """Return how many persons have yet to check it."""
        return max(0, CHECKERS - len(self.by))


def to_read(words: Words, tree: Tree) -> list[Read]:
    """Return every sentence of a language."""
    backs: Backs | None = back.load(words)
    japanese = {one.id: one for one in backs.sentences} if backs else {}
    found = []
    for id, text in back.everything(words):
        group, kind, about = _place(id, tree)
        says = japanese.get(id)
        heard = kind not in WRITTEN and not kind.endswith(("_web", "_sms"))
        found.append(
            Read(group, kind, about, text, says.japanese if says else "", bool(says and says.stale), heard)
        )
    return found


def answer_for(desk: Desk, actor: Actor, act: Act, subject: str, digest: str, seen: str, reason: str) -> None:
    """Note that somebody answers for words, or found them wrong; raises NotSeen."""
    done = Done(act, subject, digest, actor.name, desk.clock.now())
    with Session(desk.engine) as session, session.begin():
        audit = Audit(desk.keystore)
        acts.answer_for(session, audit, done, seen, system_user=actor.system_user, reason=reason)


def objected(desk: Desk, found: Sequence[Done]) -> list[Objection]:
    """Return objections with what was found wrong, from the audit."""
    if not found:
        return []
    wanted = select(AuditEntry).where(
        AuditEntry.act == f"words {Act.REFUSED}", AuditEntry.subject.in_({one.subject for one in found})
    )
    with Session(reading(desk.engine)) as session:
        why = {(one.actor, one.subject, one.at): one.detail for one in session.scalars(wanted)}
    return [Objection(one, _reason(why.get((one.actor, one.subject, one.at)))) for one in found]


def pack_shown(desk: Desk, pack: Pack, done: Sequence[Done]) -> PackShown:
    """Return a pack with who has checked it."""
    digest = pack.digest()
    by = sorted(checkers(pack.subject, digest, done))
    return PackShown(pack, digest, by, objected(desk, objections(pack.subject, digest, done)))


def _reason(detail: Mapping[str, object] | None) -> str:
    return str((detail or {}).get("reason", ""))


def _place(id: str, tree: Tree) -> tuple[str, str, str]:
    """Return group, kind and subject of an id such as `tree 1-1-1 say` or `frame call.again`."""
    name, _, rest = id.partition(" ")
    if name == "tree":
        node, _, key = rest.rpartition(" ")
        return f"{rows.TREE}-{rows.branch(tree, node)}", key, node
    if name == "warnings":
        about, _, key = rest.rpartition(" ")
        return rows.WARNINGS, key, about
    return name, "", ""
