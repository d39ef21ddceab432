"""When wishes not to be called count, who wants to be warned, what was rung, what operators were told."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("do_not_call") as table:
        table.add_column(sa.Column("effective_at", _WHEN, nullable=True))
        table.add_column(sa.Column("held", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE do_not_call SET effective_at = since")
    with op.batch_alter_table("do_not_call") as table:
        table.alter_column("effective_at", existing_type=_WHEN, nullable=False)
        table.alter_column("held", existing_type=sa.Boolean(), server_default=None)
    op.create_table(
        "registrations",
        sa.Column("list_id", sa.String(length=40), nullable=False),
        sa.Column("handle", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(length=96), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("area", sa.String(length=80), nullable=True),
        sa.Column("since", _WHEN, nullable=False),
        sa.Column("until", _WHEN, nullable=False),
        sa.Column("by", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("list_id", "handle", name=op.f("pk_registrations")),
    )
    op.create_index(op.f("ix_registrations_until"), "registrations", ["until"])
    op.create_table(
        "incidents",
        sa.Column("hour", _WHEN, nullable=False),
        sa.Column("warning", sa.String(length=60), nullable=False),
        sa.Column("area", sa.String(length=80), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hour", "warning", "area", name=op.f("pk_incidents")),
    )
    op.create_table(
        "rung",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("mark", sa.LargeBinary(length=3), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("warning", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("day", "mark", "hour", "warning", name=op.f("pk_rung")),
    )
    with op.batch_alter_table("tally") as table:
        table.add_column(sa.Column("of_one", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("tally") as table:
        table.drop_column("of_one")
    for name in ("rung", "incidents", "registrations"):
        op.drop_table(name)
    with op.batch_alter_table("do_not_call") as table:
        table.drop_column("held")
        table.drop_column("effective_at")
