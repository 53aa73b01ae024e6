"""The key that undoes what was done last; every screen has it."""

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType

from core.domain.labels import PushKind
from core.errors import Refused
from tui import undo
from tui.ink import inked
from tui.keys import key
from tui.messages import (
    ClockStepped,
    CommandRefused,
    ManyDone,
    NoticeGiven,
    ProductEdited,
    ProductsEdited,
    ProductsImported,
    ShipmentsImported,
    Undone,
)
from tui.screens.record_keys import RecordKeys
from tui.words import _

if TYPE_CHECKING:
    from tui.session import Session


class UndoKeys(RecordKeys):
    """A screen that remembers what is done at the desk of its session, and undoes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "U", "undo", "元に戻す", "最後の操作を元に戻す", id="app.undo", writes=True, show=False
        ),
    ]

    session: "Session"

    def why_not(self, action: str) -> str:
        """What can be undone at all."""
        if action == "undo" and not self.session.done:
            return _(
                "元に戻せる操作はありません。"
                "送信待ちの配送完了・注文キャンセルと、商品の変更・取込を戻せます。"
            )
        return super().why_not(action)

    @on(NoticeGiven)
    def keep_notice(self, message: NoticeGiven) -> None:
        """It can be taken back while it waits."""
        self.session.given.add(message.order_id)
        self._keep(undo.notice(message.order_id, message.kind.value))

    @on(ManyDone)
    def keep_many(self, message: ManyDone) -> None:
        """One step, however many they are."""
        order_ids = [row.order_id for row in message.results if row.push_id is not None]
        self.session.given.update(order_ids)
        self._keep(undo.notices(message.name, order_ids))

    @on(ShipmentsImported)
    def keep_import(self, message: ShipmentsImported) -> None:
        """A file of 配送完了 is one step."""
        self.session.given.update(message.plan.order_ids)
        self._keep(undo.notices(PushKind.SHIP.value, message.plan.order_ids))

    @on(ProductEdited)
    def keep_edit(self, message: ProductEdited) -> None:
        """The figures before can be set again."""
        if message.before and message.after:
            self._keep(undo.edit(message.before, message.after))

    @on(ProductsEdited)
    def keep_edits(self, message: ProductsEdited) -> None:
        """All of them as one step."""
        self._keep(undo.edits(_("変更"), message.done))

    @on(ProductsImported)
    def keep_products(self, message: ProductsImported) -> None:
        """A file of products is one step too."""
        self._keep(undo.imported(message.path.name, message.plan.written))

    def _keep(self, done: undo.Undoable | None) -> None:
        if done is not None:
            self.session.done.append(done)
            self.refresh_bindings()

    def action_undo(self) -> None:
        """Undo the step done last."""
        self.take_way_back(self.session.done.pop())

    @work(group="undo", exit_on_error=False, description="元に戻す")
    async def take_way_back(self, step: undo.Undoable) -> None:
        """Undo `step`; what cannot be undone any more is let go, what was not tried is kept."""
        try:
            told = await self.session.take_back(step)
        except Refused as refused:
            told = f"{step.words}: {_(refused.reason.value)}"
        except BaseException:
            self._keep(step)
            raise
        self.post_message(CommandRefused(told) if told else Undone(step.words))

    @on(Undone)
    def tell_undone(self, message: Undone) -> None:
        """Say what is as before."""
        told = _("元に戻しました: {words}").format(words=message.words)
        self.notify(inked(told).plain, timeout=4, markup=False)

    @on(ClockStepped)
    def forget_what_is_undone(self, message: ClockStepped) -> None:
        """Whoever goes back has undone all of it."""
        if message.back:
            self.session.forget_done()
            self.refresh_bindings()
