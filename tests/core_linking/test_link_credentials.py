"""Credentials lie in the system's keyring, or in a file that only its owner can read."""

import os
import stat
import subprocess
import sys
import traceback

import pytest

from core.credentials import Credentials, FileVault, KeyringVault, open_vault
from core.errors import VaultUnusable
from core.personal.cipher import demo_key

SECRETS = ("the-client-id", "the-client-secret", "the-refresh-token", demo_key(1))
CREDENTIALS = Credentials("A95Z22XO7AAPWY", *SECRETS)
posix = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")


class Keyring:
    """A keyring of the system, in memory."""

    priority = 5.0

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class LockedKeyring(Keyring):
    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError("locked, and here is the-refresh-token")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"cannot store {password}")


@pytest.mark.parametrize("place", ["file", "keyring"])
def test_what_is_kept_is_found_again_and_forgotten_on_demand(place, tmp_path) -> None:
    vault = open_vault(tmp_path, keyring=Keyring() if place == "keyring" else None)
    assert isinstance(vault, KeyringVault if place == "keyring" else FileVault)
    assert vault.load() is None
    vault.save(CREDENTIALS)
    assert vault.load() == CREDENTIALS
    assert list(tmp_path.iterdir()) == (
        [] if place == "keyring" else [tmp_path / "credentials.json"]
    )
    vault.forget()
    assert vault.load() is None
    vault.forget()


@posix
def test_the_file_is_its_owners_alone_from_its_first_instant(tmp_path) -> None:
    """Even under an open umask, and the folder as well."""
    script = (
        "import os, sys; os.umask(0); from pathlib import Path\n"
        "from core.credentials import Credentials, FileVault\n"
        "opened = os.open\n"
        "def watched(path, flags, mode=0o777, **more):\n"
        "    handle = opened(path, flags, mode, **more)\n"
        "    print(oct(os.fstat(handle).st_mode & 0o777))\n"
        "    return handle\n"
        "os.open = watched\n"
        "FileVault(Path(sys.argv[1]) / 'new' / 'c.json').save(Credentials(*'abcde'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["0o600"]
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "new" / "c.json").stat().st_mode) == 0o600


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_file_that_others_can_read_is_refused_with_what_to_do(mode, tmp_path) -> None:
    vault = FileVault(tmp_path / "credentials.json")
    vault.save(CREDENTIALS)
    vault.path.chmod(mode)
    with pytest.raises(VaultUnusable, match="chmod 600"):
        vault.load()


@posix
def test_a_link_to_somewhere_else_is_not_followed(tmp_path) -> None:
    other = tmp_path / "other.json"
    FileVault(other).save(CREDENTIALS)
    path = tmp_path / "credentials.json"
    path.symlink_to(other)
    with pytest.raises(VaultUnusable):
        FileVault(path).load()
    assert isinstance(open_vault(tmp_path, keyring=Keyring()), FileVault), "found, and refused"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"seller_id": 1}', b"\xff" * 100])
def test_a_broken_file_is_one_sentence_that_quotes_nothing(content, tmp_path) -> None:
    vault = FileVault(tmp_path / "credentials.json")
    vault.save(CREDENTIALS)
    vault.path.write_bytes(content)
    with pytest.raises(VaultUnusable, match="もう一度連携") as unusable:
        vault.load()
    assert unusable.value.__suppress_context__


def test_a_folder_in_the_place_of_the_file_is_one_sentence(tmp_path) -> None:
    (tmp_path / "credentials.json").mkdir()
    vault = FileVault(tmp_path / "credentials.json")
    for attempt in (vault.load, vault.forget, lambda: vault.save(CREDENTIALS)):
        with pytest.raises(VaultUnusable):
            attempt()
    assert [path.name for path in tmp_path.iterdir()] == ["credentials.json"]


def test_a_locked_keyring_is_one_sentence_without_what_it_said(tmp_path) -> None:
    vault = open_vault(tmp_path, keyring=LockedKeyring())
    for attempt in (vault.load, vault.forget, lambda: vault.save(CREDENTIALS)):
        with pytest.raises(VaultUnusable, match="キーリング") as unusable:
            attempt()
        told = "".join(traceback.format_exception(unusable.value))
        assert not any(secret in told.split("\n")[-2] for secret in SECRETS)
        assert "cannot store" not in told


def test_a_file_that_is_there_already_stays_the_place(tmp_path) -> None:
    FileVault(tmp_path / "credentials.json").save(CREDENTIALS)
    assert open_vault(tmp_path, keyring=Keyring()).load() == CREDENTIALS


def test_each_profile_has_its_own(tmp_path) -> None:
    open_vault(tmp_path, profile="shop-b").save(CREDENTIALS)
    assert open_vault(tmp_path).load() is None


def test_secrets_stay_out_of_reprs() -> None:
    account = CREDENTIALS.account()
    shown = f"{CREDENTIALS!r} {account!r} {CREDENTIALS.cipher()!r}"
    assert "A95Z22XO7AAPWY" in shown
    assert not any(secret in shown for secret in (*SECRETS[1:],))
    assert "the-client-id" not in repr(CREDENTIALS)
