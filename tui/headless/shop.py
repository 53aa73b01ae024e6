"""The shop that a command works on: its books, its credentials, its desk, its views."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from core.books.books import Books
from core.domain.refusals import Refusal
from core.errors import Refused
from core.personal.cipher import Cipher
from tui.headless.clocks import clock_at
from tui.headless.exits import Exit, Stop
from tui.words import _

if TYPE_CHECKING:
    from core.credentials import Credentials, Vault
    from core.desk import Desk
    from core.views.views import Views

FILE = "books.db"


class Shop(NamedTuple):
    """Open books with what works on them; `clock` gives the present instant."""

    path: Path
    books: Books
    desk: "Desk"
    views: "Views"
    clock: Callable[[], datetime]


def default_path() -> Path:
    """Where the books are unless told otherwise."""
    from platformdirs import user_data_path

    from core.credentials import SERVICE

    return user_data_path(SERVICE, appauthor=False) / FILE


def vault_of(path: Path | None) -> "Vault":
    """The credentials that belong to the books at `path`: other books, other credentials."""
    from core.credentials import open_vault

    if path is None or path.resolve() == default_path().resolve():
        return open_vault()
    from hashlib import sha256

    mark = sha256(str(path.resolve()).encode()).hexdigest()[:12]
    return open_vault(profile=f"{path.stem}-{mark}")


def credentials_of(vault: "Vault") -> "Credentials":
    """What lets us in. Raises Refused for a shop that is not linked."""
    found = vault.load()
    if found is None or not found.refresh_token:
        raise Refused(Refusal.NOT_LINKED)
    return found


def cipher_for(path: Path | None) -> Cipher | None:
    """The key to the buyers in the books at `path`; it outlives the link."""
    found = vault_of(path).load()
    return found.cipher() if found else None


@contextmanager
def open_shop(
    given: Path | None,
    clock: str | None,
    *,
    make: bool = False,
    in_memory: bool = False,
    cipher: Cipher | None = None,
) -> Iterator[Shop]:
    """Open the books at `given`, or in their usual place; others `in_memory` for a rehearsal.

    Raises Stop where there are none, unless `make`, and BooksUnusable.
    """
    from core.desk import Desk
    from core.views.views import Views

    path = given or default_path()
    now = clock_at(clock)
    if make:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    elif not in_memory and not path.exists():
        words = _("帳簿がありません: {path}。renkei link で連携を始めてください。")
        raise Stop(words.format(path=path), Exit.WRONG)
    with Books.open(None if in_memory else path, cipher=cipher) as books:
        yield Shop(path, books, Desk(books, now), Views(books), now)
