"""Seals what is personal before it reaches the database (R40), with Fernet: AES-128-CBC and HMAC.

The key lives beside the credentials, never in the books. `cryptography` is loaded with the first
cipher.
"""

from datetime import datetime
from typing import Protocol

from core.errors import Unsealable


class Cipher(Protocol):
    """Seals and opens bytes."""

    def seal(self, plain: bytes, at: datetime) -> bytes:
        """Encrypt; `at` goes into the seal instead of the wall clock."""
        ...

    def unseal(self, sealed: bytes) -> bytes:
        """Decrypt. Raises Unsealable."""
        ...


class FernetCipher:
    """A cipher with one key, 32 bytes in url-safe base64; its repr is mute."""

    def __init__(self, key: str) -> None:
        from cryptography.fernet import Fernet

        try:
            self._fernet = Fernet(key)
        except ValueError:
            raise Unsealable from None

    def seal(self, plain: bytes, at: datetime) -> bytes:
        """Encrypt; `at` goes into the seal instead of the wall clock."""
        return self._fernet.encrypt_at_time(plain, int(at.timestamp()))

    def unseal(self, sealed: bytes) -> bytes:
        """Decrypt. Raises Unsealable."""
        from cryptography.fernet import InvalidToken

        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            raise Unsealable from None

    def __repr__(self) -> str:
        return "FernetCipher(…)"


def new_key() -> str:
    """A fresh key from the system's own randomness: a key must not be guessable from a seed."""
    from cryptography.fernet import Fernet

    return Fernet.generate_key().decode()


def demo_key(seed: int) -> str:
    """The key of a world that holds nobody's real data: the same for the same seed."""
    from base64 import urlsafe_b64encode
    from hashlib import sha256

    return urlsafe_b64encode(sha256(f"{seed}/personal data".encode()).digest()).decode()
