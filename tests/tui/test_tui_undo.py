"""Undo: the step done last, as long as nothing else has happened to it since."""

from datetime import timedelta

from tui_stage import Stage, run_on_stage

from core.domain.labels import FulfilledBy, Handling, PaymentStatus
from core.domain.shipping import ShipRow
from core.views.rows import OrderFilter
from tui.messages import CommandRefused, Undone


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
