"""Runs migrations on the connection that db.schema hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from db.base import Base


def plain_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write types of ours as what the database stores, so that a migration does not change when they do."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=plain_type,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
