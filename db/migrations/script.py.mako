<%
def plain(code):
    lines = [line for line in (code or "").splitlines() if "# ###" not in line]
    return "\n".join(lines).strip() or "pass"
%>"""${message.capitalize()}."""

import sqlalchemy as sa
from alembic import op
% if imports:
${imports}
% endif

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    ${plain(upgrades)}


def downgrade() -> None:
    ${plain(downgrades)}
