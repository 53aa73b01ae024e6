"""Finding orders on screen: lists by payment kind, days, sorting, buyers, columns (R26, R40)."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from textual.widgets import Button, Input
from tui_stage import Stage, run_on_stage

from core.domain.instants import jst
from core.domain.labels import PaymentKind, PaymentStatus, PushState
from core.views.rows import OrderRow
from tui.days import DayUnreadable, day_of
from tui.messages import BuyersFound
from tui.order_columns import ORDER_COLUMNS
from tui.settings import Settings

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


def _rows(stage: Stage) -> list[OrderRow]:
    source = stage.frame.query_one("#orders").source
    return [source.at(index) for index in range(len(source))]


def test_a_label_typed_as_the_search_finds_the_orders_that_carry_it() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("2")
        waiting = [row for row in _rows(stage) if row.push_state is PushState.WAITING]
        assert waiting
        for label, orders in (
            ("送信待ち", waiting),
            ("連携失敗", [stage.find_any(PaymentStatus.LINK_FAILED)]),
        ):
            await stage.press("slash")
            stage.app.screen.query_one("#orders-search", Input).value = label
            await stage.press("enter")
            assert _rows(stage) == orders
            assert f"「{label}」" in stage.text()
        await stage.press("escape")
        assert len(_rows(stage)) > len(waiting)

    run_on_stage(play)


def test_r26_each_payment_kind_has_its_list() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("2")
        everything = _rows(stage)
        assert "[注文検索/一括処理]" in stage.text()
        await stage.press("right")
        assert f"[{PaymentKind.AMAZON.value}]" in stage.text()
        assert {row.payment_kind for row in _rows(stage)} == {PaymentKind.AMAZON}
        await stage.press("left", "left")
        assert f"[{PaymentKind.COD.value}]" in stage.text()
        cod = _rows(stage)
        assert {row.payment_kind for row in cod} == {PaymentKind.COD}
        await stage.press("escape")
        assert _rows(stage) == cod, "clearing a filter does not leave the list"
        await stage.press("right")
        assert _rows(stage) == everything
        await stage.pilot.click("KindShown:last-of-type")
        await stage.settle()

    run_on_stage(play)


def test_days_are_typed_checked_and_kept() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("2", "f")
        since, until = (stage.app.screen.query_one(f"#{id}", Input) for id in ("since", "until"))
        submit = stage.app.screen.query_one("#form-submit", Button)
        since.value = "13/45"
        await stage.settle()
        assert submit.disabled
        assert "日付は 11/23、2026-11-23、今日" in stage.text()
        since.value, until.value = "11/22", "昨日"
        await stage.settle()
        assert "2026-11-22(日) 〜 2026-11-22(日)" in stage.text()
        until.value = "11/21"
        await stage.settle()
        assert "「まで」の日が「から」の日より前です" in stage.text()
        until.value = "１１／２２"
        await stage.settle()
        await stage.press("enter")
        shown = _rows(stage)
        assert {jst(row.purchased_at).date() for row in shown} == {date(2026, 11, 22)}
        assert "絞込: 11/22〜11/22" in stage.text()
        await stage.press("3", "2")
        assert _rows(stage) == shown, "what is set stays"
        await stage.press("f")
        kept = stage.app.screen.query_one("#until", Input).value
        assert kept == "2026-11-22"

    run_on_stage(play)


def test_a_list_is_sorted_by_day_or_by_a_figure() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("2")
        newest = _rows(stage)
        await stage.press("t")
        assert _rows(stage) == newest[::-1]
        assert "古い順" in stage.text()
        await stage.press("t")
        totals = [row.total_yen for row in _rows(stage) if row.total_yen is not None]
        assert totals == sorted(totals, reverse=True)
        await stage.press("t", "t")
        assert _rows(stage) == newest

    run_on_stage(play)


def test_a_list_too_long_to_sort_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.order_lists.SORTED_AT_MOST", 10)

    async def play(stage: Stage) -> None:
        await stage.press("2")
        newest = _rows(stage)
        await stage.press("t", "t")
        assert "絞り込むと使えます" in stage.told()[-1]
        assert _rows(stage) == newest

    run_on_stage(play)


def test_r40_orders_are_found_by_their_buyer_and_nothing_of_him_is_kept() -> None:
    async def play(stage: Stage) -> None:
        order_id = stage.find().order_id
        buyer = await stage.session.buyer(order_id)
        assert buyer is not None
        text = buyer.person.phone
        await stage.press("2", "b")
        assert "個人情報を、いま復号して探します" in stage.text().replace("\n", "")
        await stage.write(text)
        await stage.press("enter")
        (found,) = stage.posted(BuyersFound)
        assert order_id in found.order_ids
        assert {row.order_id for row in _rows(stage)} == set(found.order_ids)
        assert "購入者で検索" in stage.text()
        assert text not in stage.text()
        assert text not in repr(stage.posted(BuyersFound))
        journal = "".join(line.data for line in stage.session.views.journal(limit=100_000))
        assert "購入者の検索" in journal
        assert text not in journal
        await stage.press("escape")
        assert len(_rows(stage)) > len(found.order_ids)

    run_on_stage(play)


def test_columns_are_chosen_moved_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "state.json"

    async def play(stage: Stage) -> None:
        await stage.press("2", "o")
        await stage.press("down", "v", "down", "K")
        await stage.press("enter")
        head = stage.text().split("\n")[4]
        assert "受注日時" not in head
        assert head.index("決済ステータス") > head.index("注文番号")
        kept = Settings(file).get("orders.columns", list[str], [])
        assert "at" not in kept
        assert kept[0] == "order"
        assert len(kept) == len(ORDER_COLUMNS) - 1
        await stage.press("o", *["down", "v"] * len(ORDER_COLUMNS))

    run_on_stage(play, settings=Settings(file))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", None),
        ("今日", date(2026, 11, 23)),
        ("昨日", date(2026, 11, 22)),
        ("７日前", date(2026, 11, 16)),
        ("-7", date(2026, 11, 16)),
        ("11/23", date(2026, 11, 23)),
        ("11/24", date(2025, 11, 24)),
        ("2026-11-01", date(2026, 11, 1)),
        ("2026/1/2", date(2026, 1, 2)),
        ("20261101", date(2026, 11, 1)),
    ],
)
def test_a_day_as_it_is_typed(text: str, day: date | None) -> None:
    assert day_of(text, NOW) == day


@pytest.mark.parametrize(
    "text",
    [
        "13/1",
        "2/30",
        "2/29",
        "あ",
        "2026-13-01",
        "99999日前",
        "1/2/3/4",
        "0001-01-01",
        "9999-12-31",
    ],
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(DayUnreadable):
        day_of(text, datetime(2026, 3, 1, tzinfo=UTC) if text == "2/29" else NOW)
