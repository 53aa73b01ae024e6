"""Undo: the step done last, as long as nothing else has happened to it since."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

from tui_stage import Stage, run_on_stage

from core import Books, Desk, Views
from core.domain.labels import FulfilledBy, Handling, PaymentStatus
from core.domain.refusals import Refusal
from core.domain.shipping import ShipRow
from core.views.rows import OrderFilter
from tui.dialogs.csv_file import CsvTaken
from tui.messages import CommandRefused, Undone
from tui.undo import edit


async def _ship(stage: Stage, order_id: str) -> None:
    await stage.open_orders(order_id)
    await stage.press("s")
    await stage.write("123456789012")
    await stage.press("enter")
    assert stage.order(order_id).row.handling is Handling.SHIPPED


async def _set_stock(stage: Stage, number: str) -> str:
    await stage.press("3", "e")
    await stage.write(number)
    await stage.press("enter")
    return stage.session.views.products()[0].code


def test_there_is_a_reason_beside_the_key_where_nothing_was_done() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("U")
        (refused,) = stage.posted(CommandRefused)
        assert "元に戻せる操作はありません" in refused.sentence

    run_on_stage(play)


def test_a_waiting_notice_is_taken_back_from_any_screen() -> None:
    async def play(stage: Stage) -> None:
        order_id = stage.find().order_id
        await _ship(stage, order_id)
        await stage.press("1", "U")
        assert stage.order(order_id).row.handling is Handling.OPEN
        (undone,) = stage.posted(Undone)
        assert order_id in undone.words
        await stage.press("U")
        assert len(stage.posted(CommandRefused)) == 1, "it is undone once"

    run_on_stage(play)


def test_a_notice_that_was_sent_stays_and_the_sentence_says_why() -> None:
    async def play(stage: Stage) -> None:
        order_id = stage.find().order_id
        await _ship(stage, order_id)
        await stage.pass_time(timedelta(hours=1))
        await stage.press("U")
        assert stage.order(order_id).row.handling is Handling.SHIPPED
        (refused,) = stage.posted(CommandRefused)
        assert order_id in refused.sentence
        assert not stage.posted(Undone)

    run_on_stage(play)


def test_edits_are_undone_one_by_one_the_newest_first() -> None:
    async def play(stage: Stage) -> None:
        before = stage.session.views.products()[0]
        code = await _set_stock(stage, "77")
        await stage.press("p")
        await stage.write("4321")
        await stage.press("enter")
        await stage.press("U")
        (row,) = stage.session.views.products(code)
        assert (row.stock, row.price_yen) == (77, before.price_yen)
        await stage.press("2", "U")
        assert stage.session.views.products(code)[0].stock == before.stock
        assert len(stage.posted(Undone)) == 2

    run_on_stage(play)


def test_a_figure_that_changed_since_is_left_alone() -> None:
    async def play(stage: Stage) -> None:
        code = await _set_stock(stage, "77")
        await stage.session.at_desk(lambda desk: desk.set_stock(code, 76))
        await stage.press("U")
        assert stage.session.views.products(code)[0].stock == 76
        (refused,) = stage.posted(CommandRefused)
        assert "その後に変わった" in refused.sentence

    run_on_stage(play)


def test_r42_a_sale_in_the_instant_before_the_way_back_is_not_forgotten(tmp_path: Path) -> None:
    with Books.open(tmp_path / "books.db") as shop, Books.open(tmp_path / "books.db") as reader:
        desk, views = Desk(shop, lambda: datetime(2026, 11, 23, tzinfo=UTC)), Views(reader)
        desk.add_product("tea", "煎茶", stock=10, price_yen=980)
        (before,) = views.products("tea")
        desk.set_stock("tea", 77)
        reader.connection.execute("BEGIN")
        (after,) = views.products("tea")
        step = edit(before, after)
        assert step is not None
        desk.set_stock("tea", 76)
        assert views.products("tea") == (after,), "the reader has not heard of it"
        assert "その後に変わった" in step.back(desk, views)
        assert Views(shop).products("tea")[0].stock == 76
        reader.connection.execute("COMMIT")


def test_many_notices_are_one_step() -> None:
    async def play(stage: Stage) -> None:
        wanted = OrderFilter(
            handling=Handling.OPEN,
            payment_status=PaymentStatus.COMPLETE,
            fulfilled_by=FulfilledBy.MERCHANT,
        )
        rows = [
            ShipRow(row.order_id, "ヤマト運輸", f"12345678901{number}")
            for number, row in enumerate(stage.session.views.orders(wanted).rows[:3])
        ]
        await stage.press("2")
        stage.frame.do_many("配送完了", lambda desk: desk.ship_many(rows))  # type: ignore[attr-defined]
        await stage.settle()
        shipped = [
            row for row in rows if stage.order(row.order_id).row.handling is Handling.SHIPPED
        ]
        assert len(shipped) >= 2
        await stage.press("escape", "U")
        assert not [
            row for row in shipped if stage.order(row.order_id).row.handling is Handling.SHIPPED
        ]
        (undone,) = stage.posted(Undone)
        assert str(len(shipped)) in undone.words

    run_on_stage(play)


def test_two_presses_in_a_row_undo_two_steps() -> None:
    async def play(stage: Stage) -> None:
        before = stage.session.views.products()[0]
        code = await _set_stock(stage, "77")
        await stage.press("p")
        await stage.write("4321")
        await stage.press("enter")
        for _press in range(2):
            stage.frame.action_undo()
        await stage.settle()
        (row,) = stage.session.views.products(code)
        assert (row.stock, row.price_yen) == (before.stock, before.price_yen)
        assert len(stage.posted(Undone)) == 2
        assert not stage.posted(CommandRefused)

    run_on_stage(play)


def test_a_file_of_shipments_is_the_step_done_last() -> None:
    async def play(stage: Stage) -> None:
        order_id = stage.find().order_id
        code = await _set_stock(stage, "77")
        await stage.press("2")
        data = f"注文番号,配送業者,追跡番号\n{order_id},ヤマト運輸,123456789012\n".encode()
        stage.frame.import_shipments(CsvTaken(Path("a.csv"), data, False))  # type: ignore[attr-defined]
        await stage.settle()
        assert stage.order(order_id).row.handling is Handling.SHIPPED
        await stage.press("U")
        assert stage.order(order_id).row.handling is Handling.OPEN
        assert stage.session.views.products(code)[0].stock == 77

    run_on_stage(play)


def test_what_a_rewind_took_back_is_not_offered_again() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("full_stop")
        await _set_stock(stage, "77")
        await stage.press("less_than_sign", "U")
        assert "元に戻せる操作はありません" in stage.posted(CommandRefused)[-1].sentence

    run_on_stage(play)


def test_a_figure_that_somebody_set_meanwhile_is_what_undo_goes_back_to() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("3")
        code = stage.session.views.products()[0].code
        gate = Event()

        def slowly(desk: Desk) -> None:
            gate.wait()
            desk.set_stock(code, 50)

        other = asyncio.ensure_future(stage.session.at_desk(slowly))
        stage.frame.edit(lambda desk: desk.set_stock(code, 60), code)  # type: ignore[attr-defined]
        await stage.pilot.pause()
        gate.set()
        await other
        await stage.settle()
        assert stage.session.views.products(code)[0].stock == 60
        await stage.press("U")
        assert stage.session.views.products(code)[0].stock == 50

    run_on_stage(play)


def test_a_product_that_is_gone_meanwhile_is_a_sentence() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("3", "e")
        code = stage.session.views.products()[0].code
        await stage.session.at_desk(lambda desk: desk.clear_link(code))
        await stage.session.at_desk(lambda desk: desk.remove_product(code))
        assert not stage.session.views.products(code)
        await stage.write("5")
        await stage.press("enter")
        assert stage.posted(CommandRefused)[-1].sentence == Refusal.NO_SUCH_PRODUCT.value

    run_on_stage(play)
