"""What a person at the shop does: each command is checked by the rules and becomes rows.

Nothing here talks to Amazon, so commands may come from any process at any time; the engine finds
the rows when they are due. Every command is one step: all of it is written or none.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from core.books.books import Books
from core.books.journal import Entry
from core.books.outbox import PushItem
from core.domain.carriers import carrier_for
from core.domain.cleaning import clean
from core.domain.labels import CancelReason, Contract, Handling, Policy, PushKind, PushState
from core.domain.listings import check_asin
from core.domain.outbox import check_parcel, may_cancel, may_ship, may_take_back
from core.domain.refusals import Refusal
from core.domain.transitions import OrderState, handling_without_push
from core.errors import Refused
from core.linking import steps
from core.personal.purge import purge
from core.sync.booking import move_axes
from core.sync.engine import JOBS


class Desk:
    """The shop's commands. `clock` gives the present instant; all methods raise Refused."""

    def __init__(self, books: Books, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._clock = clock

    def ship(self, order_id: str, carrier: str, tracking: str) -> int:
        """配送完了: put a shipment notice in line; gives its number (R31 to R33)."""
        if wrong := check_parcel(carrier, tracking):
            raise Refused(wrong, order_id)
        label, number = carrier_for(clean(carrier, 80)).label, tracking.strip()
        books, now = self._books, self._clock()
        with books.atomic(now):
            state = self._state(order_id)
            if refusal := may_ship(state, books.orders.fulfilled_by(order_id)):
                raise Refused(refusal, order_id)
            seq = books.journal.write(
                Entry.COMMAND,
                order_id=order_id,
                command=PushKind.SHIP,
                carrier=label,
                tracking=number,
            )
            push_id = books.outbox.add(
                order_id, PushKind.SHIP, now, command_seq=seq, carrier=label, tracking=number
            )
            move_axes(books, order_id, handling=Handling.SHIPPED, cause=seq, rule="R32")
        return push_id

    def cancel(self, order_id: str, reason: CancelReason) -> int:
        """注文キャンセル: put a cancel of the whole order in line; gives its number (R37)."""
        books, now = self._books, self._clock()
        with books.atomic(now):
            state = self._state(order_id)
            if refusal := may_cancel(state, books.orders.fulfilled_by(order_id)):
                raise Refused(refusal, order_id)
            seq = books.journal.write(
                Entry.COMMAND, order_id=order_id, command=PushKind.CANCEL, reason=reason
            )
            push_id = books.outbox.add(
                order_id, PushKind.CANCEL, now, command_seq=seq, reason=reason
            )
            move_axes(books, order_id, handling=Handling.CANCELLED, cause=seq, rule="R32")
        return push_id

    def take_back(self, order_id: str) -> None:
        """Take back a 配送完了 or 注文キャンセル that has not been sent yet (R32)."""
        books, now = self._books, self._clock()
        with books.atomic(now):
            state = self._state(order_id)
            if refusal := may_take_back(state):
                raise Refused(refusal, order_id)
            item = self._waiting(order_id)
            seq = books.journal.write(
                Entry.COMMAND, order_id=order_id, command="取り下げ", notice=item.kind
            )
            books.outbox.step(item, PushState.TAKEN_BACK, now, cause=seq)
            handling = handling_without_push(state.amazon_status)
            move_axes(books, order_id, handling=handling, cause=seq, rule="R32")

    def add_product(self, code: str, title: str, *, stock: int, price_yen: int) -> None:
        """Add a product, or give an existing one these figures."""
        _check_figures(stock, price_yen)
        code, now = clean(code, 50), self._clock()
        with self._books.atomic(now):
            seq = self._books.journal.write(
                Entry.COMMAND, command="商品登録", code=code, stock=stock, price_yen=price_yen
            )
            if self._books.stock.figures(code):
                self._books.stock.set_stock(code, stock, now, cause=seq)
            self._books.stock.add_product(code, clean(title, 300), stock, price_yen)

    def set_stock(self, code: str, quantity: int) -> None:
        """Set a product's stock by hand; it goes to Amazon with the next hourly push (R12, R13)."""
        _check_figures(quantity, 1)
        now = self._clock()
        with self._books.atomic(now):
            self._figures(code)
            seq = self._books.journal.write(
                Entry.COMMAND, command="在庫変更", code=code, quantity=quantity
            )
            self._books.stock.set_stock(code, quantity, now, cause=seq)

    def set_price(self, code: str, price_yen: int) -> None:
        """Set a product's price; it goes to Amazon with the next hourly push (R12)."""
        _check_figures(0, price_yen)
        with self._books.atomic(self._clock()):
            self._figures(code)
            self._books.journal.write(
                Entry.COMMAND, command="価格変更", code=code, price_yen=price_yen
            )
            self._books.stock.set_price(code, price_yen)

    def link(self, code: str, sku: str, asin: str, *, force: bool = False) -> None:
        """連携する: share stock and price of a product with Amazon under this SKU (R06 to R09).

        Amazon's side is looked at before the first figure leaves; an FBA SKU is then paused unless
        `force` is set under `documented` (R14).
        """
        sku, asin = clean(sku, 80).strip(), clean(asin, 20).strip()
        with self._books.atomic(self._clock()):
            stock = self._books.stock
            self._figures(code)
            if not sku:
                raise Refused(Refusal.NO_SKU, code)
            if wrong := check_asin(asin):
                raise Refused(wrong, asin)
            if stock.holder("sku", sku) not in (None, code):
                raise Refused(Refusal.SKU_TAKEN, sku)
            if stock.holder("asin", asin) not in (None, code):
                raise Refused(Refusal.ASIN_TAKEN, asin)
            self._books.journal.write(
                Entry.COMMAND, sku=sku, command="連携する", code=code, asin=asin, force=force
            )
            stock.drop_link(code)
            stock.add_link(code, sku, asin, forced=force)

    def unlink(self, code: str) -> None:
        """連携しない: nothing more is sent for a product; its listing at Amazon stays (R10)."""
        with self._books.atomic(self._clock()):
            self._figures(code)
            self._books.journal.write(Entry.COMMAND, command="連携しない", code=code)
            self._books.stock.drop_link(code)

    def set_policy(self, policy: Policy) -> None:
        """Choose between the manual's ways and the safe ones."""
        with self._books.atomic(self._clock()):
            self._books.journal.write(Entry.COMMAND, command="方針", policy=policy)
            self._books.settings.policy = policy

    def set_reserve(self, units: int) -> None:
        """安全在庫: units kept back from Amazon under `safe` (R17)."""
        _check_figures(units, 1)
        with self._books.atomic(self._clock()):
            self._books.journal.write(Entry.COMMAND, command="安全在庫", units=units)
            self._books.settings.reserve = units

    def start_link(
        self,
        ready_after: timedelta = timedelta(0),
        *,
        authorised_at: datetime | None = None,
        seller_id: str = "",
    ) -> None:
        """連携を開始する: 連携準備中 for `ready_after`, then the jobs run (R02, R04, R19)."""
        steps.start(
            self._books,
            self._clock(),
            JOBS,
            ready_after=ready_after,
            authorised_at=authorised_at,
            seller_id=seller_id,
        )

    def renew_link(self, authorised_at: datetime | None = None) -> None:
        """再承認: the seller has consented anew, and everything missed arrives (R05)."""
        steps.renew(self._books, self._clock(), authorised_at)

    def stop_link(self) -> None:
        """連携を解除する: nothing is asked or sent any more, the books stay."""
        steps.end(self._books, self._clock())

    def set_contract(self, contract: Contract) -> None:
        """Say which contract the shop has with makeshop (R02)."""
        with self._books.atomic(self._clock()):
            self._books.journal.write(Entry.COMMAND, command="契約", contract=contract)
            self._books.settings.contract = contract

    def set_personal_data(self, *, wanted: bool) -> None:
        """Say whether buyers' names and addresses are asked for; who is there stays (R40)."""
        with self._books.atomic(self._clock()):
            self._books.journal.write(Entry.COMMAND, command="個人情報の取得", wanted=wanted)
            self._books.settings.personal_data = wanted

    def purge(self, order_ids: Sequence[str] = (), *, everybody: bool = False) -> int:
        """Delete the buyers of `order_ids`, or `everybody`, else those whose day has come (R40).

        Gives their number. It cannot be taken back, and they do not come back from Amazon.
        """
        return purge(self._books, self._clock(), order_ids, everybody=everybody)

    def _state(self, order_id: str) -> OrderState:
        state = self._books.orders.state(order_id)
        if state is None:
            raise Refused(Refusal.NO_SUCH_ORDER, order_id)
        return state

    def _waiting(self, order_id: str) -> PushItem:
        for kind in PushKind:
            item = self._books.outbox.newest(order_id, kind)
            if item and item.state is PushState.WAITING:
                return item
        raise Refused(Refusal.NOTHING_TO_TAKE_BACK, order_id)

    def _figures(self, code: str) -> tuple[int, int]:
        figures = self._books.stock.figures(code)
        if figures is None:
            raise Refused(Refusal.NO_SUCH_PRODUCT, code)
        return figures


def _check_figures(stock: int, price_yen: int) -> None:
    if not 0 <= stock < 10_000_000:
        raise Refused(Refusal.NEGATIVE_STOCK)
    if not 0 < price_yen < 1_000_000_000:
        raise Refused(Refusal.BAD_PRICE)
