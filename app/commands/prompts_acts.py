"""Acts about words: read them beside a back-translation, review them, accept them, check local knowledge."""

import click
from sqlalchemy.orm import Session

from app.commands.context import actor, as_option, parts
from app.wiring import Parts
from campaigns.people import Actor, Role
from privacy.audit import Audit
from prompts import acts, back, standing, survey
from prompts.library import normal
from prompts.pack import CHECKERS, Pack
from prompts.standing import Act, Done
from prompts.words import Words

language_option = click.option("--language", metavar="L", required=True)
digest_option = click.option(
    "--digest", "seen", required=True, help="The digits that `prompts show` printed below these words."
)


def _words(language: str) -> Words:
    state = survey.survey().languages.get(normal(language))
    if state is None or state.words is None:
        raise click.ClickException(f"there are no words in {normal(language)} yet")
    return state.words


@click.command()
@language_option
def show(language: str) -> None:
    """Show a language's words, beside what they say in Japanese, and the digits that stand for them."""
    words = _words(language)
    backs = back.load(words)
    japanese = {one.id: one for one in backs.sentences} if backs else {}
    for id, text in back.everything(words):
        click.echo(f"{id}\n  {text}")
        if id in japanese:
            old = " (made of older words)" if japanese[id].stale else ""
            click.echo(f"  = {japanese[id].japanese}{old}")
    made = f"{backs.made}, {backs.on}" if backs else "nobody has made any"
    click.echo(f"back-translation: {made}\ndigest: {words.digest[: acts.SHOWN]}")


@click.command()
@language_option
@digest_option
@as_option
def review(language: str, seen: str, name: str | None) -> None:
    """Note that you, a speaker of the language, have read all of these words and found them right."""
    who = _answer_for(Act.REVIEWED, (Role.EDITOR, "review words"), language, seen, name)
    click.echo(f"{who}; any edit of the words voids it")


@click.command()
@language_option
@digest_option
@as_option
def accept(language: str, seen: str, name: str | None) -> None:
    """Let machine-drafted words of a language go to a live carrier: an administrator answers for it."""
    needed = (Role.ADMINISTRATOR, "accept machine-drafted words")
    who = _answer_for(Act.ACCEPTED, needed, language, seen, name)
    click.echo(f"{who}; start web and worker anew to offer it")


def _answer_for(act: Act, needed: tuple[Role, str], language: str, seen: str, name: str | None) -> str:
    with parts(words_may_wait=True) as built:
        who = actor(built, name, ask=True)
        who.must_be(*needed)
        words = _words(language)
        _note(built, who, act, words.tag, words.digest, seen)
    return f"{words.tag}: {act} by {who.name}"


@click.command("packs")
def packs() -> None:
    """List the local knowledge that is switched on, where it comes from, and who has checked it."""
    with parts(words_may_wait=True) as built:
        for pack in built.line.packs_read():
            by, digest = sorted(standing.checkers(pack.subject, pack.digest(), built.acts)), pack.digest()
            click.echo(
                f"{pack.name}: {pack.title}\n  source: {pack.source}, {pack.date}"
                f"{'; own knowledge' if pack.own_knowledge else ''}\n"
                f"  checked by {', '.join(by) or 'nobody'}{_needs(by)}\n  digest: {digest[: acts.SHOWN]}"
            )


def _needs(by: list[str]) -> str:
    lacking = CHECKERS - len(by)
    return f"; a live line needs {lacking} more" if lacking > 0 else ""


@click.command("check-pack")
@click.argument("pack_name", metavar="PACK")
@digest_option
@as_option
def check_pack(pack_name: str, seen: str, name: str | None) -> None:
    """Note that you have checked a pack of local knowledge; a live line needs two persons."""
    with parts(words_may_wait=True) as built:
        who = actor(built, name, ask=True)
        who.must_be(Role.EDITOR, "check local knowledge")
        pack = _pack(built, pack_name)
        _note(built, who, Act.CHECKED, pack.subject, pack.digest(), seen)
        click.echo(f"{pack.name}: checked by {who.name}")


def _pack(built: Parts, name: str) -> Pack:
    for pack in built.line.packs_read():
        if pack.name == name:
            return pack
    raise click.ClickException(f"the line has no pack {name!r}: see `yobikake prompts packs`")


def _note(built: Parts, who: Actor, act: Act, subject: str, whole: str, seen: str) -> None:
    """Keep the act and its entry in the audit, if the words are still those that were seen."""
    done = Done(act, subject, whole, who.name, built.clock.now())
    audit = Audit(built.desk.keystore)
    try:
        with Session(built.engine) as session, session.begin():
            acts.answer_for(session, audit, done, seen, system_user=who.system_user)
    except acts.NotSeen as fault:
        raise click.ClickException(str(fault)) from None


commands = (show, review, accept, packs, check_pack)
