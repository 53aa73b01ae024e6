"""Any sequence of what Amazon, buyers and the shop may do, against a plain model (R18 to R38, R42).

The model knows what Amazon really holds and which versions of it were shown. Stock, both axes and
the outbox have to follow from that, whatever the order of events and whatever got lost.
"""

import asyncio
from datetime import timedelta
from random import Random

from core_expected import age, allowed, handlings, payments, status_of
from core_facts import CUP, START, TEA
from core_model import Killed, ModelAmazon, Truth
from core_payloads import Json
from core_shop import ACCOUNT
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from core import Books, Desk, Engine, Views
from core.domain.labels import CancelReason, Policy, PushKind, PushState
from core.errors import Refused

STOCK = 1_000
ORDERS = 5
"""Few, so that much happens to each."""
MINUTE = timedelta(minutes=1)
FAULTS = ("", "before lost", "after lost", "before killed", "after killed", "before killed any")


class OrderLife(RuleBasedStateMachine):
    """One shop with two linked products, one Amazon, and time."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.books = Books.open(None)
        self.desk = Desk(self.books, lambda: self.amazon.now)
        self.views = Views(self.books)
        self.amazon = self.new_amazon()
        self.failed: set[str] = set()
        self.cancelled: set[str] = set()
        self.by_hand = 0

    def new_amazon(self) -> ModelAmazon:
        """The Amazon of this life."""
        return ModelAmazon()

    @initialize(policy=st.sampled_from(Policy))
    def open_shop(self, policy: Policy) -> None:
        self.policy = policy
        self.desk.set_policy(policy)
        for code, sku in (("P1", TEA), ("P2", CUP)):
            self.desk.add_product(code, code, stock=STOCK, price_yen=1_000)
            self.desk.link(code, sku, f"B0RK00000{code[1]}")
        self.desk.start_link()
        self.engine = Engine(self.books, ACCOUNT, self.amazon, seed=1)

    @precondition(lambda self: len(self.amazon.orders) < ORDERS)
    @rule(
        status=st.sampled_from(["PENDING", "UNSHIPPED", "UNSHIPPED"]),
        sku=st.sampled_from([TEA, TEA, CUP, "NOT-LINKED"]),
        second=st.sampled_from([None, TEA, "NOT-LINKED"]),
        quantity=st.integers(1, 3),
        by=st.sampled_from(["MERCHANT", "MERCHANT", "MERCHANT", "AMAZON"]),
        days_ago=st.sampled_from([0, 0, 0, 2]),
    )
    def a_buyer_orders(
        self, status: str, sku: str, second: str | None, quantity: int, by: str, days_ago: int
    ) -> None:
        number = len(self.amazon.orders) + 1
        truth = Truth(
            f"250-0000000-{number:07}",
            status,
            by,
            ((sku, quantity), (second, 1)) if second else ((sku, quantity),),
            self.amazon.now - timedelta(days=days_ago),
        )
        self.amazon.orders[truth.order_id] = truth
        truth.version(self.amazon.now)

    @precondition(lambda self: self.amazon.orders)
    @rule(data=st.data(), what=st.sampled_from(["pay", "cancel", "ship", "part", "ask", "touch"]))
    def something_happens_at_amazon(self, data: st.DataObject, what: str) -> None:
        truth = self.amazon.orders[data.draw(st.sampled_from(sorted(self.amazon.orders)))]
        match what, truth.status:
            case "pay", "PENDING":
                self.amazon.change(truth, "UNSHIPPED")
            case "cancel", "PENDING" | "UNSHIPPED":
                truth.cancelled_by = data.draw(st.sampled_from(["BUYER", "MERCHANT", "AMAZON"]))
                self.amazon.change(truth, "CANCELLED")
            case "ship", "UNSHIPPED" | "PARTIALLY_SHIPPED":
                tracking = data.draw(st.sampled_from(["OURS", "SC-1"]))
                truth.parcels[f"9{len(truth.versions)}"] = f"{tracking}-{truth.order_id}"
                self.amazon.change(truth, "SHIPPED")
            case "part", "UNSHIPPED":
                self.amazon.change(truth, "PARTIALLY_SHIPPED")
            case "ask", "UNSHIPPED":
                truth.asked = True
                self.amazon.change(truth, truth.status)
            case "touch", _:
                self.amazon.change(truth, truth.status)
            case _:
                pass

    @precondition(lambda self: self.amazon.shown)
    @rule(data=st.data(), command=st.sampled_from(["ship", "ship", "cancel", "take back"]))
    def the_shop_decides(self, data: st.DataObject, command: str) -> None:
        order_id = data.draw(st.sampled_from(sorted(self.amazon.shown)))
        before = self.views.order(order_id)
        try:
            match command:
                case "ship":
                    self.desk.ship(order_id, "ヤマト運輸", f"OURS-{order_id}")
                case "cancel":
                    self.desk.cancel(order_id, CancelReason.NO_INVENTORY)
                case _:
                    self.desk.take_back(order_id)
        except Refused:
            assert not allowed(before, command)
        else:
            assert allowed(before, command)

    @rule(quantity=st.integers(0, 2_000))
    def the_shop_counts_its_stock(self, quantity: int) -> None:
        self.by_hand += quantity - self.views.products()[0].stock
        self.desk.set_stock("P1", quantity)

    @rule(
        minutes=st.sampled_from([0.5, 1, 3, 5, 20, 45]),
        faults=st.lists(st.sampled_from(FAULTS), max_size=3),
        seed=st.none() | st.integers(0, 99),
        feed_takes=st.sampled_from([1, 2, 30]),
    )
    def time_passes(
        self, minutes: float, faults: list[str], seed: int | None, feed_takes: int
    ) -> None:
        self.amazon.faults = faults
        self.amazon.muddled, self.amazon.muddle = seed is not None, Random(seed)
        self.amazon.feed_takes = MINUTE * feed_takes
        self.live(minutes)

    def live(self, minutes: float) -> None:
        until = self.amazon.now + minutes * MINUTE
        for _loop in range(2_000):
            due = self.engine.next_due()
            assert due is not None
            if due > until:
                self.amazon.now = until
                return
            self.amazon.now = max(self.amazon.now, due)
            try:
                self.runner.run(self.engine.run_due(self.amazon.now))
            except Killed:
                self.the_engine_starts_again()
        raise AssertionError("the engine turns on the spot")

    @rule()
    def the_engine_starts_again(self) -> None:
        self.engine = Engine(self.books, ACCOUNT, self.amazon, seed=1)

    @invariant()
    def stock_follows_from_what_was_shown(self) -> None:
        ledger = self.views.ledger()
        keys = [(line.order_id, line.sku, line.reason) for line in ledger if line.order_id]
        assert len(keys) == len(set(keys))
        for order_id in self.amazon.shown:
            truth, expected = self.amazon.orders[order_id], self.expected_moves(order_id)
            moves = {(m.sku, m.reason): m.quantity for m in ledger if m.order_id == order_id}
            assert moves == expected, (truth, moves, expected)
        stock = {product.code: product.stock for product in self.views.products()}
        moved = sum(line.quantity for line in ledger)
        assert sum(stock.values()) == 2 * STOCK + moved

    def expected_moves(self, order_id: str) -> dict[tuple[str, str], int]:
        truth, first = self.amazon.orders[order_id], self.amazon.shown[order_id][0]
        wanted = truth.by == "MERCHANT" and truth.created >= START - timedelta(hours=9)
        if not wanted or status_of(first) == "CANCELLED":
            return {}
        moves: dict[tuple[str, str], int] = {}
        for sku, quantity in truth.skus:
            if sku in (TEA, CUP):
                moves[sku, "注文引当"] = moves.get((sku, "注文引当"), 0) - quantity
        if moves and self.returned(order_id):
            moves |= {(sku, "キャンセル戻し"): -moved for (sku, _), moved in moves.items()}
        return moves

    def returned(self, order_id: str) -> bool:
        """Under `safe` for any cancel that was seen, under `documented` for one of our own."""
        seen = status_of(self.newest_shown(order_id)) == "CANCELLED"
        pushes = self.views.pushes(order_id)
        ours = any(
            push.kind is PushKind.CANCEL
            and push.state in (PushState.ACCEPTED, PushState.CONFIRMED)
            and push.sent_at is not None
            for push in pushes
        )
        if self.policy is Policy.SAFE and seen:
            return True
        by = self.amazon.orders[order_id].cancelled_by
        reported = self.views.order(order_id).row.payment_status == "注文キャンセル"
        return ours and by == "MERCHANT" and (seen or reported)

    def newest_shown(self, order_id: str) -> Json:
        return max(self.amazon.shown[order_id], key=lambda each: age(self.amazon, each))

    @invariant()
    def both_axes_follow_the_table(self) -> None:
        for order_id in self.amazon.shown:
            detail = self.views.order(order_id)
            status = status_of(self.newest_shown(order_id))
            assert detail.row.amazon_status == status
            payment, handling = detail.row.payment_status.value, detail.row.handling.value
            if payment != "連携失敗":
                assert payment in payments(detail, status), (order_id, status, detail.pushes)
            assert handling in handlings(detail, status), (order_id, status, detail.pushes)

    @invariant()
    def link_failed_is_left_by_nothing_and_reached_by_a_refusal_alone(self) -> None:
        now = {
            order_id
            for order_id in self.amazon.shown
            if self.views.order(order_id).row.payment_status.value == "連携失敗"
        }
        assert self.failed <= now
        for order_id in now - self.failed:
            states = [push.state for push in self.views.pushes(order_id)]
            assert PushState.REFUSED in states
        self.failed = now

    @invariant()
    def a_cancelled_order_stays_cancelled(self) -> None:
        now = {
            order_id
            for order_id in self.amazon.shown
            if self.views.order(order_id).row.payment_status.value == "注文キャンセル"
        }
        assert self.cancelled <= now
        self.cancelled = now

    @invariant()
    def the_outbox_says_what_amazon_holds(self) -> None:
        for order_id in self.amazon.shown:
            truth = self.amazon.orders[order_id]
            for push in self.views.pushes(order_id):
                parcel = truth.parcels.get(str(push.push_id))
                match push.kind, push.state:
                    case PushKind.SHIP, PushState.CONFIRMED:
                        assert truth.status == "SHIPPED"
                    case PushKind.SHIP, PushState.REFUSED | PushState.WAITING:
                        assert parcel is None
                    case PushKind.CANCEL, PushState.CONFIRMED:
                        assert truth.status == "CANCELLED"
                    case PushKind.CANCEL, PushState.REFUSED:
                        assert truth.status != "CANCELLED"
                    case _:
                        pass
            ours = [reference for reference in truth.parcels if not reference.startswith("9")]
            assert len(ours) <= 1

    @invariant()
    def nothing_is_set_aside(self) -> None:
        assert self.views.set_aside() == ()

    def teardown(self) -> None:
        """In the end, with an Amazon that behaves, all is settled and agrees with it."""
        try:
            if hasattr(self, "engine"):
                self.amazon.faults, self.amazon.muddled = [], False
                self.live(240)
                self.all_is_settled()
        finally:
            self.runner.close()
            self.books.close()

    def all_is_settled(self) -> None:
        for order_id, truth in self.amazon.orders.items():
            detail = self.views.order(order_id)
            assert detail.row.amazon_status == truth.status
            states = {push.state for push in detail.pushes}
            assert not states & {PushState.WAITING, PushState.SENDING, PushState.UNKNOWN}
            if truth.status not in ("CANCELLED",):
                assert PushState.ACCEPTED not in states, detail.pushes
