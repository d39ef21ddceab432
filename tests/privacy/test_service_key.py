"""The service key is read or made, and an error about it never shows it."""

import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from privacy.service_key import ServiceKeyInvalid, create_service_key, load_service_key

KEY = b"s" * 32
TEXT = base64.b64encode(KEY).decode()


def test_the_key_comes_from_the_setting_or_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{TEXT}\n")

    assert load_service_key(TEXT) == KEY
    assert load_service_key(file=tmp_path / "key") == KEY


@pytest.mark.parametrize("value", ["hunter2", TEXT[:-8], TEXT + "AAAA", "鍵" * 44])
def test_a_wrong_key_is_named_by_its_setting_and_not_shown(tmp_path: Path, value: str) -> None:
    (tmp_path / "key").write_text(value, "utf-8")

    for place in ({"value": value}, {"file": tmp_path / "key"}):
        with pytest.raises(ServiceKeyInvalid, match="YOBIKAKE_SERVICE_KEY") as refusal:
            load_service_key(**place)
        assert value not in str(refusal.value)
        assert refusal.value.__cause__ is None


def test_no_key_two_keys_or_no_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ServiceKeyInvalid, match="is not set"):
        load_service_key()
    with pytest.raises(ServiceKeyInvalid, match="keep one"):
        load_service_key(TEXT, tmp_path)
    with pytest.raises(ServiceKeyInvalid, match="cannot be read: No such file"):
        load_service_key(file=tmp_path / "missing")


def test_processes_that_start_together_make_one_key(tmp_path: Path) -> None:
    path = tmp_path / "service.key"

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(create_service_key, [path] * 8))

    assert keys == {load_service_key(file=path)}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
