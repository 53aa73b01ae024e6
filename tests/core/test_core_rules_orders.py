"""R18 to R30 against the fake: how orders come in, on both axes, with their stock."""

from datetime import timedelta
from pathlib import Path

import pytest
from core_facts import CUP, TEA
from core_world import FBA, UNLINKED, OpenTown, Town

from core.domain.labels import CancelReason, PaymentKind, Policy
from core.domain.refusals import Refusal
from core.errors import Refused
from core.views.rows import OrderFilter
from simulator.buyers import marker

SIX_DAYS = 6 * 24 * 60


@pytest.mark.parametrize("minute", [0, 0.1, 2.5, 4.9])
def test_r18_an_order_shows_five_minutes_after_amazon_shows_it(town: Town, minute: float) -> None:
    town.until(60 + minute)
    order_id = town.place()
    town.until(60 + minute + 7.2)
    assert town.axes(order_id) == ("注文完了", "未処理")


def test_r18_r41_a_day_keeps_the_quota(town: Town) -> None:
    """Never a 429, and about one search per five minutes."""
    for hour in range(24):
        town.until(hour * 60 + 7)
        for _order in range(5):
            town.desk.set_stock("P1", 10)
            town.place(oversell=True)
    town.until(24 * 60)
    calls = town.calls()
    assert {status for _, _, status in calls} <= {200, 201, 202, 204}
    searches = [at for at, operation, _ in calls if operation == "searchOrders"]
    assert 287 <= len(searches) <= 290


def test_r19_an_older_order_is_taken_marked_and_moves_no_stock(town: Town) -> None:
    order_id = town.place(created=town.start - timedelta(days=2), paid=False)
    town.until(20)
    town.pay(order_id)
    town.until(30)
    detail = town.order(order_id)
    assert town.axes(order_id) == ("注文完了", "未処理")
    assert [mark.value for mark in detail.row.marks] == ["連携開始日以前の注文"]
    assert town.moves(order_id) == []
    assert town.stock() == 10
    assert town.findings(order_id) == set()


def test_r20_an_unpaid_order_needs_a_check_and_takes_its_stock(town: Town) -> None:
    order_id = town.unpaid(quantity=2)
    town.until(5)
    assert town.axes(order_id) == ("要確認", "未処理")
    assert town.moves(order_id) == [("注文引当", -2)]
    assert town.stock() == 8


def test_r21_an_order_first_seen_paid_is_complete_and_takes_its_stock_once(town: Town) -> None:
    order_id = town.place(quantity=2)
    town.until(60)
    assert town.axes(order_id) == ("注文完了", "未処理")
    assert town.moves(order_id) == [("注文引当", -2)]
    assert town.stock() == 8


def test_r21_an_order_first_seen_cancelled_moves_nothing(town: Town) -> None:
    order_id = town.unpaid()
    town.cancel_at_amazon(order_id, "BUYER")
    town.until(5)
    assert town.axes(order_id) == ("注文キャンセル", "キャンセル")
    assert town.moves(order_id) == []
    assert town.findings(order_id) == set()


def test_r22_payment_completes_the_order_within_five_minutes(town: Town) -> None:
    order_id = town.unpaid()
    town.until(30)
    town.pay(order_id)
    town.until(37)
    assert town.axes(order_id) == ("注文完了", "未処理")
    assert town.stock() == 9


def test_r23_documented_unpaid_for_six_days_is_cancelled_and_the_stock_stays_gone(
    documented: Town,
) -> None:
    order_id = documented.unpaid()
    documented.until(SIX_DAYS - 1)
    assert documented.axes(order_id) == ("要確認", "未処理")
    documented.until(SIX_DAYS + 10)
    assert documented.axes(order_id) == ("注文キャンセル", "キャンセル")
    assert documented.stock() == 9
    assert documented.findings(order_id) == {"STOCK_NOT_RETURNED"}
    (finding,) = documented.views.findings(order_id)
    assert finding.rule == "R23"
    assert "戻してください" in finding.advice


def test_r23_safe_unpaid_for_six_days_is_cancelled_and_the_stock_returns_once(
    safe: Town,
) -> None:
    order_id = safe.unpaid()
    safe.until(SIX_DAYS + 60)
    assert safe.axes(order_id) == ("注文キャンセル", "キャンセル")
    assert safe.moves(order_id) == [("注文引当", -1), ("キャンセル戻し", 1)]
    assert safe.stock() == 10
    assert safe.findings(order_id) == set()


@pytest.mark.parametrize("by", ["BUYER", "SELLER", "AMAZON"])
def test_r30_a_cancel_at_amazon_after_payment(town: Town, by: str) -> None:
    order_id = town.place(quantity=3)
    town.until(4.9)
    town.cancel_at_amazon(order_id, by)
    town.until(30)
    assert town.axes(order_id) == ("注文キャンセル", "キャンセル")
    if town.policy is Policy.SAFE:
        assert town.stock() == 10
        assert town.findings(order_id) == set()
    else:
        assert town.stock() in (7, 10)


@pytest.mark.parametrize("by", ["SELLER", "AMAZON"])
def test_r30_a_paid_order_that_is_known_and_then_cancelled_at_amazon(town: Town, by: str) -> None:
    order_id = town.place(quantity=3)
    town.until(20)
    town.cancel_at_amazon(order_id, by)
    town.until(40)
    assert town.axes(order_id) == ("注文キャンセル", "キャンセル")
    returned = town.policy is Policy.SAFE
    assert town.stock() == (10 if returned else 7)
    assert town.findings(order_id) == (set() if returned else {"STOCK_NOT_RETURNED"})


def test_r24_a_line_that_is_not_linked_shows_moves_nothing_and_says_why(town: Town) -> None:
    order_id = town.place(TEA, 2, more={UNLINKED: 3})
    town.until(10)
    detail = town.order(order_id)
    assert {line.sku: line.linked for line in detail.lines} == {TEA: True, UNLINKED: False}
    assert town.moves(order_id) == [("注文引当", -2)]
    assert town.stock(UNLINKED) == 10
    assert town.findings(order_id) == {"LINE_NOT_LINKED"}


def test_r25_fba_follows_amazon_moves_nothing_and_refuses_both_commands(town: Town) -> None:
    order_id = town.place(FBA)
    town.until(10)
    assert town.axes(order_id) == ("注文完了", "未処理")
    assert town.order(order_id).ship is Refusal.FBA
    assert town.order(order_id).cancel is Refusal.FBA
    with pytest.raises(Refused) as shipped:
        town.desk.ship(order_id, "ヤマト運輸", "1234")
    with pytest.raises(Refused) as cancelled:
        town.desk.cancel(order_id, CancelReason.BUYER)
    assert shipped.value.reason is cancelled.value.reason is Refusal.FBA
    town.until(24 * 60 + 20)
    assert town.axes(order_id) == ("注文完了", "配送完了")
    assert town.moves(order_id) == []
    assert town.findings(order_id) == set()
    assert town.stock(FBA) == 10


def test_r26_two_payment_kinds_each_with_its_own_list(town: Town) -> None:
    card, cod = town.place(), town.place(payment="COD")
    town.until(10)
    for kind, order_id in ((PaymentKind.AMAZON, card), (PaymentKind.COD, cod)):
        rows = town.views.orders(OrderFilter(payment_kind=kind)).rows
        assert [row.order_id for row in rows] == [order_id]


def test_r27_amounts_are_amazons(town: Town) -> None:
    """Postage and COD fee are in Amazon's total; the shop adds nothing."""
    order_id = town.place(payment="COD")
    town.until(10)
    detail = town.order(order_id)
    assert detail.row.total_yen == 2_980 + 460 + 330
    assert detail.lines[0].unit_price_yen == 2_980


def test_r28_no_buyer_is_asked_for_or_kept(town: Town) -> None:
    """The marker that the fake puts into each of a buyer's fields is nowhere in the books."""
    order_id = town.place()
    town.until(10)
    dump = "\n".join(town.world.books.connection.iterdump())
    assert order_id in dump
    for trace in (marker(town.world.setup.seed, order_id), "@marketplace.amazon", "@m.market"):
        assert trace not in dump
    asked = {operation for _, operation, _ in town.calls()}
    assert asked == {"searchOrders", "getListingsItem", "patchListingsItem"}


def test_r29_a_cancel_request_shows_and_cancels_nothing(town: Town) -> None:
    order_id = town.place()
    town.until(10)
    town.ask_to_cancel(order_id)
    town.until(17)
    assert town.axes(order_id) == ("注文完了", "未処理")
    assert [mark.value for mark in town.order(order_id).row.marks] == ["購入者キャンセル依頼"]
    assert town.findings(order_id) == {"CANCEL_ASKED"}
    town.desk.cancel(order_id, CancelReason.BUYER)
    town.until(60)
    assert town.axes(order_id) == ("注文キャンセル", "キャンセル")
    assert town.findings(order_id) == set()
    assert town.stock() == 10


def test_books_on_disk_tell_the_same_story_as_books_in_memory(
    open_town: OpenTown, tmp_path: Path
) -> None:
    """R42: the place of the books changes nothing of what stands in them."""
    journals = []
    for path in (None, tmp_path / "shop.db"):
        town = open_town(books_path=path)
        first, second = town.place(), town.unpaid(CUP)
        town.until(10)
        town.desk.ship(first, "佐川急便", "1234")
        town.cancel_at_amazon(second, "BUYER")
        town.until(130)
        journals.append(town.views.journal(limit=10_000))
    assert journals[0] == journals[1]


def test_r24_the_stock_returns_to_the_product_that_gave_it(safe: Town) -> None:
    """Also where the SKU was linked to another product in between."""
    order_id = safe.unpaid(CUP, 2)
    safe.until(10)
    safe.desk.clear_link("P2")
    safe.desk.link("P3", CUP, "B0RK000003")
    safe.cancel_at_amazon(order_id, "BUYER")
    safe.until(20)
    assert safe.moves(order_id) == [("注文引当", -2), ("キャンセル戻し", 2)]
    assert {each.code: each.stock for each in safe.views.products()} == {
        "P1": 10,
        "P2": 10,
        "P3": 10,
        "P4": 10,
    }
