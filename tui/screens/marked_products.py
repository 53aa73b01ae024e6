"""Products chosen with a mark; switches, 連携しない and 安全在庫 for all of them (R10, R17)."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import BindingType

from core.domain.listings import deletes_listing
from core.domain.refusals import Refusal
from core.errors import Refused
from tui.bulk import MARKED_AT_MOST
from tui.dialogs.form import Form
from tui.dialogs.switches import BOTH_ON, DeleteListingForm, Switches, SwitchesForm, UnlinkForm
from tui.ink import Ink
from tui.keys import key
from tui.messages import CommandRefused, ProductsEdited
from tui.screens.product_keys import Answer, ProductKeys
from tui.widgets.paged_table import MARK
from tui.words import _

if TYPE_CHECKING:
    from core import Desk, Views
    from core.views.product_rows import ProductRow
    from tui.session import Session

PRODUCT_MARK_KEYS: list[BindingType] = [
    key("v", "mark", "選択", "この商品を選択する、または選択を外す", id="products.mark"),
    key(
        "V",
        "mark_all",
        "全選択",
        "表示中の商品をすべて選択する",
        id="products.mark_all",
        show=False,
    ),
]
"""Declared where they belong in the footer of the screen."""

OF_MANY = frozenset({"switch", "unlink", "set_reserve"})


class MarkedProducts(ProductKeys):
    """A list whose products can be marked; with marks some keys act on all that are marked.

    `marked` has their codes in the order in which they were chosen, whatever the list shows.
    """

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self.marked: tuple[str, ...] = ()

    def show_figures(self) -> None:
        """Show the line above the list again."""
        raise NotImplementedError

    def mark_words(self) -> list[Ink]:
        """How many are chosen, for the line above the list."""
        if not self.marked:
            return []
        return [Ink(f"{MARK} {self._chosen()}  ", "strong")]

    def _chosen(self) -> str:
        return _("選択 {n}件").format(n=f"{len(self.marked):,}")

    def set_marks(self, codes: Iterable[str]) -> None:
        """Choose exactly these."""
        self.marked = tuple(codes)
        self.table.marked = frozenset(self.marked)
        self.show_figures()
        self.refresh_bindings()

    def why_not(self, action: str) -> str:
        """With marks the command says which of them can; a mark needs a row."""
        if action in OF_MANY and self.marked:
            return ""
        if action in ("mark", "mark_all"):
            there = self.is_mounted and self.table.pointed is not None
            return "" if there else _("選択できる商品がありません。")
        return super().why_not(action)

    def action_mark(self) -> None:
        """Put a mark on the product pointed at, or take it off, and go on to the next."""
        code = self.at_hand.code
        others = tuple(each for each in self.marked if each != code)
        self._mark(others if others != self.marked else (*others, code))
        self.table.action_point(1)

    def action_mark_all(self) -> None:
        """Put a mark on all that the list shows, as far as the bound allows."""
        source = self.table.source
        rows = (source.at(index) for index in range(min(len(source), MARKED_AT_MOST + 1)))
        shown = [row.code for row in rows if row is not None]
        self._mark(dict.fromkeys((*self.marked, *shown)))

    def _mark(self, codes: Iterable[str]) -> None:
        wanted = tuple(codes)
        if len(wanted) > MARKED_AT_MOST:
            words = _("一度に選択できるのは{n}件までです。")
            self.post_message(CommandRefused(words.format(n=f"{MARKED_AT_MOST:,}")))
        self.set_marks(wanted[:MARKED_AT_MOST])

    def action_switch(self) -> None:
        """For one product as ever; both switches of those marked."""
        if not self.marked:
            super().action_switch()
            return

        def use(after: Switches | None) -> None:
            if after is None:
                return
            # Which of them have a listing is known only when each is turned: it is asked for all.
            if deletes_listing(BOTH_ON, after, deleted=False):
                self.ask_many(DeleteListingForm(self._chosen()), lambda sure: _turn(after, sure))
            else:
                self.edit_many(_turn(after, False))

        self.app.push_screen(SwitchesForm(self._chosen(), BOTH_ON), use)

    def action_unlink(self) -> None:
        """連携しない, after a question; the posting of each as it is."""
        if self.marked:
            form = UnlinkForm(self._chosen())
            self.ask_many(form, lambda _sure: lambda desk, code: desk.unlink(code))
        else:
            super().action_unlink()

    def action_set_reserve(self) -> None:
        """For one product as ever; one 安全在庫 for those marked."""
        if not self.marked:
            super().action_set_reserve()
            return
        form = self.reserve_form(self._chosen(), None)
        self.ask_many(
            form,
            lambda text: lambda desk, code: desk.set_reserve(int(text) if text else None, code),
        )

    def ask_many(
        self, form: Form[Answer], command: "Callable[[Answer], Callable[[Desk, str], None]]"
    ) -> None:
        """Show `form`, and do what its answer means to every product marked."""

        def use(answer: Answer | None) -> None:
            if answer is not None:
                self.edit_many(command(answer))

        self.app.push_screen(form, use)

    @work(group="desk", exit_on_error=False, description="一括変更")
    async def edit_many(self, command: "Callable[[Desk, str], None]") -> None:
        """Do it to each, one step a product."""
        codes = self.marked

        def do(desk: "Desk", views: "Views") -> ProductsEdited:
            done: list[tuple[ProductRow, ProductRow]] = []
            refused: dict[str, Refusal] = {}
            for code in codes:
                before = views.products(code)
                try:
                    command(desk, code)
                except Refused as stopped:
                    refused[code] = stopped.reason
                else:
                    done += zip(before, views.products(code), strict=True)
            return ProductsEdited(tuple(done), refused)

        self.post_message(await self.session.seen_at_desk(do))

    @on(ProductsEdited)
    def show_edited_many(self, message: ProductsEdited) -> None:
        """What is done loses its mark; what was refused keeps it, the first with its reason."""
        self.set_marks(message.refused)
        self.renew()
        told = _("{n}件を変更しました。").format(n=f"{len(message.done):,}")
        if not message.refused:
            self.tell(told)
            return
        code, reason = next(iter(message.refused.items()))
        words = _("{n}件はできませんでした。").format(n=f"{len(message.refused):,}")
        self.post_message(CommandRefused(f"{told}{words}{code}: {_(reason.value)}"))


def _turn(switches: Switches, sure: bool) -> "Callable[[Desk, str], None]":
    return lambda desk, code: desk.set_switches(code, *switches, confirmed=sure)
