"""Corrections, recurring campaigns, named standing lists, reminders, several senders, machines told apart."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_WHEN = sa.DateTime(timezone=True)
_CLAIMED = sa.text("state = 'claimed'")


def upgrade() -> None:
    with op.batch_alter_table("campaigns") as table:
        table.add_column(sa.Column("correction_of", sa.String(length=12), nullable=True))
        table.add_column(sa.Column("series_of", sa.String(length=12), nullable=True))
        table.add_column(sa.Column("next_run_at", _WHEN, nullable=True))
        table.add_column(sa.Column("missed_runs", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("remainder", sa.Integer(), nullable=True))
        table.add_column(sa.Column("approved_parts", sa.JSON(), nullable=True))
        table.add_column(sa.Column("live", sa.Boolean(), nullable=False, server_default=sa.text("false")))
        table.create_unique_constraint(op.f("uq_campaigns_correction_of"), ["correction_of"])
        table.create_index(op.f("ix_campaigns_series_of"), ["series_of"])
    with op.batch_alter_table("attempts") as table:
        table.add_column(sa.Column("sender", sa.String(length=40), nullable=False, server_default=""))
        table.add_column(sa.Column("listener", sa.String(length=8), nullable=True))
    op.create_index("ix_deliveries_due", "deliveries", ["campaign_id", "state", "channel", "due_at"])
    op.create_index(
        "ix_deliveries_leases",
        "deliveries",
        ["lease_until"],
        sqlite_where=_CLAIMED,
        postgresql_where=_CLAIMED,
    )
    op.drop_index("ix_deliveries_work", table_name="deliveries")
    # What was there before has a value at once; the defaults of the database go again.
    for name, column, kind in (
        ("campaigns", "missed_runs", sa.Integer()),
        ("campaigns", "live", sa.Boolean()),
        ("attempts", "sender", sa.String(length=40)),
    ):
        with op.batch_alter_table(name) as table:
            table.alter_column(column, existing_type=kind, server_default=None)
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.String(length=12), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("about", sa.String(length=12), nullable=False),
        sa.Column("due_at", _WHEN, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", _WHEN, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_reminders_campaign_id_campaigns")
        ),
        sa.UniqueConstraint("campaign_id", "way", "about", name=op.f("uq_reminders_campaign_id_way_about")),
    )
    op.create_index(op.f("ix_reminders_due_at"), "reminders", ["due_at"])
    op.create_table(
        "lists",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("consent", sa.String(length=200), nullable=False),
        sa.Column("until", _WHEN, nullable=False),
        sa.Column("created_at", _WHEN, nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lists")),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=False),
        sa.Column("until", _WHEN, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )


def downgrade() -> None:
    for name in ("leases", "lists", "reminders"):
        op.drop_table(name)
    op.create_index("ix_deliveries_work", "deliveries", ["campaign_id", "state", "due_at"])
    op.drop_index("ix_deliveries_leases", table_name="deliveries")
    op.drop_index("ix_deliveries_due", table_name="deliveries")
    with op.batch_alter_table("attempts") as table:
        table.drop_column("listener")
        table.drop_column("sender")
    with op.batch_alter_table("campaigns") as table:
        table.drop_index(op.f("ix_campaigns_series_of"))
        table.drop_constraint(op.f("uq_campaigns_correction_of"), type_="unique")
        for column in (
            "live",
            "approved_parts",
            "remainder",
            "missed_runs",
            "next_run_at",
            "series_of",
            "correction_of",
        ):
            table.drop_column(column)
