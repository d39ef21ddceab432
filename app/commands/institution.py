"""`yobikake institution`: the directory of banks, shops and schools, and who of them is enrolled."""

import json
from pathlib import Path

import click

from app.commands.context import actor, as_option, json_option, parts
from app.commands.institution_figures import coverage, last_answers
from app.commands.whom import table
from app.line import line_at_hand
from app.wiring import Parts
from campaigns import enrolment, institutions
from campaigns.counted import counted
from campaigns.directory import Chosen
from campaigns.kinds import Kind, read_kind
from campaigns.places import unknown_places
from db.clock import TOKYO

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("institution")
def group() -> None:
    """The directory of institutions: names are open, numbers are sealed."""


group.add_command(coverage)


def _kinds(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> tuple[Kind, ...]:
    try:
        return tuple(read_kind(word) for word in given)
    except ValueError as fault:
        raise click.BadParameter(str(fault)) from None


_area = click.option("--area", metavar="AREA", help="Only this area, as it is written in the directory.")
_kind = click.option(
    "--kind", "kinds", metavar="KIND", multiple=True, callback=_kinds, help="Only this kind."
)


@group.command("import")
@click.argument("file", type=_FILE)
@click.option("--replace", is_flag=True, help="Take out every entry that the file lacks.")
@click.option("--skip-bad", is_flag=True, help="Leave bad rows out instead of refusing the file.")
@as_option
def import_(file: Path, name: str | None, *, replace: bool, skip_bad: bool) -> None:
    """Add the institutions of a CSV file: name, number, extension, kind, area, language, hours."""
    line = line_at_hand()
    with table(file) as rows:
        found = institutions.read(rows, line.call_policy().dials)
    for bad in found.bad:
        click.echo(f"{file.name}: {bad}", err=True)
    if found.bad and not skip_bad:
        raise click.ClickException(f"{file.name}: nothing was imported: mend these rows, or add --skip-bad")
    with parts(words_may_wait=True) as built:
        who, now = actor(built, name), built.clock.now()
        done = institutions.bring_in(built.desk, found, who, now, replace=replace)
    unknown = unknown_places((one.area for one in found.entries if one.area), line.promises().areas)
    for area, why in unknown.places:
        click.echo(f"look at: area: {area}: {why}")
    if unknown.more:
        click.echo(f"look at: area: and {unknown.more:,} more names that are no municipality")
    twice = f"; {found.duplicates:,} stand twice and count once" if found.duplicates else ""
    click.echo(f"{done.added:,} added, {done.known:,} known, {done.removed:,} removed{twice}")


@group.command("list")
@_area
@_kind
@click.option("--not-enrolled", is_flag=True, help="Only where nobody has confirmed the enrolment call.")
@click.option("--not-confirmed", is_flag=True, help="Only where nobody confirmed the last call.")
@json_option
def list_(
    area: str | None, kinds: tuple[Kind, ...], *, not_enrolled: bool, not_confirmed: bool, as_json: bool
) -> None:
    """List the institutions: id, number (masked), name, kind, area, enrolled or not."""
    with parts(words_may_wait=True) as built:
        answers = last_answers(built) if not_confirmed else {}
        chosen = Chosen(area, kinds, enrolled=False if not_enrolled else None)
        for row, to in institutions.directory_of(built.desk).everybody(chosen):
            if not_confirmed and answers.get(row.id) == "confirmed":
                continue
            known: dict[str, str | None] = {
                "id": row.id,
                "number": f"{to.number}{' ext.' if to.extension else ''}",
                "name": row.name,
                "kind": row.kind,
                "area": row.area,
                "language": row.language,
                "hours": row.hours,
                "enrolled": f"{row.enrolled_at.astimezone(TOKYO):%Y-%m-%d}" if row.enrolled_at else None,
            }
            click.echo(_as_line(known, answers.get(row.id), as_json=as_json))


def _as_line(known: dict[str, str | None], answer: str | None, *, as_json: bool) -> str:
    if as_json:
        return json.dumps(known, ensure_ascii=False)
    enrolled = f"enrolled {known['enrolled']}" if known["enrolled"] else "not enrolled"
    what = [known["name"], known["kind"], known["area"], known["language"], known["hours"], enrolled, answer]
    return f"{known['id']}  {known['number']}  " + ", ".join(word for word in what if word)


@group.command()
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Empty the directory.")
@as_option
def remove(ids: tuple[str, ...], name: str | None, *, everything: bool) -> None:
    """Take institutions out of the directory; a campaign that has yet to call them will not."""
    if bool(ids) == everything:
        raise click.UsageError("give the IDs that `yobikake institution list` shows, or --all")
    with parts(words_may_wait=True) as built:
        who, now = actor(built, name, ask=everything), built.clock.now()
        gone = institutions.take_out(built.desk, None if everything else ids, who, now)
    click.echo(f"{len(gone):,} were taken out of the directory")
    unknown = sorted(set(ids) - set(gone))
    if unknown:
        raise click.ClickException(f"{', '.join(unknown)}: not in the directory")


@group.command()
@_area
@_kind
@as_option
def enrol(area: str | None, kinds: tuple[Kind, ...], name: str | None) -> None:
    """Make and submit the enrolment call to those not enrolled; prints its id on the last line."""
    with parts() as built:
        click.echo(_enrol(built, area, kinds, name))


def _enrol(built: Parts, area: str | None, kinds: tuple[Kind, ...], name: str | None) -> str:
    try:
        done = enrolment.submit(built.desk, Chosen(area, kinds), actor(built, name), built.clock.now())
    except enrolment.CannotEnrol as fault:
        raise click.ClickException(str(fault)) from None
    click.echo(f"{counted(done.count, 'institution')} will be called; somebody else has to approve it")
    return done.campaign
