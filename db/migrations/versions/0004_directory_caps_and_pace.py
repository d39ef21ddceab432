"""The directory of institutions, caps for homes, a pace that gives way, a second approver."""

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("campaigns") as table:
        table.add_column(sa.Column("approved_also_by", sa.String(length=80), nullable=True))
        table.add_column(sa.Column("recall_of", sa.String(length=12), nullable=True))
        table.create_index(op.f("ix_campaigns_recall_of"), ["recall_of"])
    with op.batch_alter_table("deliveries") as table:
        table.add_column(sa.Column("institution_id", sa.String(length=12), nullable=True))
        table.create_index(op.f("ix_deliveries_institution_id"), ["institution_id"])
    # What was noted before is over.
    counts = {"begun": ("1", sa.Integer()), "answered": ("0", sa.Integer()), "ended": ("1", sa.Integer())}
    _add_counted("rung", counts)
    _add_counted("rung", {"tells": ("1", sa.Boolean())})
    _add_counted("deliveries", {"put_off": ("0", sa.Integer())})
    _add_counted("attempts", {"counted": ("1", sa.Boolean())})
    uncounted = sa.text("NOT counted AND ended_at IS NOT NULL")
    op.create_index(
        "ix_attempts_uncounted", "attempts", ["id"], sqlite_where=uncounted, postgresql_where=uncounted
    )
    op.create_table(
        "surge",
        sa.Column("process", sa.String(length=40), nullable=False),
        sa.Column("at", _WHEN, nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("process", name=op.f("pk_surge")),
    )
    _add_counted("senders", {"slowed": ("0", sa.Integer())})
    with op.batch_alter_table("senders") as table:
        table.add_column(sa.Column("slowed_at", _WHEN, nullable=True))
    op.create_table(
        "institutions",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("area", sa.String(length=80), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("hours", sa.String(length=80), nullable=True),
        sa.Column("handle", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(length=96), nullable=False),
        sa.Column("added_at", _WHEN, nullable=False),
        sa.Column("enrolled_at", _WHEN, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institutions")),
        sa.UniqueConstraint("handle", name=op.f("uq_institutions_handle")),
    )
    op.create_index(op.f("ix_institutions_area"), "institutions", ["area"])


def _add_counted(table: str, columns: Mapping[str, tuple[str, sa.Integer | sa.Boolean]]) -> None:
    """Add columns that have a value at once; the default of the database goes again."""
    for name, (value, kind) in columns.items():
        default = sa.text("true" if value == "1" else "false") if isinstance(kind, sa.Boolean) else value
        with op.batch_alter_table(table) as changed:
            changed.add_column(sa.Column(name, kind, nullable=False, server_default=default))
        with op.batch_alter_table(table) as changed:
            changed.alter_column(name, existing_type=kind, server_default=None)


def downgrade() -> None:
    op.drop_table("surge")
    op.drop_table("institutions")
    with op.batch_alter_table("campaigns") as table:
        table.drop_index(op.f("ix_campaigns_recall_of"))
    op.drop_index("ix_attempts_uncounted", "attempts")
    for name, columns in {
        "senders": ("slowed_at", "slowed"),
        "attempts": ("counted",),
        "rung": ("tells", "ended", "answered", "begun"),
        "campaigns": ("recall_of", "approved_also_by"),
    }.items():
        with op.batch_alter_table(name) as table:
            for column in columns:
                table.drop_column(column)
    with op.batch_alter_table("deliveries") as table:
        table.drop_index(op.f("ix_deliveries_institution_id"))
        table.drop_column("put_off")
        table.drop_column("institution_id")
