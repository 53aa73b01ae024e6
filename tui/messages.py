"""What has happened, in the past tense: workers post these, one handler each owns the change.

Nobody compares or prints them; what dataclasses could write for that would lengthen each start.
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


@dataclass(eq=False, repr=False)
class WorldOpened(Message):
    """The world runs, or the linked shop is there, and the books can be read."""

    shop: "Live | LinkedShop"


@dataclass(eq=False, repr=False)
class OpeningFailed(Message):
    """There is no world, because of `error`."""

    error: Exception


@dataclass(eq=False, repr=False)
class ClockMoved(Message):
    """The clock shows something else than before."""

    state: "ClockState | ShopClock"

    def can_replace(self, message: Message) -> bool:
        """Only the newest counts."""
        return isinstance(message, ClockMoved)


@dataclass(eq=False, repr=False)
class BooksChanged(Message):
    """Somebody wrote into the books."""

    def can_replace(self, message: Message) -> bool:
        """One reading serves them all."""
        return isinstance(message, BooksChanged)


@dataclass(eq=False, repr=False)
class NoticeGiven(Message):
    """A 配送完了 or 注文キャンセル stands in the outbox."""

    order_id: str
    kind: "PushKind"


@dataclass(eq=False, repr=False)
class NoticeTakenBack(Message):
    """A waiting notice was taken back."""

    order_id: str


@dataclass(eq=False, repr=False)
class ManyDone(Message):
    """A command for many orders was carried out; each order with what came of it."""

    name: str
    results: "tuple[RowResult, ...]"


@dataclass(eq=False, repr=False)
class ShipmentsImported(Message):
    """The shipments of a file were put in line, or none of them if it is not `applied`."""

    path: "Path"
    plan: "ShipmentPlan"


@dataclass(eq=False, repr=False)
class ProductsImported(Message):
    """The products of a file were written, or none of them if it is not `applied`."""

    path: "Path"
    plan: "ImportPlan"


@dataclass(eq=False, repr=False)
class FileWritten(Message):
    """A list was written to a file."""

    path: "Path"
    rows: int


@dataclass(eq=False, repr=False)
class BuyersFound(Message):
    """Orders of buyers who match, among the newest `searched`; the buyers are not in here."""

    order_ids: tuple[str, ...]
    searched: int
    complete: bool


@dataclass(repr=False)
class BuyerRead(Message):
    """The buyer of the order on screen was decrypted; None where nobody is kept."""

    buyer: "BuyerRow | None"


@dataclass(eq=False, repr=False)
class ProductEdited(Message):
    """Something of a product was set; how it was and how it is, where that is known."""

    code: str
    before: "ProductRow | None" = None
    after: "ProductRow | None" = None


@dataclass(eq=False, repr=False)
class Undone(Message):
    """The step done last was undone."""

    words: str


@dataclass(eq=False, repr=False)
class ProductsEdited(Message):
    """Something of several products was set, before and after; `refused` says why not, by code."""

    done: "tuple[tuple[ProductRow, ProductRow], ...]"
    refused: "dict[str, Refusal]"


@dataclass(eq=False, repr=False)
class ListingsHastened(Message):
    """在庫・価格送信 was made due."""


@dataclass(eq=False, repr=False)
class AmazonSideActed(Message):
    """Something was done at Amazon's side, to `order_id` where it was about an order."""

    sentence: str
    order_id: str = ""


@dataclass(eq=False, repr=False)
class HarWritten(Message):
    """An archive of `calls` calls lies at `path`."""

    path: "Path"
    calls: int


@dataclass(eq=False, repr=False)
class CommandRefused(Message):
    """A command was not carried out; the sentence says why."""

    sentence: str


@dataclass(eq=False, repr=False)
class ClockStepped(Message):
    """The clock was moved by hand; `sentence` says what came of it, `back` that it went back."""

    sentence: str
    back: bool = False


@dataclass(eq=False, repr=False)
class ClockPaced(Message):
    """The person chose a speed, in simulated seconds per real second."""

    speed: float


@dataclass(eq=False, repr=False)
class MomentsListed(Message):
    """The moments that the world can return to were asked for; oldest first."""

    moments: "tuple[Moment, ...]"


@dataclass(eq=False, repr=False)
class ScenarioSaved(Message):
    """What was done in a world stands in a scenario file, but for what the language cannot say."""

    path: "Path"
    unsaid: int = 0


@dataclass(eq=False, repr=False)
class TurnPlayed(Message):
    """A case was played under one policy without anybody looking on."""

    result: "TurnResult"


@dataclass(eq=False, repr=False)
class RunEnded(Message):
    """All cases of the run of this number were played, or it was broken off."""

    run: int


@dataclass(eq=False, repr=False)
class WhatIfAnswered(Message):
    """A case was lived under two settings."""

    turn: "Turn"
    changes: "Changes"
    figures: "tuple[Figures, Figures]"


@dataclass(eq=False, repr=False)
class LibraryRead(Message):
    """The scenario files were read."""

    files: "tuple[CaseFile, ...]"


@dataclass(eq=False, repr=False)
class FilesRead(Message):
    """A person's own scenario files at `place` were read."""

    place: "Path"
    files: "tuple[CaseFile, ...]"


@dataclass(eq=False, repr=False)
class CasePicked(Message):
    """A case stands ready in a fresh world."""

    player: "Player"


@dataclass(eq=False, repr=False)
class StepPlayed(Message):
    """One step of a case was played."""

    player: "Player"
    played: "Played"


@dataclass(eq=False, repr=False)
class StepsTakenBack(Message):
    """The world of a case stands before step `number` again."""

    player: "Player"
    number: int


@dataclass(eq=False, repr=False)
class PlayEnded(Message):
    """A case came to its end with every step holding."""

    player: "Player"
