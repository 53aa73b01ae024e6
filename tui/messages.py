"""What has happened, in the past tense: workers post these, one handler each owns the change.

What dataclasses would write into each of them would lengthen each start.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from pathlib import Path

    from core.csv import ImportPlan, ShipmentPlan
    from core.domain.labels import PushKind
    from core.domain.refusals import Refusal
    from core.domain.shipping import RowResult
    from core.views.buyers import BuyerRow
    from core.views.product_rows import ProductRow
    from scenarios.clock_state import ClockState
    from scenarios.history import Moment
    from scenarios.turns import Turn, TurnResult
    from scenarios.what_if import Changes, Figures
    from tui.linked_shop import LinkedShop
    from tui.live import Live, ShopClock
    from tui.player import Played, Player
    from tui.shelf import CaseFile


class Happening(Message):
    """A message that is equal to one of its kind with the same content; none prints a buyer."""

    __match_args__: tuple[str, ...] = ()
    __hash__ = Message.__hash__

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._content() == other._content()

    def _content(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__match_args__)


@dataclass(eq=False, repr=False)
class WorldOpened(Happening):
    """The world runs, or the linked shop is there, and the books can be read."""

    shop: "Live | LinkedShop"


@dataclass(eq=False, repr=False)
class OpeningFailed(Happening):
    """There is no world, because of `error`."""

    error: Exception


@dataclass(eq=False, repr=False)
class ClockMoved(Happening):
    """The clock shows something else than before."""

    state: "ClockState | ShopClock"

    def can_replace(self, message: Message) -> bool:
        """Only the newest counts."""
        return isinstance(message, ClockMoved)


@dataclass(eq=False, repr=False)
class BooksChanged(Happening):
    """Somebody wrote into the books."""

    def can_replace(self, message: Message) -> bool:
        """One reading serves them all."""
        return isinstance(message, BooksChanged)


@dataclass(eq=False, repr=False)
class NoticeGiven(Happening):
    """A 配送完了 or 注文キャンセル stands in the outbox."""

    order_id: str
    kind: "PushKind"


@dataclass(eq=False, repr=False)
class NoticeTakenBack(Happening):
    """A waiting notice was taken back."""

    order_id: str


@dataclass(eq=False, repr=False)
class ManyDone(Happening):
    """A command for many orders was carried out; each order with what came of it."""

    name: str
    results: "tuple[RowResult, ...]"


@dataclass(eq=False, repr=False)
class ShipmentsImported(Happening):
    """The shipments of a file were put in line, or none of them if it is not `applied`."""

    path: "Path"
    plan: "ShipmentPlan"


@dataclass(eq=False, repr=False)
class ProductsImported(Happening):
    """The products of a file were written, or none of them if it is not `applied`."""

    path: "Path"
    plan: "ImportPlan"


@dataclass(eq=False, repr=False)
class FileWritten(Happening):
    """A list was written to a file."""

    path: "Path"
    rows: int


@dataclass(eq=False, repr=False)
class BuyersFound(Happening):
    """Orders of buyers who match, among the newest `searched`; the buyers are not in here."""

    order_ids: tuple[str, ...]
    searched: int
    complete: bool


@dataclass(repr=False)
class BuyerRead(Happening):
    """The buyer of the order on screen was decrypted; None where nobody is kept."""

    buyer: "BuyerRow | None"


@dataclass(eq=False, repr=False)
class ProductEdited(Happening):
    """Something of a product was set; how it was and how it is, where that is known."""

    code: str
    before: "ProductRow | None" = None
    after: "ProductRow | None" = None


@dataclass(eq=False, repr=False)
class Undone(Happening):
    """The step done last was undone."""

    words: str


@dataclass(eq=False, repr=False)
class ProductsEdited(Happening):
    """Something of several products was set, before and after; `refused` says why not, by code."""

    done: "tuple[tuple[ProductRow, ProductRow], ...]"
    refused: "dict[str, Refusal]"


@dataclass(eq=False, repr=False)
class ListingsHastened(Happening):
    """在庫・価格送信 was made due."""


@dataclass(eq=False, repr=False)
class AmazonSideActed(Happening):
    """Something was done at Amazon's side, to `order_id` where it was about an order."""

    sentence: str
    order_id: str = ""


@dataclass(eq=False, repr=False)
class HarWritten(Happening):
    """An archive of `calls` calls lies at `path`."""

    path: "Path"
    calls: int


@dataclass(eq=False, repr=False)
class CommandRefused(Happening):
    """A command was not carried out; the sentence says why."""

    sentence: str


@dataclass(eq=False, repr=False)
class ClockStepped(Happening):
    """The clock was moved by hand; `sentence` says what came of it, `back` that it went back."""

    sentence: str
    back: bool = False


@dataclass(eq=False, repr=False)
class ClockPaced(Happening):
    """The person chose a speed, in simulated seconds per real second."""

    speed: float


@dataclass(eq=False, repr=False)
class MomentsListed(Happening):
    """The moments that the world can return to were asked for; oldest first."""

    moments: "tuple[Moment, ...]"


@dataclass(eq=False, repr=False)
class ScenarioSaved(Happening):
    """What was done in a world stands in a scenario file, but for what the language cannot say."""

    path: "Path"
    unsaid: int = 0


@dataclass(eq=False, repr=False)
class TurnPlayed(Happening):
    """A case was played under one policy without anybody looking on."""

    result: "TurnResult"


@dataclass(eq=False, repr=False)
class RunEnded(Happening):
    """All cases of the run of this number were played, or it was broken off."""

    run: int


@dataclass(eq=False, repr=False)
class WhatIfAnswered(Happening):
    """A case was lived under two settings."""

    turn: "Turn"
    changes: "Changes"
    figures: "tuple[Figures, Figures]"


@dataclass(eq=False, repr=False)
class LibraryRead(Happening):
    """The scenario files were read."""

    files: "tuple[CaseFile, ...]"


@dataclass(eq=False, repr=False)
class FilesRead(Happening):
    """A person's own scenario files at `place` were read."""

    place: "Path"
    files: "tuple[CaseFile, ...]"


@dataclass(eq=False, repr=False)
class CasePicked(Happening):
    """A case stands ready in a fresh world."""

    player: "Player"


@dataclass(eq=False, repr=False)
class StepPlayed(Happening):
    """One step of a case was played."""

    player: "Player"
    played: "Played"


@dataclass(eq=False, repr=False)
class StepsTakenBack(Happening):
    """The world of a case stands before step `number` again."""

    player: "Player"
    number: int


@dataclass(eq=False, repr=False)
class PlayEnded(Happening):
    """A case came to its end with every step holding."""

    player: "Player"
