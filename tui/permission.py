"""The one gate that every write of the dashboard passes where it could reach the real Amazon.

A command is rehearsed first, on a Desk whose every call is noted and whose every step is undone. So
the question names exactly what would happen, and a command that nobody thought of is asked about
all the same.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from core import Books, Desk
from core.domain.refusals import Refusal
from core.errors import AskAPerson, Refused
from tui.words import N_

if TYPE_CHECKING:
    from tui.errands import Errand
    from tui.linked_shop import LinkedShop

T = TypeVar("T")

Ask = Callable[[Sequence["Errand"]], Awaitable[bool]]
"""Puts the question whether these may leave for the real Amazon."""


class LeftUndone(AskAPerson):
    """The person did not want it to leave for the real Amazon; nothing was written."""

    def __init__(self) -> None:
        super().__init__(N_("やめました。何も変えていません。"))


class Deed(NamedTuple):
    """One call of the Desk, and what it gave."""

    command: str
    given: tuple[object, ...]
    result: object


class _Noting:
    """Stands before a Desk and notes its calls."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.deeds: list[Deed] = []

    def __getattr__(self, name: str) -> object:
        command = getattr(self._desk, name)

        def noted(*given: object, **named: object) -> object:
            result = command(*given, **named)
            if named.get("dry_run"):
                return result
            self.deeds.append(Deed(name, given + tuple(named.values()), result))
            return result

        return noted


def rehearsed(command: Callable[[Desk], T], desk: Desk, books: Books) -> Sequence[Deed]:
    """What `command` would do at `desk`, without effect on its `books`. Raises Refused."""
    noting = _Noting(desk)
    with books.rehearsed():
        command(cast("Desk", noting))
    return noting.deeds


async def permit(shop: "LinkedShop", deeds: Sequence[Deed], asks: Ask | None) -> None:
    """Let `deeds` be done, or raise: Refused in a shop that is read only, LeftUndone for a no."""
    from tui.errands import told

    errands = told(deeds)
    if not errands:
        return
    if shop.read_only:
        raise Refused(Refusal.READ_ONLY)
    if asks is None or not await asks(errands):
        raise LeftUndone
