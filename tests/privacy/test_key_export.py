"""Lasting keys can be carried away under a seal; perishable ones cannot; the service key can change."""

from pathlib import Path

import pytest

from db.clock import ManualClock
from privacy.key_export import (
    ExportUnreadable,
    KeyConflict,
    export_lasting,
    import_lasting,
    rotate_service_key,
)
from privacy.keystore import FolderKeyStore, KeyUnreadable

NEW = b"n" * 32


@pytest.fixture
def elsewhere(tmp_path: Path, clock: ManualClock) -> FolderKeyStore:
    return FolderKeyStore(tmp_path / "elsewhere", NEW, clock)


@pytest.mark.parametrize("secret", ["correct horse battery", b"e" * 32])
def test_lasting_keys_come_back_in_another_place_and_perishable_ones_do_not(
    keystore: FolderKeyStore, elsewhere: FolderKeyStore, secret: str | bytes
) -> None:
    audit = keystore.create_or_get("audit")
    keystore.create_or_get("campaign/c1/data")

    export = export_lasting(keystore, secret)

    assert audit not in export
    assert import_lasting(elsewhere, export, secret) == ["audit"]
    assert elsewhere.get("audit") == audit
    assert elsewhere.names() == ["audit"]


def test_an_export_opens_with_its_own_secret_only(
    keystore: FolderKeyStore, elsewhere: FolderKeyStore
) -> None:
    export = export_lasting(keystore, b"e" * 32)

    for content, secret in (
        (export, b"f" * 32),
        (b"something else", b"e" * 32),
        (export[:20], "a passphrase"),
    ):
        with pytest.raises(ExportUnreadable):
            import_lasting(elsewhere, content, secret)


def test_a_short_passphrase_is_refused(keystore: FolderKeyStore) -> None:
    with pytest.raises(ValueError, match="12 characters"):
        export_lasting(keystore, "hunter2")


def test_an_import_never_replaces_a_key(keystore: FolderKeyStore, elsewhere: FolderKeyStore) -> None:
    keystore.create_or_get("audit")
    keystore.create_or_get("directory")
    elsewhere.create_or_get("directory")

    with pytest.raises(KeyConflict, match="directory"):
        import_lasting(elsewhere, export_lasting(keystore, b"e" * 32), b"e" * 32)

    assert elsewhere.names() == ["directory"]


def test_after_a_rotation_only_the_new_service_key_opens(
    tmp_path: Path, service_key: bytes, clock: ManualClock, keystore: FolderKeyStore
) -> None:
    names = ["audit", "campaign/c1/data"]
    keys = [keystore.create_or_get(name) for name in names]

    assert rotate_service_key(tmp_path / "keys", service_key, NEW) == 2
    assert rotate_service_key(tmp_path / "keys", service_key, NEW) == 0

    assert [FolderKeyStore(tmp_path / "keys", NEW, clock).get(name) for name in names] == keys
    with pytest.raises(KeyUnreadable):
        FolderKeyStore(tmp_path / "keys", service_key, clock).get("audit")


def test_a_rotation_overwrites_what_the_old_key_had_wrapped(
    tmp_path: Path, service_key: bytes, keystore: FolderKeyStore
) -> None:
    keystore.create_or_get("audit")
    file = tmp_path / "keys" / "lasting" / "audit.key"
    wrapped = file.read_bytes()
    (tmp_path / "same-disk-blocks").hardlink_to(file)

    rotate_service_key(tmp_path / "keys", service_key, NEW)

    assert wrapped[8:] not in (tmp_path / "same-disk-blocks").read_bytes()


def test_a_rotation_with_a_wrong_old_key_changes_nothing(tmp_path: Path, keystore: FolderKeyStore) -> None:
    key = keystore.create_or_get("audit")

    with pytest.raises(KeyUnreadable):
        rotate_service_key(tmp_path / "keys", b"w" * 32, NEW)

    assert keystore.get("audit") == key
