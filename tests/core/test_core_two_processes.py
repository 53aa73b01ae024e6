"""Commands may come from any process while the engine works: each sees the other's whole steps.

The second process is played by a second connection to the same file, which acts in the middle of
the engine's calls.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from core_facts import ORDER, TEA
from core_shop import Shop, with_order

from core import Books, Desk, Views
from core.domain.labels import CancelReason, Policy, PushState
from core.domain.refusals import Refusal
from core.errors import Refused


class Counter:
    """The till: another process at the same books."""

    def __init__(self, path: Path, shop: Shop) -> None:
        self.shop = shop
        self.books = Books.open(path)
        self.desk = Desk(self.books, lambda: shop.now)
        self.views = Views(self.books)

    def during(self, operation: str, command: Callable[[], object]) -> None:
        """Have `command` given while the engine waits for an answer to `operation`."""

        def answer(request: httpx.Request) -> httpx.Response:
            command()
            return self.shop.amazon.healthy(request)

        self.shop.amazon.then(operation, answer)


@pytest.fixture(params=list(Policy))
def counter(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Counter]:
    path = tmp_path / "shop.db"
    with Shop(books=Books.open(path), policy=request.param) as shop:
        counter = Counter(path, shop)
        yield counter
        counter.books.close()


def test_stock_set_while_orders_are_read_is_kept(counter: Counter) -> None:
    """R42: the engine books the difference, not a figure that it read before."""
    shop = counter.shop
    shop.until(4)
    with_order(shop)
    counter.during("searchOrders", lambda: counter.desk.set_stock("P1", 50))
    shop.until(5)
    assert shop.stock == 49
    assert sum(line.quantity for line in counter.views.ledger()) == 39


def test_r13_a_figure_that_changes_while_it_is_sent_is_sent_again(counter: Counter) -> None:
    shop = counter.shop
    counter.during("patchListingsItem", lambda: counter.desk.set_stock("P1", 3))
    shop.until(30)
    assert counter.views.products()[0].pushed_quantity == 10
    shop.until(61)
    assert counter.views.products()[0].pushed_quantity == 3


def test_r32_what_is_taken_back_before_it_leaves_does_not_leave(counter: Counter) -> None:
    shop = counter.shop
    with_order(shop)
    shop.until(5)
    counter.desk.ship(ORDER, "ヤマト運輸", "1234")
    next_ships = shop.books.outbox.next_ships

    def overtaken(*args: int, **rest: int) -> object:
        found = next_ships(*args, **rest)
        if found:
            counter.desk.take_back(ORDER)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shop.books.outbox, "next_ships", overtaken)
        shop.until(21)
    assert shop.amazon.asked("confirmShipment") == []
    assert shop.push(ORDER).state is PushState.TAKEN_BACK
    assert shop.axes(ORDER) == ("注文完了", "未処理")


def test_r32_what_is_on_its_way_cannot_be_taken_back(counter: Counter) -> None:
    shop, refusals = counter.shop, list[Refusal]()
    with_order(shop)
    shop.until(5)
    counter.desk.ship(ORDER, "ヤマト運輸", "1234")

    def take_back() -> None:
        with pytest.raises(Refused) as caught:
            counter.desk.take_back(ORDER)
        refusals.append(caught.value.reason)

    counter.during("confirmShipment", take_back)
    shop.until(21)
    assert refusals == [Refusal.ALREADY_SENT]
    assert shop.push(ORDER).state is PushState.ACCEPTED


def test_r32_a_cancel_taken_back_during_the_upload_does_not_leave(counter: Counter) -> None:
    shop = counter.shop
    with_order(shop)
    shop.until(5)
    counter.desk.cancel(ORDER, CancelReason.BUYER)
    counter.during("uploadFeed", lambda: counter.desk.take_back(ORDER))
    shop.until(60)
    assert shop.amazon.asked("createFeed") == []
    assert shop.axes(ORDER) == ("注文完了", "未処理")


def test_a_look_at_the_books_meets_no_half_done_step(counter: Counter) -> None:
    """What a reader sees at each call is a state between two steps."""
    shop, seen = counter.shop, list[tuple[int, int]]()
    with_order(shop)

    def look() -> None:
        moved = sum(line.quantity for line in counter.views.ledger(sku=TEA))
        seen.append((counter.views.products()[0].stock, moved))

    for _call in range(6):
        counter.during("searchOrders", look)
    shop.until(25)
    assert all(stock == 10 + moved for stock, moved in seen)
    assert {moved for _, moved in seen} == {0, -1}


def test_r14_a_product_unlinked_while_it_is_looked_at_gets_nothing(counter: Counter) -> None:
    shop = counter.shop
    counter.during("getListingsItem", lambda: counter.desk.clear_link("P1"))
    shop.until(130)
    assert len(shop.amazon.asked("patchListingsItem")) <= 1
    assert counter.views.products()[0].pushed_quantity is None
