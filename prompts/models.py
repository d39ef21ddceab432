"""The table of this room: acts about words."""

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class WordAct(Base):
    """One act. `subject` is a language's tag, or `pack:` and a name."""

    __tablename__ = "word_act"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    act: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64))
    actor: Mapped[str] = mapped_column(String(128))
    at: Mapped[datetime]
