"""Operators, and the audit of what they did."""

import click
from sqlalchemy.orm import Session

from app.commands.context import actor, as_option, parts
from app.wiring import Parts
from campaigns.people import Actor, NotAllowed, Role
from console import accounts, managing, operators
from privacy.audit import Audit, Entry


@click.group()
def operator() -> None:
    """Who may use this line."""


@operator.command()
@click.argument("person", metavar="NAME")
@click.option("--role", type=click.Choice([str(role) for role in Role]), required=True)
@as_option
def add(person: str, role: str, name: str | None) -> None:
    """Add a person; prints a one-time link with which that person chooses a password."""
    with parts(words_may_wait=True) as built:
        first = accounts.is_empty(built.engine)
        if first and role != Role.ADMINISTRATOR and not built.settings.training:
            raise NotAllowed("the first operator must be an administrator: --role administrator")
        who, now = actor(built, name, ask=True, first_of_all=True), built.clock.now()
        who.must_be(Role.ADMINISTRATOR, "add operators")
        token = operators.add(built.engine, person, Role(role), now)
        with Session(built.engine) as session, session.begin():
            _record(built, session, who, f"operator add {role}", person)
        click.echo(built.desk.url(f"/enter/{token}"))


@operator.command("list")
def list_() -> None:
    """List everybody with role."""
    with parts(words_may_wait=True) as built:
        for person, role, enabled in accounts.everyone(built.engine):
            click.echo(f"{person:<24} {role:<14} {'' if enabled else 'disabled'}".rstrip())


@operator.command()
@click.argument("person", metavar="NAME")
@as_option
def disable(person: str, name: str | None) -> None:
    """Let a person in no more."""
    with parts(words_may_wait=True) as built:
        who, now = actor(built, name, ask=True), built.clock.now()
        who.must_be(Role.ADMINISTRATOR, "disable operators")
        done = operators.disable(built.engine, person, now)
        with Session(built.engine) as session, session.begin():
            _record(built, session, who, "operator disable", person)
        click.echo(f"{person}: {'disabled' if done else 'was disabled before'}")


@operator.command("reset-factor")
@click.argument("person", metavar="NAME")
@as_option
def reset_factor(person: str, name: str | None) -> None:
    """Forget a person's second factor, for instance with a lost telephone; they set up a new one."""
    with parts(words_may_wait=True) as built:
        who = actor(built, name, ask=True)
        done = managing.reset_factor(built.desk, person, who, built.clock.now())
        click.echo(f"{person}: {'a new second factor can be set up' if done else 'there was none'}")


@click.group()
def audit() -> None:
    """What operators did."""


@audit.command()
def verify() -> None:
    """Check the chain of the audit: exit code 1 where an entry was changed or taken out."""
    with parts(words_may_wait=True) as built, Session(built.engine) as session:
        broken = Audit(built.desk.keystore).verify(session)
        if broken is not None:
            click.echo(
                f"the audit is broken at entry {broken}: that entry or one before it was changed", err=True
            )
            raise SystemExit(1)
        click.echo("the audit is whole")


def _record(built: Parts, session: Session, who: Actor, act: str, person: str) -> None:
    entry = Entry(who.name, who.system_user, act, person)
    Audit(built.desk.keystore).record(session, entry, built.clock.now())


commands = (operator, audit)
