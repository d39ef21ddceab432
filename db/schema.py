"""Brings a database to the schema of this version, and says when it has another one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from db.engine import reading

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x796F6269  # Any figure does, as long as every upgrade asks for the same one.


class SchemaTooNew(RuntimeError):
    """A newer version of yobikake made this database."""


class SchemaTooOld(RuntimeError):
    """The database waits for an upgrade, or is empty."""


class SchemaBroken(RuntimeError):
    """An upgrade would leave rows that point at nothing; it was undone."""


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest schema, all or nothing; of several upgrades at once one does the work.

    Raises SchemaTooNew, SchemaBroken.
    """
    with _alone(engine) as connection:
        _refuse_newer(_revision(connection))
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def current(engine: Engine) -> str | None:
    """Return the revision of the database, such as `0001`; None when it has no tables of ours."""
    with reading(engine).connect() as connection:
        return _revision(connection)


def head() -> str | None:
    """Return the newest revision that this version knows."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def check(engine: Engine) -> None:
    """Return when the database has exactly this version's schema; raises SchemaTooNew or SchemaTooOld."""
    revision = current(engine)
    _refuse_newer(revision)
    if revision != head():
        found = revision or "none"
        raise SchemaTooOld(
            f"the database has schema {found}, this version needs {head()}; run yobikake db upgrade"
        )


def draft(engine: Engine, message: str) -> None:
    """Write the next migration: what the models imported so far declare and the migrations do not yet make.

    Give it the engine of an empty database, which is brought to the newest schema for the comparison.
    """
    upgrade(engine)
    config = _config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.revision(config, message, autogenerate=True, rev_id=f"{int(head() or 0) + 1:04}")


def _config() -> Config:
    config = Config()  # In code, because an installed wheel has no pyproject.toml.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("path_separator", "os")
    return config


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(revision: str | None) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if revision is not None and revision not in known:
        raise SchemaTooNew(
            f"this database was made by a newer version of yobikake: it has schema {revision}, "
            f"this version knows up to {head()}; install that version"
        )


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            yield from _alone_on_sqlite(connection)
        else:
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                yield connection


def _alone_on_sqlite(connection: Connection) -> Iterator[Connection]:
    driver = connection.connection.cursor()
    # An altered table is copied and dropped; with keys enforced, dropping would delete what points at it.
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.begin():
            yield connection
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise SchemaBroken("the upgrade would leave rows that point at nothing; it was undone")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")
