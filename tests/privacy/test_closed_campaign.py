"""When a campaign is closed, nobody can open its numbers any more, whatever copies they have."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from db.clock import ManualClock
from db.engine import make_engine
from privacy import vault
from privacy.keystore import FolderKeyStore
from privacy.number import PhoneNumber
from privacy.scan import scan

NUMBERS = [PhoneNumber.parse(f"0901234{last:04}") for last in range(200)]


@pytest.mark.sqlite
def test_a_copy_of_the_database_and_all_of_todays_keys_open_nothing_of_a_closed_campaign(
    tmp_path: Path, service_key: bytes, clock: ManualClock, keystore: FolderKeyStore
) -> None:
    data, handles = keystore.create_or_get("campaign/c1/data"), keystore.create_or_get("campaign/c1/handles")
    engine = make_engine(f"sqlite:///{tmp_path}/line.db")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE delivery (id INTEGER PRIMARY KEY, handle BLOB, sealed BLOB)"))
        for row, number in enumerate(NUMBERS):
            sealed = vault.seal_number(data, number, None, str(row).encode())
            values = {"id": row, "handle": vault.handle(handles, number), "sealed": sealed}
            connection.execute(text("INSERT INTO delivery VALUES (:id, :handle, :sealed)"), values)
    engine.dispose()
    shutil.copy(tmp_path / "line.db", tmp_path / "copy.db")

    keystore.destroy("campaign/c1/data")
    keystore.destroy("campaign/c1/handles")
    for name in (
        "audit",
        "do-not-call",
        "directory",
        "day/2026-11-24",
        "campaign/c2/data",
        "campaign/c2/handles",
    ):
        keystore.create_or_get(name)

    todays = [service_key, *(keystore.get(name) for name in keystore.names())]
    copy = make_engine(f"sqlite:///{tmp_path}/copy.db")
    with copy.connect() as connection:
        stolen = connection.execute(text("SELECT id, handle, sealed FROM delivery")).all()
    copy.dispose()
    for key in todays:
        guesses = {vault.handle(key, number) for number in NUMBERS}
        assert not guesses & {row.handle for row in stolen}
        with pytest.raises(vault.Unsealable):
            vault.open_number(key, stolen[0].sealed, b"0")
    assert list(scan([tmp_path], NUMBERS)) == []
