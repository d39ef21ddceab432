"""The directory of institutions, caps for homes, a pace that gives way, a second approver."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("campaigns") as table:
        table.add_column(sa.Column("approved_also_by", sa.String(length=80), nullable=True))
    with op.batch_alter_table("deliveries") as table:
        table.add_column(sa.Column("institution_id", sa.String(length=12), nullable=True))
        table.create_index(op.f("ix_deliveries_institution_id"), ["institution_id"])
    _add_counted("rung", {"begun": ("1", sa.Integer()), "answered": ("0", sa.Integer())})
    _add_counted("rung", {"tells": ("1", sa.Boolean())})
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


def _add_counted(table: str, columns: dict[str, tuple[str, sa.Integer | sa.Boolean]]) -> None:
    """Add columns that have a value at once; the default of the database goes again."""
    for name, (value, kind) in columns.items():
        default = sa.text("true" if value == "1" else "false") if isinstance(kind, sa.Boolean) else value
        with op.batch_alter_table(table) as changed:
            changed.add_column(sa.Column(name, kind, nullable=False, server_default=default))
        with op.batch_alter_table(table) as changed:
            changed.alter_column(name, existing_type=kind, server_default=None)


def downgrade() -> None:
    op.drop_table("institutions")
    for name, columns in {
        "senders": ("slowed_at", "slowed"),
        "rung": ("tells", "answered", "begun"),
        "campaigns": ("approved_also_by",),
    }.items():
        with op.batch_alter_table(name) as table:
            for column in columns:
                table.drop_column(column)
    with op.batch_alter_table("deliveries") as table:
        table.drop_index(op.f("ix_deliveries_institution_id"))
        table.drop_column("institution_id")
