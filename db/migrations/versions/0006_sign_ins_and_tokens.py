"""Second factors and sessions of operators, failed sign-ins by address, tokens of other systems."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("operators") as table:
        table.add_column(sa.Column("factor", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("factor_since", _WHEN, nullable=True))
        table.add_column(sa.Column("factor_step", sa.Integer(), nullable=True))
        table.add_column(sa.Column("subject", sa.String(length=200), nullable=True))
        table.create_unique_constraint(op.f("uq_operators_subject"), ["subject"])
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.LargeBinary(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("begun_at", _WHEN, nullable=False),
        sa.Column("seen_at", _WHEN, nullable=False),
        sa.Column("until", _WHEN, nullable=False),
        sa.Column("proved_at", _WHEN, nullable=True),
        sa.Column("ended_at", _WHEN, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
    )
    op.create_index(op.f("ix_sign_ins_name"), "sign_ins", ["name"])
    op.create_table(
        "failed_sign_ins",
        sa.Column("handle", sa.LargeBinary(length=32), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", _WHEN, nullable=False),
        sa.PrimaryKeyConstraint("handle", name=op.f("pk_failed_sign_ins")),
    )
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at", _WHEN, nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column("until", _WHEN, nullable=False),
        sa.Column("used_at", _WHEN, nullable=True),
        sa.Column("ended_at", _WHEN, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_tokens_digest")),
    )
    op.create_table(
        "api_drafts",
        sa.Column("token_id", sa.String(length=12), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("request", sa.LargeBinary(length=32), nullable=False),
        sa.Column("at", _WHEN, nullable=False),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("token_id", "key", name=op.f("pk_api_drafts")),
        sa.ForeignKeyConstraint(
            ["token_id"], ["api_tokens.id"], name=op.f("fk_api_drafts_token_id_api_tokens")
        ),
    )


def downgrade() -> None:
    op.drop_table("api_drafts")
    op.drop_table("api_tokens")
    op.drop_table("failed_sign_ins")
    op.drop_table("sign_ins")
    with op.batch_alter_table("operators") as table:
        table.drop_constraint(op.f("uq_operators_subject"), type_="unique")
        for column in ("subject", "factor_step", "factor_since", "factor"):
            table.drop_column(column)
