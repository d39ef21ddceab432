"""Inserts that pass over rows which are there already, on either database."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

Insert = sqlite.Insert | postgresql.Insert


def insert_new(dialect: Dialect, table: type[Any] | Table) -> Insert:
    """Return an INSERT that leaves out rows which break a unique key; `.returning()` tells which went in.

    An insert that fails instead would write the key's value into the database server's log.
    """
    if dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()
