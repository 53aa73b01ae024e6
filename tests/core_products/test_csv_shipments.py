"""R39: shipments by CSV, each row by the checks of 配送完了."""

from datetime import UTC, datetime, timedelta

import pytest
from csv_shop import told
from products_town import ProductTown

from core.csv import ShipmentPlan, apply_shipments, read_shipments
from core.domain.instants import jst
from core.domain.labels import CancelReason, PushState
from core.domain.refusals import Refusal
from core.domain.shipping import CancelRow, Outcome, ShipRow, shipping_instant

HEADER = "注文番号,配送業者,追跡番号,出荷日"
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


def file(*rows: str) -> bytes:
    return "\r\n".join((HEADER, *rows)).encode("cp932")


def take(town: ProductTown, *rows: str, **choice: bool) -> ShipmentPlan:
    return apply_shipments(town.desk, read_shipments(file(*rows)), **choice)


def orders(town: ProductTown, number: int = 2) -> list[str]:
    """Paid orders that the shop has learned of."""
    placed = [town.place(0) for _ in range(number)]
    town.until(6)
    return placed


def test_r39_a_file_ships_many_orders(town: ProductTown) -> None:
    first, second = orders(town)
    today = "2026/11/23"
    plan = take(town, f"{first},ヤマト運輸,1111,{today}", f"{second},福山通運,2222,")
    assert (plan.shipped, plan.unchanged, plan.errors, plan.applied) == (2, 0, (), True)
    town.until(45)
    assert town.packages(first) == ["1111"]
    assert town.packages(second) == ["2222"]


def test_r39_importing_twice_changes_nothing(town: ProductTown) -> None:
    first, second = orders(town)
    rows = (f"{first},ヤマト運輸,1111,", f"{second},佐川急便,2222,")
    take(town, *rows)
    for minute in (6, 45, 120):
        town.until(minute)
        plan = take(town, *rows)
        assert (plan.shipped, plan.unchanged, plan.errors) == (0, 2, ())
    assert town.packages(first) == ["1111"]


def test_r39_a_bad_row_is_named_and_nothing_is_half_done(town: ProductTown) -> None:
    first, second = orders(town)
    rows = (
        f"{first},ヤマト運輸,1111,",
        f"{second},,1111,",
        f"{second},ヤマト運輸,追跡,",
        f"{second},ヤマト運輸,1111,2026/11/24",
        f"{second},ヤマト運輸,1111,2026/11/22",
        f"{second},ヤマト運輸,1111,2026/02/30",
        f"{second},ヤマト運輸,1111,明日",
        "250-0000000-0000000,ヤマト運輸,1111,",
        f"{first},ヤマト運輸,9999,",
        "=1+1,ヤマト運輸,1111,",
        f"{first},ヤマト運輸,1111,",
    )
    expected = [
        (3, "配送業者"),
        (4, "追跡番号"),
        (7, "出荷日"),
        (8, "出荷日"),
        (9, "注文番号"),
        (10, "注文番号"),
        (11, "注文番号"),
    ]
    plan = take(town, *rows)
    assert not plan.applied
    assert set(expected) <= set(told(plan.errors))
    assert town.views.pushes(first) == ()
    plan = take(town, *rows, skip_bad_rows=True)
    assert (plan.shipped, plan.unchanged, plan.applied) == (1, 1, True)
    assert town.push(first).state is PushState.WAITING
    assert town.views.pushes(second) == ()


def test_r39_a_dry_run_puts_nothing_in_line(town: ProductTown) -> None:
    first, second = orders(town)
    plan = take(town, f"{first},ヤマト運輸,1111,", f"{second},ヤマト運輸,2222,", dry_run=True)
    assert (plan.shipped, plan.applied) == (2, False)
    assert town.views.pushes(first) == ()


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", "注文番号\r\n1".encode(), b"\xff\xff"])
def test_r39_a_file_that_cannot_be_read_is_refused_whole(
    documented: ProductTown, data: bytes
) -> None:
    for skip_bad_rows in (False, True):
        plan = apply_shipments(documented.desk, read_shipments(data), skip_bad_rows=skip_bad_rows)
        assert plan.errors
        assert not plan.applied


def test_r39_many_by_command_answer_row_by_row(town: ProductTown) -> None:
    first, second = orders(town)
    ship_rows = [
        ShipRow(first, "ヤマト運輸", "1111"),
        ShipRow(first, "ヤマト運輸", "1111"),
        ShipRow(second, "ヤマト運輸", ""),
        ShipRow("nobody", "ヤマト運輸", "1111"),
    ]
    reasons = [None, None, Refusal.NO_TRACKING, Refusal.NO_SUCH_ORDER]
    outcomes = [Outcome.DONE, Outcome.UNCHANGED, Outcome.REFUSED, Outcome.REFUSED]
    for choice in ({"dry_run": True}, {"all_or_nothing": True}):
        results = town.desk.ship_many(ship_rows, **choice)
        assert [each.outcome for each in results] == outcomes
        assert town.views.pushes(first) == ()
    results = town.desk.ship_many(ship_rows)
    assert [each.reason for each in results] == reasons
    assert results[0].push_id == town.push(first).push_id


def test_r39_many_cancels_by_command(town: ProductTown) -> None:
    first, second = orders(town)
    town.desk.ship(second, "ヤマト運輸", "2222")
    rows = [CancelRow(order_id, CancelReason.NO_INVENTORY) for order_id in (first, second, first)]
    results = town.desk.cancel_many(rows)
    assert [each.outcome for each in results] == [
        Outcome.DONE,
        Outcome.REFUSED,
        Outcome.UNCHANGED,
    ]
    assert results[1].reason is Refusal.PUSH_UNDER_WAY
    town.until(60)
    assert town.status(first) == "CANCELLED"
    assert town.desk.cancel_many(rows[:1])[0].outcome is Outcome.UNCHANGED


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("day", "purchased", "expected"),
    [
        (None, "2026-11-20T00:00:00Z", NOW),
        ("2026-11-23", "2026-11-20T00:00:00Z", NOW),
        ("2026-11-22", "2026-11-20T00:00:00Z", at("2026-11-21T15:00:00Z")),
        ("2026-11-20", "2026-11-20T01:00:00Z", at("2026-11-20T01:00:00Z")),
        ("2026-11-19", "2026-11-20T00:00:00Z", Refusal.SHIPPED_ON_TOO_EARLY),
        ("2026-11-24", "2026-11-20T00:00:00Z", Refusal.SHIPPED_ON_FUTURE),
    ],
)
def test_r39_the_day_of_shipping_in_japan(
    day: str | None, purchased: str, expected: datetime | Refusal
) -> None:
    shipped_on = at(day).date() if day else None
    assert shipping_instant(shipped_on, at(purchased), NOW) == expected


def test_r39_the_day_of_shipping_reaches_amazon(town: ProductTown) -> None:
    (order_id,) = orders(town, 1)
    town.until(60 * 30)
    take(town, f"{order_id},ヤマト運輸,1111,{jst(town.start):%Y/%m/%d}")
    town.until(60 * 31)
    (package,) = town.views.order(order_id).packages
    assert package.shipped_at is not None
    assert package.shipped_at < town.start + timedelta(minutes=6)
