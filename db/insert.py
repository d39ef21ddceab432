"""Inserts that pass over rows which are there already, on either database."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

Insert = sqlite.Insert | postgresql.Insert


def insert_into(dialect: Dialect, table: type[Any] | Table) -> Insert:
    """Return an INSERT that can be told what to do where the row is there: `.on_conflict_do_update`."""
    return postgresql.insert(table) if dialect.name == "postgresql" else sqlite.insert(table)


def insert_new(dialect: Dialect, table: type[Any] | Table) -> Insert:
    """Return an INSERT that leaves out rows which break a unique key; `.returning()` tells which went in.

    An insert that fails instead would write the key's value into the database server's log.
    """
    return insert_into(dialect, table).on_conflict_do_nothing()
