"""A database is brought up to date, or we say in one line what to do about it."""

import importlib
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

import db
from db import schema
from db.base import Base

ROOMS = Path(db.__file__).parents[1]


def import_all_models() -> None:
    for file in sorted(ROOMS.glob("[a-z]*/models.py")):
        importlib.import_module(f"{file.parent.name}.models")


def test_migrations_are_numbered_and_follow_one_another() -> None:
    names = sorted(file.name for file in (schema.MIGRATIONS / "versions").glob("*.py"))

    for place, name in enumerate(names, start=1):
        source = (schema.MIGRATIONS / "versions" / name).read_text()
        assert re.fullmatch(rf"{place:04}_[a-z0-9_]+\.py", name)
        assert f'revision = "{place:04}"' in source
        before = None if place == 1 else f"{place - 1:04}"
        assert f"down_revision = {before!r}\n".replace("'", '"') in source
    assert names, "there is no migration"


def test_the_migrations_make_exactly_what_the_models_declare(engine: Engine) -> None:
    import_all_models()

    schema.upgrade(engine)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_an_upgraded_database_passes_the_check_and_is_not_upgraded_twice(engine: Engine) -> None:
    schema.upgrade(engine)
    schema.upgrade(engine)

    schema.check(engine)
    assert schema.current(engine) == schema.head()


def test_of_several_upgrades_at_once_one_does_the_work(engine: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(schema.upgrade, [engine] * 4))

    schema.check(engine)


def test_an_empty_database_must_be_upgraded_first(engine: Engine) -> None:
    with pytest.raises(schema.SchemaTooOld, match="run yobikake db upgrade"):
        schema.check(engine)


def test_a_database_of_a_newer_version_is_left_alone(engine: Engine) -> None:
    schema.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    for act in (schema.check, schema.upgrade):
        with pytest.raises(schema.SchemaTooNew, match="newer version of yobikake: it has schema 9999"):
            act(engine)
    assert schema.current(engine) == "9999"


@pytest.mark.sqlite
def test_an_upgrade_leaves_foreign_keys_enforced_and_logging_as_it_was(engine: Engine) -> None:
    before = [
        logging.getLogger().level,
        list(logging.getLogger().handlers),
        logging.getLogger("alembic").level,
    ]

    schema.upgrade(engine)

    assert [
        logging.getLogger().level,
        list(logging.getLogger().handlers),
        logging.getLogger("alembic").level,
    ] == before
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.sqlite
def test_an_upgrade_that_breaks_a_reference_is_undone(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            connection.execute(text("CREATE TABLE parent (id INTEGER PRIMARY KEY)"))
            connection.execute(text("CREATE TABLE child (parent INTEGER REFERENCES parent)"))
            connection.execute(text("INSERT INTO child VALUES (1)"))

    with pytest.raises(schema.SchemaBroken):
        schema.upgrade(engine)

    assert set(inspect(engine).get_table_names()) == {"parent", "child"}
