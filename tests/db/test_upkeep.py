"""What was deleted leaves the log too, or we are told that it has not."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from db.engine import reading
from db.upkeep import checkpoint

pytestmark = pytest.mark.sqlite

SECRET = b"to be forgotten"


def test_after_a_checkpoint_nothing_of_a_deleted_row_is_left(engine: Engine, tmp_path: Path) -> None:
    _write_and_delete(engine)
    assert SECRET in (tmp_path / "line.db-wal").read_bytes()

    result = checkpoint(engine)

    assert result.clean
    assert not [file.name for file in tmp_path.iterdir() if SECRET in file.read_bytes()]


def test_an_open_reader_keeps_the_log_and_we_are_told(engine: Engine, tmp_path: Path) -> None:
    _write_and_delete(engine)
    with reading(engine).connect() as reader:
        reader.execute(text("SELECT * FROM t")).all()
        with engine.begin() as writer:
            writer.execute(text("INSERT INTO t VALUES ('more')"))

        assert not checkpoint(engine, wait_seconds=0).clean
        assert SECRET in (tmp_path / "line.db-wal").read_bytes()

    assert checkpoint(engine).clean


def _write_and_delete(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (x TEXT)"))
        connection.execute(text("INSERT INTO t VALUES (:x)"), {"x": SECRET.decode()})
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM t"))
