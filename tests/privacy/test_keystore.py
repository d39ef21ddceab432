"""Keys are made once, are forgotten by memory after a minute, and do not come back."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from db.clock import ManualClock
from privacy import files
from privacy.keystore import FolderKeyStore, KeyGone, KeyUnreadable

DATA = "campaign/c1/data"


def test_of_many_who_make_a_key_the_first_wins(
    tmp_path: Path, service_key: bytes, clock: ManualClock
) -> None:
    stores = [FolderKeyStore(tmp_path, service_key, clock) for _ in range(16)]

    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda store: store.create_or_get(DATA), stores))

    assert len(keys) == 1
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["campaign.c1.data.key"]


def test_a_key_lies_wrapped_in_a_file_for_its_owner_alone(tmp_path: Path, keystore: FolderKeyStore) -> None:
    key = keystore.create_or_get(DATA)

    file = tmp_path / "keys" / "perishable" / "campaign.c1.data.key"
    assert key not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_lasting_keys_lie_apart_from_perishable_ones(tmp_path: Path, keystore: FolderKeyStore) -> None:
    for name in ("audit", "directory", "do-not-call", "day/2026-11-24", "list/l1/handles"):
        keystore.create_or_get(name)

    assert sorted(path.stem for path in (tmp_path / "keys" / "lasting").iterdir()) == [
        "audit",
        "directory",
        "do-not-call",
    ]
    assert keystore.names("day/") == ["day/2026-11-24"]


def test_a_destroyed_key_is_gone_and_its_bytes_are_overwritten(
    tmp_path: Path, keystore: FolderKeyStore
) -> None:
    keystore.create_or_get(DATA)
    file = tmp_path / "keys" / "perishable" / "campaign.c1.data.key"
    wrapped = file.read_bytes()
    second_name = tmp_path / "same-disk-blocks"
    second_name.hardlink_to(file)

    keystore.destroy(DATA)
    keystore.destroy(DATA)

    with pytest.raises(KeyGone):
        keystore.get(DATA)
    assert wrapped[8:] not in second_name.read_bytes()
    assert not file.exists()


def test_another_process_forgets_a_destroyed_key_within_a_minute(
    tmp_path: Path, service_key: bytes, clock: ManualClock
) -> None:
    ours, theirs = (FolderKeyStore(tmp_path, service_key, clock) for _ in range(2))
    key = theirs.create_or_get(DATA)
    ours.destroy(DATA)

    clock.sleep(59)
    assert theirs.get(DATA) == key
    clock.sleep(1)
    with pytest.raises(KeyGone):
        theirs.get(DATA)


def test_a_key_whose_destruction_was_cut_short_counts_as_gone(
    tmp_path: Path, keystore: FolderKeyStore
) -> None:
    keystore.adopt(DATA, b"k" * 32)
    (tmp_path / "keys" / "perishable" / "campaign.c1.data.key").write_bytes(files.GONE + b"r" * 60)

    with pytest.raises(KeyGone):
        keystore.create_or_get(DATA)


def test_another_service_key_opens_nothing(
    tmp_path: Path, clock: ManualClock, keystore: FolderKeyStore
) -> None:
    keystore.create_or_get(DATA)

    with pytest.raises(KeyUnreadable):
        FolderKeyStore(tmp_path / "keys", b"x" * 32, clock).get(DATA)


def test_a_key_file_under_another_name_does_not_open(tmp_path: Path, keystore: FolderKeyStore) -> None:
    keystore.create_or_get(DATA)
    folder = tmp_path / "keys" / "perishable"
    (folder / "campaign.c1.data.key").rename(folder / "campaign.c2.data.key")

    with pytest.raises(KeyUnreadable):
        keystore.get("campaign/c2/data")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "other",
        "campaign/../data",
        "campaign/c.1/data",
        "campaign/c1",
        "audit/",
        "/audit",
        "day/today",
        "audit\n",
    ],
)
def test_a_name_that_could_leave_the_folder_or_is_of_no_kind_is_refused(
    keystore: FolderKeyStore, name: str
) -> None:
    with pytest.raises(ValueError, match="not the name of a key"):
        keystore.create_or_get(name)
