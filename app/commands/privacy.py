"""Numbers and keys: the scan for leaks, what is held now, keys exported and rotated."""

from pathlib import Path

import click
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from app.commands.context import actor, as_option, parts
from app.commands.typed import numbers_typed
from app.holdings import holdings
from app.settings import Settings
from app.wiring import Parts, database_url, service_key
from campaigns.people import Role
from privacy import key_export, scan
from privacy.audit import Audit, Entry
from privacy.number import PhoneNumber
from privacy.service_key import load_service_key


@click.group()
def privacy() -> None:
    """Prove what is held, and that nothing else is."""


@privacy.command("scan")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
def run_scan(paths: tuple[Path, ...]) -> None:
    """Search files and folders for the numbers on standard input, in six spellings and as plain hashes.

    Without PATH: the database, its log and the data folder. Exit code 1 where something was found.
    """
    numbers = numbers_typed()
    found = list(scan.scan(paths, numbers)) if paths else _scan_own_files(numbers)
    for finding in found:
        click.echo(f"{finding.path}: byte {finding.offset}: {finding.number} as {finding.spelling}")
    click.echo(f"{len(found)} found; {len(numbers)} numbers looked for")
    raise SystemExit(1 if found else 0)


def _scan_own_files(numbers: list[PhoneNumber]) -> list[scan.Finding]:
    # The database's log lies beside it only while somebody has it open.
    with parts(words_may_wait=True) as built:
        data = built.settings.yobikake_data.absolute()
        elsewhere = [path for path in _database_files(built.settings) if not path.is_relative_to(data)]
        return list(scan.scan([data, *elsewhere], numbers))


def _database_files(settings: Settings) -> list[Path]:
    """Return the files of a SQLite database, its log among them; none for a server's."""
    url = make_url(database_url(settings))
    if url.get_backend_name() != "sqlite" or not url.database:
        return []
    names = (url.database, f"{url.database}-wal", f"{url.database}-shm")
    return [path for path in map(Path, names) if path.exists()]


@privacy.command()
def report() -> None:
    """Tell which numbers are held now, in which form, and until when."""
    with parts(words_may_wait=True) as built:
        for line in holdings(built):
            click.echo(line)


@click.group()
def keys() -> None:
    """The key store: perishable keys are never exported."""


@keys.command()
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@as_option
def export(out: Path, name: str | None) -> None:
    """Seal the lasting keys (do-not-call, directory, audit) under a passphrase and write them to a file."""
    with parts(words_may_wait=True) as built:
        actor(built, name, ask=True).must_be(Role.ADMINISTRATOR, "export keys")
        secret = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
        out.touch(mode=0o600, exist_ok=False)
        out.write_bytes(key_export.export_lasting(built.desk.keystore, secret))
        _record(built, name, "keys export")
        click.echo(f"written to {out}: keep it apart from the backups of the database")


@keys.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_option
def import_(file: Path, name: str | None) -> None:
    """Bring exported lasting keys back; a key that is there already stays as it is."""
    with parts(words_may_wait=True) as built:
        actor(built, name, ask=True).must_be(Role.ADMINISTRATOR, "import keys")
        secret = click.prompt("Passphrase", hide_input=True, err=True)
        taken = key_export.import_lasting(built.desk.keystore, file.read_bytes(), secret)
        _record(built, name, "keys import")
        click.echo(f"taken: {', '.join(taken) or 'none, all are there'}")


@keys.command()
@click.option(
    "--new", "new", type=click.Path(exists=True, path_type=Path), required=True, help="File: new service key."
)
@as_option
def rotate(new: Path, name: str | None) -> None:
    """Wrap every key anew under another service key; then point YOBIKAKE_SERVICE_KEY_FILE at it."""
    with parts(words_may_wait=True) as built:
        actor(built, name, ask=True).must_be(Role.ADMINISTRATOR, "rotate keys")
        folder = built.settings.keystore or built.settings.yobikake_data / "keys"
        fresh = load_service_key(None, new)
        _record(built, name, "keys rotate")
        number = key_export.rotate_service_key(folder, service_key(built.settings), fresh)
        click.echo(f"{number} keys wrapped anew: set YOBIKAKE_SERVICE_KEY_FILE to the new file and restart")


def _record(built: Parts, name: str | None, act: str) -> None:
    who = actor(built, name)
    with Session(built.engine) as session, session.begin():
        entry = Entry(who.name, who.system_user, act)
        Audit(built.desk.keystore).record(session, entry, built.clock.now())


groups = (privacy, keys)
