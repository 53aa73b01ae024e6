"""What lets the shop in at Amazon, and the key to its buyers: kept by the system, not by the books.

An OS keyring where one works, otherwise a file that only its owner can read. None of it may reach a
database, a log, a repr or a traceback.
"""

import os
import stat
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

import msgspec

from core.account import REAL_ENDPOINT, REAL_TOKEN_ENDPOINT, AmazonAccount, QueueAccess
from core.errors import VaultUnusable
from core.personal.cipher import FernetCipher

SERVICE = "renkei"
FILE = "credentials.json"
_BYTES_MAX = 65_536
_PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Follow no link, wait for no pipe, translate no line ends; each where the system knows it."""


@dataclass(frozen=True)
class Credentials:
    """One seller's credentials and the key for personal data (`core.personal.cipher.new_key`)."""

    seller_id: str
    client_id: str = field(repr=False)
    client_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)
    personal_key: str = field(repr=False)
    application_id: str = ""
    """For the next consent; empty for a private app."""
    endpoint: str = REAL_ENDPOINT
    token_endpoint: str = REAL_TOKEN_ENDPOINT
    queue: QueueAccess | None = None
    """Where ORDER_CHANGE arrives, if the shop has a queue for it."""

    def account(self) -> AmazonAccount:
        """These as the engine takes them."""
        return AmazonAccount(
            endpoint=self.endpoint,
            token_endpoint=self.token_endpoint,
            client_id=self.client_id,
            client_secret=self.client_secret,
            refresh_token=self.refresh_token,
            seller_id=self.seller_id,
            queue=self.queue,
        )

    def cipher(self) -> FernetCipher:
        """The cipher for the books' buyers. Raises Unsealable for an unusable key."""
        return FernetCipher(self.personal_key)


class Vault(Protocol):
    """Where credentials are kept. All methods raise VaultUnusable with a sentence."""

    def load(self) -> Credentials | None:
        """What is kept, None if nothing is."""
        ...

    def save(self, credentials: Credentials) -> None:
        """Keep these instead of what was kept."""
        ...

    def forget(self) -> None:
        """Keep nothing any more."""
        ...


class Keyring(Protocol):
    """The part of a `keyring` backend that is used; text by service and user name."""

    priority: float

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


class KeyringVault:
    """Credentials in the keyring of the operating system, one entry a `profile`."""

    def __init__(self, keyring: Keyring, profile: str) -> None:
        self._keyring = keyring
        self._profile = profile

    def load(self) -> Credentials | None:
        """What is kept, None if nothing is."""
        try:
            text = self._keyring.get_password(SERVICE, self._profile)
        except Exception as error:
            raise _locked(error) from None
        return None if text is None else _read(text.encode(), "OSのキーリング")

    def save(self, credentials: Credentials) -> None:
        """Keep these instead of what was kept."""
        text = msgspec.json.encode(credentials).decode()
        try:
            self._keyring.set_password(SERVICE, self._profile, text)
        except Exception as error:
            raise _locked(error) from None

    def forget(self) -> None:
        """Keep nothing any more."""
        if self.load() is None:
            return
        try:
            self._keyring.delete_password(SERVICE, self._profile)
        except Exception as error:
            raise _locked(error) from None


class FileVault:
    """Credentials in a file that is 0600 from its first instant on; refused if it is any wider."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> Credentials | None:
        """What is kept, None if nothing is."""
        try:
            handle = os.open(self.path, os.O_RDONLY | _PLAIN)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise VaultUnusable(
                "認証情報を開けません: {path}（{error}）", path=self.path, error=error.strerror
            ) from None
        try:
            self._check(os.fstat(handle))
            body = os.read(handle, _BYTES_MAX)
        except OSError as error:
            raise VaultUnusable(
                "認証情報を読めません: {path}（{error}）", path=self.path, error=error.strerror
            ) from None
        finally:
            os.close(handle)
        return _read(body, str(self.path))

    def save(self, credentials: Credentials) -> None:
        """Keep these instead of what was kept; the old ones stay whole until the new are there."""
        fresh = self.path.with_name(self.path.name + ".new")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh.unlink(missing_ok=True)
            with os.fdopen(os.open(fresh, flags, 0o600), "wb") as file:
                file.write(msgspec.json.encode(credentials))
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self.path)
        except OSError as error:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise VaultUnusable(
                "認証情報を書けません: {path}（{error}）", path=self.path, error=error.strerror
            ) from None

    def forget(self) -> None:
        """Keep nothing any more."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise VaultUnusable(
                "認証情報を消せません: {path}（{error}）", path=self.path, error=error.strerror
            ) from None

    def _check(self, found: os.stat_result) -> None:
        if not stat.S_ISREG(found.st_mode):
            raise VaultUnusable("認証情報がふつうのファイルではありません: {path}", path=self.path)
        if os.name != "posix":
            return
        if found.st_mode & 0o077:
            mode = stat.S_IMODE(found.st_mode)
            raise VaultUnusable(
                "認証情報のファイルをほかの人も読めます（{mode}）: {path}。"
                "chmod 600 で自分だけにしてから、もう一度実行してください。",
                mode=f"{mode:04o}",
                path=self.path,
            )
        if found.st_uid != os.geteuid():
            raise VaultUnusable(
                "認証情報のファイルが自分のものではありません: {path}", path=self.path
            )


def open_vault(
    directory: Path | None = None, *, profile: str = "default", keyring: Keyring | None = None
) -> Vault:
    """The place where this machine keeps credentials.

    A file that exists already stays the place; otherwise the OS keyring if one works, else a file
    in `directory` (the platform's own for settings). `keyring` stands in for the system's.
    """
    if directory is None:
        from platformdirs import user_config_path

        directory = user_config_path(SERVICE, appauthor=False)
    path = directory / (FILE if profile == "default" else f"{profile}-{FILE}")
    if path.exists() or path.is_symlink():
        return FileVault(path)
    found = keyring or system_keyring()
    return KeyringVault(found, profile) if found else FileVault(path)


def system_keyring() -> Keyring | None:
    """The keyring of the operating system, None where none works."""
    try:
        keyring = cast("Keyring", import_module("keyring").get_keyring())
        return keyring if keyring.priority > 0 else None
    except Exception:
        # Backends fail in their own ways where a desktop is missing; then there is simply none.
        return None


def _read(body: bytes, place: str) -> Credentials:
    try:
        return msgspec.json.decode(body, type=Credentials)
    except msgspec.MsgspecError:
        raise VaultUnusable(
            "認証情報を読み取れません: {place}。もう一度連携してください。", place=place
        ) from None


def _locked(error: Exception) -> VaultUnusable:
    return VaultUnusable("OSのキーリングを使えません（{error}）。", error=type(error).__name__)
