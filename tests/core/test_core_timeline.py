"""An order's life in two lanes, each event with what led to it; jobs with what waits for them."""

import msgspec
from core_facts import ORDER, TEA
from core_shop import Shop, with_order
from core_world import FBA, Town

from core.domain.labels import CancelReason, Lane
from core.views.rows import JournalRow, TimelineEntry
from core.views.timeline import TEMPLATES


def lane_of(town: Town, order_id: str, lane: Lane) -> list[str]:
    return [entry.text for entry in town.order(order_id).timeline if entry.lane is lane]


def a_whole_life(town: Town) -> str:
    """Unpaid, paid, shipped here, confirmed."""
    order_id = town.unpaid()
    town.until(11)
    town.pay(order_id)
    town.until(21)
    town.desk.ship(order_id, "ヤマト運輸", "1234")
    town.until(60)
    return order_id


def test_the_two_lanes_tell_the_life_of_an_order(documented: Town) -> None:
    order_id = a_whole_life(documented)
    assert lane_of(documented, order_id, Lane.AMAZON) == [
        "注文発生",
        "支払い待ち（保留）",
        "支払い確定、未出荷",
        "confirmShipment → 204 ",
        "出荷済み 1234",
    ]
    assert lane_of(documented, order_id, Lane.SHOP) == [
        "決済ステータス 要確認、処理可否 未処理",
        f"在庫 -1（注文引当）{TEA} 残り9",
        "決済ステータス 注文完了",
        "配送完了 ヤマト運輸 1234",
        "処理可否 配送完了",
        "送信状態 送信中（配送完了）",
        "送信状態 受理（配送完了）",
        "送信状態 確認済み（配送完了）",
    ]


def test_events_stand_in_the_order_in_which_they_happened(town: Town) -> None:
    entries = town.order(a_whole_life(town)).timeline
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    assert all(entry.learned_at >= entry.at or entry.lane is Lane.AMAZON for entry in entries)


def test_amazons_events_say_when_they_happened_and_when_they_were_learned(town: Town) -> None:
    order_id = a_whole_life(town)
    paid = next(entry for entry in town.order(order_id).timeline if "支払い確定" in entry.text)
    assert (paid.at, paid.learned_at) == (town.at(11), town.at(15))


def causes(journal: dict[int, JournalRow], entry: TimelineEntry) -> list[str]:
    """The kinds of journal lines that led to an entry, backwards to the first."""
    kinds, seq = list[str](), entry.cause
    while seq is not None:
        row = journal[seq]
        kinds.append(row.kind)
        assert row.cause is None or row.cause < seq
        seq = row.cause
    return kinds


def test_each_event_names_what_led_to_it(documented: Town) -> None:
    order_id = a_whole_life(documented)
    journal = {row.seq: row for row in documented.views.journal(limit=10_000)}
    by_text = {entry.text: entry for entry in documented.order(order_id).timeline}
    stock = by_text[f"在庫 -1（注文引当）{TEA} 残り9"]
    sent = by_text["送信状態 送信中（配送完了）"]
    confirmed = by_text["送信状態 確認済み（配送完了）"]
    assert causes(journal, stock) == ["status", "fact", "call"]
    assert causes(journal, sent) == ["command"]
    assert causes(journal, confirmed)[-1] == "call"
    assert causes(journal, by_text["処理可否 配送完了"]) == ["command"]


def test_no_line_of_the_journal_names_a_later_cause(town: Town) -> None:
    a_whole_life(town)
    first, second = town.place(), town.place(FBA)
    town.until(70)
    town.desk.cancel(first, CancelReason.PRICE)
    town.cancel_at_amazon(second, "AMAZON")
    town.until(130)
    rows = town.views.journal(limit=10_000)
    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    assert all(row.cause is None or 0 < row.cause < row.seq for row in rows)
    assert [row.at for row in rows] == sorted(row.at for row in rows)


def test_r23_r35_the_rule_stands_beside_the_step(documented: Town) -> None:
    unpaid, early = documented.unpaid(), documented.place()
    documented.until(21)
    documented.desk.ship(early, "ヤマト運輸", "1234")
    documented.ship_at_amazon(early)
    documented.cancel_at_amazon(unpaid, "BUYER")
    documented.until(60)
    rules = {
        entry.text: entry.rule
        for order_id in (unpaid, early)
        for entry in documented.order(order_id).timeline
    }
    assert rules["決済ステータス 注文キャンセル、処理可否 キャンセル"] == "R23"
    assert rules["決済ステータス 連携失敗"] == "R35"


def test_every_entry_comes_from_a_template_that_translators_have(town: Town) -> None:
    order_id = a_whole_life(town)
    assert {entry.template for entry in town.order(order_id).timeline} <= set(TEMPLATES)


def test_the_books_follow_from_the_journal_alone(town: Town) -> None:
    """Design: state can be explained from the journal; here stock and both axes."""
    a_whole_life(town)
    town.place(quantity=3)
    town.cancel_at_amazon(town.unpaid(quantity=2), "BUYER")
    town.until(90)
    axes: dict[str, tuple[str, str]] = {}
    moved = 0
    for row in town.views.journal(limit=10_000):
        data = msgspec.json.decode(row.data, type=dict)
        if row.kind == "status":
            axes[row.order_id] = (data["payment_status"], data["handling"])
        if row.kind == "stock" and row.sku == TEA:
            moved += data["quantity"]
    assert axes == {row.order_id: town.axes(row.order_id) for row in town.views.orders().rows}
    assert town.stock() == 10 + moved


def test_r41_jobs_say_what_waits_for_them(shop: Shop) -> None:
    with_order(shop)
    shop.until(5)
    backlog = {job.name: job.backlog for job in shop.views.jobs()}
    assert (backlog["push_outcomes"], backlog["push_listings"]) == (0, 1)
    shop.desk.ship(ORDER, "ヤマト運輸", "1234")
    assert {job.name: job.backlog for job in shop.views.jobs()}["push_outcomes"] == 1
    assert (
        shop.push(ORDER).due_at
        == {job.name: job.due_at for job in shop.views.jobs()}["push_outcomes"]
    )
    shop.until(61)
    assert [job.backlog for job in shop.views.jobs()] == [0] * len(shop.views.jobs())
    assert shop.push(ORDER).due_at is None
    assert all(job.due_at > shop.now for job in shop.views.jobs())
