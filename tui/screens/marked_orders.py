"""Orders chosen with a mark, and 配送完了, 注文キャンセル and 取り下げ for all of them (R39)."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import BindingType
from textual.content import Content

from core.domain.labels import PushKind
from core.domain.shipping import CancelRow, Outcome, RowResult, ShipRow
from core.views.rows import OrderFilter, OrderRow
from tui.bulk import MARKED_AT_MOST, refused, take_back_many
from tui.dialogs.cancel_many import CancelManyForm, TakeBackManyForm
from tui.dialogs.results import ResultsScreen
from tui.dialogs.ship_many import ShipManyForm
from tui.ink import Ink, inked
from tui.keys import in_keys, key
from tui.messages import CommandRefused, ManyDone
from tui.screens.order_keys import OrderKeys
from tui.widgets.paged_table import MARK, PagedTable
from tui.words import _

if TYPE_CHECKING:
    from core import Desk
    from core.views.possible import Possible
    from tui.session import Session

MARK_KEYS: list[BindingType] = [
    key("v", "mark", "選択", "この注文を選択する、または選択を外す", id="orders.mark"),
    key(
        "V", "mark_all", "全選択", "表示中の注文をすべて選択する", id="orders.mark_all", show=False
    ),
]
"""Declared where they belong in the footer of the screen."""


class MarkedOrders(OrderKeys):
    """A list whose orders can be marked; with marks the order keys act on all that are marked.

    `marked` has their numbers in the order in which they were chosen, whatever the list shows.
    """

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self._drafts: dict[str, str] = {}
        self.marked: tuple[str, ...] = ()

    @property
    def table(self) -> PagedTable[OrderRow]:
        """The list."""
        raise NotImplementedError

    def show_figures(self) -> None:
        """Show the line above the list again."""
        raise NotImplementedError

    def mark_words(self) -> list[Ink]:
        """How many are chosen, for the line above the list."""
        if not self.marked:
            return []
        return [Ink(f"{MARK} {_('選択 {n}件').format(n=f'{len(self.marked):,}')}  ", "strong")]

    def mark_help(self) -> Content:
        """What the keys act on now."""
        words = _(
            "{order.ship} 配送完了  {order.cancel} 注文キャンセル  {order.take_back} 取り下げ は、"
            "選択した{n}件すべてに行います（{orders.clear} で選択を外す）。"
        )
        number = f"{len(self.marked):,}"
        return inked(Ink(in_keys(words).replace("{n}", number), "strong"))

    def set_marks(self, order_ids: Iterable[str]) -> None:
        """Choose exactly these."""
        self.marked = tuple(order_ids)
        self.table.marked = frozenset(self.marked)
        self.show_figures()
        self.refresh_bindings()

    def drop_gone(self) -> None:
        """Take the marks off orders that are not there any more: the world went back."""
        marked = OrderFilter(order_ids=self.marked)
        if not self.marked or self.session.views.orders_total(marked) == len(self.marked):
            return
        there = {
            row.order_id for row in self.session.views.orders(marked, limit=MARKED_AT_MOST).rows
        }
        for order_id in set(self.marked) - there:
            self._drafts.pop(order_id, None)
        self.set_marks(each for each in self.marked if each in there)

    def why_not(self, action: str) -> str:
        """With marks the dialog says which of them can; a mark needs a row."""
        if action in ("ship", "cancel", "take_back") and self.marked:
            return ""
        if action in ("mark", "mark_all"):
            there = self.is_mounted and self.table.pointed is not None
            return "" if there else _("選択できる注文がありません。")
        return super().why_not(action)

    def action_mark(self) -> None:
        """Put a mark on the order pointed at, or take it off, and go on to the next."""
        row = self.table.pointed
        if row is None:
            return
        others = tuple(each for each in self.marked if each != row.order_id)
        marks = others if others != self.marked else (*others, row.order_id)
        if len(marks) > MARKED_AT_MOST:
            self.post_message(CommandRefused(_too_many()))
            return
        self.set_marks(marks)
        self.table.action_point(1)

    def action_mark_all(self) -> None:
        """Put a mark on all that the list shows, as far as the bound allows."""
        source = self.table.source
        marks = dict.fromkeys(self.marked)
        for index in range(len(source)):
            row = source.at(index)
            if row is None:
                break
            if len(marks) == MARKED_AT_MOST and row.order_id not in marks:
                self.post_message(CommandRefused(_too_many()))
                break
            marks[row.order_id] = None
        self.set_marks(marks)

    def _chosen(self) -> "tuple[Possible, ...]":
        return self.session.views.possible(self.marked)

    def action_ship(self) -> None:
        """For one order as ever; for those marked a number beside each."""
        if not self.marked:
            super().action_ship()
            return

        def give(rows: tuple[ShipRow, ...] | None) -> None:
            if rows:
                self.offer_carrier(rows[0].carrier)
                self.do_many(PushKind.SHIP.value, lambda desk: desk.ship_many(rows))

        form = ShipManyForm(self._chosen(), self.offered_carrier, self._drafts)
        self.app.push_screen(form, give)

    def action_cancel(self) -> None:
        """For one order as ever; for those marked one reason."""
        if not self.marked:
            super().action_cancel()
            return

        def give(rows: tuple[CancelRow, ...] | None) -> None:
            if rows:
                self.do_many(PushKind.CANCEL.value, lambda desk: desk.cancel_many(rows))

        self.app.push_screen(CancelManyForm(self._chosen()), give)

    def action_take_back(self) -> None:
        """For one order as ever; for those marked after a look at them."""
        if not self.marked:
            super().action_take_back()
            return

        def give(order_ids: tuple[str, ...] | None) -> None:
            if order_ids:
                self.do_many(_("取り下げ"), lambda desk: take_back_many(desk, order_ids))

        self.app.push_screen(TakeBackManyForm(self._chosen()), give)

    @work(group="desk", exit_on_error=False, description="一括処理")
    async def do_many(self, name: str, command: "Callable[[Desk], tuple[RowResult, ...]]") -> None:
        """Do it at the shop's desk."""
        self.post_message(ManyDone(name, await self.session.at_desk(command)))

    @on(ManyDone)
    def show_many(self, message: ManyDone) -> None:
        """What is done loses its mark; what was refused keeps it, with what was typed for it."""
        done = {row.order_id for row in message.results if row.outcome is not Outcome.REFUSED}
        for order_id in done:
            self._drafts.pop(order_id, None)
        self.set_marks(each for each in self.marked if each not in done)
        self.renew()
        told = _("{name}: {done}件を受け付けました。").format(name=message.name, done=len(done))
        if wrong := refused(message.results):
            self._show_results(
                told + _("{n}件はできませんでした。").format(n=len(wrong)), message.results
            )
        else:
            self.tell(told)

    def _show_results(self, title: str, results: Sequence[RowResult]) -> None:
        def open_chosen(order_id: str | None) -> None:
            if order_id is not None:
                self.open_order(order_id)

        self.app.push_screen(ResultsScreen(title, results), open_chosen)


def _too_many() -> str:
    return _("一度に選択できるのは{n}件までです。").format(n=f"{MARKED_AT_MOST:,}")
