"""Amazon: the other side as Seller Central would show it, with what buyer and seller can do there.

Nothing here goes through the shop: every action is one at Amazon's own interface.
"""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message

from tui.amazon_columns import (
    AGENDA_COLUMNS,
    LISTING_COLUMNS,
    ORDER_COLUMNS,
    UNSEEN,
    history_words,
    payment_word,
)
from tui.formats import short_moment
from tui.ink import Ink, inked, lines
from tui.messages import AmazonSideActed
from tui.named_orders import NameOf, named, with_names
from tui.screens.amazon_keys import AmazonKeys
from tui.signs import amazon_ink
from tui.widgets.drawn import Drawn, prose
from tui.widgets.paged_table import PagedTable, RowChosen, RowPointed
from tui.widgets.row_source import FixedRows
from tui.words import N_, _

if TYPE_CHECKING:
    from scenarios.amazon_facts import AgendaItem, AmazonListing, AmazonOrder
    from scenarios.world import World
    from tui.session import Session

AGENDA_READ = 200
SHOWN_MAX = 500
"""Orders and offers that are read at every look, so that a large world is not held up by it."""


@dataclass
class AmazonSeen(Message):
    """Amazon's side was looked at."""

    orders: "tuple[AmazonOrder, ...]"
    listings: "tuple[AmazonListing, ...]"
    agenda: "tuple[AgendaItem, ...]"
    faults: int


async def look(world: "World") -> AmazonSeen:
    """Read Amazon's truth, inside the world's own thread."""
    orders = await world.amazon.newest_orders(SHOWN_MAX)
    listings = await world.amazon.listings(SHOWN_MAX)
    agenda = await world.amazon.agenda(AGENDA_READ)
    waited = tuple(item for item in agenda if item.kind not in UNSEEN)
    faults = await world.amazon.faults()
    return AmazonSeen(orders, listings, waited, len(faults))


class AmazonScreen(AmazonKeys):
    """Orders with their true state, offers, and what will happen next."""

    MODE = "amazon"
    HELP = N_(
        "Amazon側（セラーセントラル）の模擬画面です。購入者や出品者として操作できます。"
        "ショップには次の注文取込で伝わります。"
    )

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self._new_order = ""

    def body(self) -> ComposeResult:
        """Orders above, one order's history, offers and agenda below."""
        yield Drawn(prose(_head(0)), id="amazon-head")
        yield PagedTable(
            with_names(ORDER_COLUMNS, self.session),
            lambda row: row.order_id,
            empty=N_("注文はまだありません。{amazon.place} で注文を入れられます。"),
            id="amazon-orders",
        )
        yield Drawn(id="preview")
        with Horizontal(id="amazon-more"):
            yield PagedTable(
                LISTING_COLUMNS,
                lambda row: row.sku,
                empty=N_("出品はありません。"),
                id="amazon-listings",
            )
            yield PagedTable(
                AGENDA_COLUMNS,
                lambda row: f"{row.due} {row.kind} {row.subject}",
                empty=N_("予定はありません。"),
                id="amazon-agenda",
            )

    def on_mount(self) -> None:
        """Start in the orders."""
        self.orders.focus()

    def renew(self) -> None:
        """Look at Amazon's side again."""
        self.look_at_amazon()

    def watch_clock(self) -> None:
        """Amazon changes with time alone, without any writing in the shop's books."""
        if self.is_current:
            self.look_at_amazon()

    @work(group="amazon", exclusive=True, exit_on_error=False, description="Amazon")
    async def look_at_amazon(self) -> None:
        """Ask the world, then say what was seen."""
        self.post_message(await asyncio.wrap_future(self.session.live.submit(look)))

    @on(AmazonSeen)
    def show(self, message: AmazonSeen) -> None:
        """Show what was seen."""
        self.query_one("#amazon-head", Drawn).show(
            prose(_head(message.faults, len(message.orders)))
        )
        self.orders.show(FixedRows(message.orders))
        if self._new_order and self.orders.point_at(self._new_order):
            self._new_order = ""
        self.listings.show(FixedRows(message.listings))
        self.query_one("#amazon-agenda", PagedTable).show(FixedRows(message.agenda))

    @on(RowPointed, "#amazon-orders")
    def preview(self, message: "RowPointed[AmazonOrder]") -> None:
        """Show the history of the order pointed at."""
        content = Content("")
        if message.row is not None:
            content = _history(message.row, self.session.order_name)
        self.query_one("#preview", Drawn).show(prose(content))
        self.refresh_bindings()

    @on(RowChosen, "#amazon-orders")
    def open(self, message: "RowChosen[AmazonOrder]") -> None:
        """Show what the shop knows of the order."""
        if self.session.is_order(message.row.order_id):
            self.open_order(message.row.order_id)
        else:
            self.tell(_("ショップはこの注文をまだ知りません。"))

    @on(AmazonSideActed)
    def tell_done(self, message: AmazonSideActed) -> None:
        """Show what it did; a new order is pointed at."""
        self._new_order = message.order_id
        self.look_at_amazon()
        self.tell(message.sentence)


def _head(faults: int, orders: int = 0) -> Content:
    pieces: list[str | Ink] = [Ink(_("Amazon セラーセントラル（模擬）"), "amazon")]
    if faults:
        pieces.append(Ink(f"  {_('障害 {n}件').format(n=faults)}", "bad"))
    if orders == SHOWN_MAX:
        pieces.append(Ink(f"  {_('新しい注文{n}件').format(n=orders)}", "quiet"))
    return inked(*pieces)


def _history(order: "AmazonOrder", name_of: NameOf) -> Content:
    events: list[str | Ink] = []
    for happened in order.history[-6:]:
        events += [
            Ink(f"{short_moment(happened.at)} ", "quiet"),
            f"{history_words(happened.what)}  ",
        ]
    return lines(
        inked(
            Ink(named(order.order_id, name_of), "strong"),
            "  ",
            amazon_ink(order.status),
            f"  {payment_word(order.payment)}",
            *(Ink(f"  {box.carrier} {box.tracking}", "note") for box in order.packages),
        ),
        inked(*events),
    )
