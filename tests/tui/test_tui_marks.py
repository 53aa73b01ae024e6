"""Many orders at once on screen: marks, the look before, the outcome by order (R39)."""

from textual.widgets import Button
from tui_stage import Stage, run_on_stage

from core.domain.labels import FulfilledBy, Handling, Mark, PaymentStatus, PushKind, PushState
from core.domain.refusals import Refusal
from core.domain.shipping import Outcome
from core.views.rows import OrderFilter
from tui.dialogs.results import ResultsScreen
from tui.dialogs.ship_many import ShipManyForm, TrackingInput
from tui.messages import CommandRefused, ManyDone
from tui.screens.order import OrderScreen
from tui.widgets.drawn import Drawn


def _open_orders(stage: Stage, number: int) -> list[str]:
    """The newest orders that can be shipped."""
    wanted = OrderFilter(
        payment_status=PaymentStatus.COMPLETE,
        handling=Handling.OPEN,
        fulfilled_by=FulfilledBy.MERCHANT,
    )
    return [row.order_id for row in stage.session.views.orders(wanted).rows[:number]]


async def _mark(stage: Stage, *order_ids: str) -> None:
    for order_id in order_ids:
        await stage.open_orders(order_id)
        await stage.press("v")


def _marked(stage: Stage) -> frozenset[str]:
    return stage.frame.query_one("#orders").marked


def _numbers(stage: Stage) -> list[TrackingInput]:
    return list(stage.app.screen.query(TrackingInput))


def test_a_mark_is_a_sign_goes_by_order_number_and_survives_new_orders() -> None:
    async def play(stage: Stage) -> None:
        first, second = _open_orders(stage, 2)
        await _mark(stage, first, second)
        assert "* 選択 2件" in stage.text()
        assert f"*{first}" in stage.text(), "the mark is a sign, not a colour"
        sku = (await stage.world(lambda world: world.amazon.listings()))[0].sku
        await stage.world(lambda world: world.amazon.place_order({sku: 1}))
        await stage.press("g")
        await stage.write("+12m")
        await stage.press("enter")
        assert _marked(stage) == {first, second}
        await stage.open_orders(first)
        await stage.press("v")
        assert _marked(stage) == {second}
        await stage.press("escape")
        assert not _marked(stage)

    run_on_stage(play)


def test_a_mark_goes_with_its_order_when_the_world_goes_back() -> None:
    async def play(stage: Stage) -> None:
        (kept,) = _open_orders(stage, 1)
        sku = (await stage.world(lambda world: world.amazon.listings()))[0].sku
        await stage.press("g")
        await stage.write("+1m")
        await stage.press("enter")
        await stage.world(lambda world: world.amazon.place_order({sku: 1}))
        await stage.press("g")
        await stage.write("+12m")
        await stage.press("enter", "2")
        newest = stage.session.views.orders().rows[0].order_id
        await _mark(stage, kept, newest)
        assert _marked(stage) == {kept, newest}
        await stage.press("1", "less_than_sign")
        assert not stage.session.is_order(newest)
        await stage.press("2")
        assert _marked(stage) == {kept}
        assert "* 選択 1件" in stage.text()

    run_on_stage(play)


def test_all_that_the_filter_shows_can_be_marked() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("2", "slash")
        await stage.write("万年筆")
        await stage.press("enter", "V")
        shown = {
            row.order_id for row in stage.session.views.orders(OrderFilter(text="万年筆")).rows
        }
        assert _marked(stage) == shown
        await stage.press("slash")
        await stage.write("ないもの")
        await stage.press("enter")
        assert _marked(stage) == shown, "what is chosen stays chosen behind another filter"
        await stage.press("v")
        assert stage.posted(CommandRefused), "there is nothing to mark, and it says so"

    run_on_stage(play)


def test_r39_those_that_can_are_shipped_and_the_others_are_counted_by_reason() -> None:
    async def play(stage: Stage) -> None:
        able = _open_orders(stage, 2)
        fba = stage.find(by=FulfilledBy.AMAZON).order_id
        unpaid = stage.find(status=PaymentStatus.NEEDS_CHECK).order_id
        await _mark(stage, *able, fba, unpaid)
        await stage.press("s")
        assert isinstance(stage.app.screen, ShipManyForm)
        assert "配送完了できる注文は2件です" in stage.text()
        assert "1件: FBA" in stage.text()
        assert "1件: 要確認" in stage.text()
        await stage.write("1111-1111")
        await stage.press("enter")
        await stage.write("２２２２")
        await stage.press("enter", "enter")
        (done,) = stage.posted(ManyDone)
        assert {row.outcome for row in done.results} == {Outcome.DONE}
        pushed = {stage.order(order_id).pushes[-1].tracking for order_id in able}
        assert pushed == {"1111-1111", "2222"}
        assert _marked(stage) == {fba, unpaid}, "what could not be done stays chosen"
        assert not stage.order(fba).pushes

    run_on_stage(play)


def test_r31_a_wrong_number_is_named_beside_its_order_and_an_empty_one_is_left_out() -> None:
    async def play(stage: Stage) -> None:
        able = _open_orders(stage, 2)
        await _mark(stage, *able)
        await stage.press("s")
        submit = stage.app.screen.query_one("#form-submit", Button)
        assert submit.disabled
        first, second = _numbers(stage)
        await stage.write("あ")
        assert f"! {first.order_id}:" in stage.text()
        assert Refusal.BAD_TRACKING.value[:20] in stage.text()
        await stage.press("backspace")
        await stage.write("12")
        assert not submit.disabled
        assert "空欄の1件はそのままです" in stage.text()
        await stage.press("escape", "s")
        assert [field.value for field in _numbers(stage)] == ["12", ""], "nothing typed is lost"
        await stage.press("enter")
        await stage.press("enter")
        assert stage.order(first.order_id).pushes[-1].tracking == "12"
        assert not stage.order(second.order_id).pushes
        assert _marked(stage) == {second.order_id}

    run_on_stage(play)


def test_a_column_pasted_from_a_spreadsheet_fills_the_fields_below() -> None:
    async def play(stage: Stage) -> None:
        await _mark(stage, *_open_orders(stage, 3))
        await stage.press("s")
        fields = _numbers(stage)
        fields[0].post_message(
            TrackingInput.ColumnPasted(fields[0], ["4000-1", " 4000-2 ", "4000-3", "4000-4"])
        )
        await stage.settle()
        assert [field.value for field in fields] == ["4000-1", "4000-2", "4000-3"]

    run_on_stage(play)


def test_r39_what_is_refused_meanwhile_is_told_by_order_and_its_number_kept() -> None:
    async def play(stage: Stage) -> None:
        able = _open_orders(stage, 2)
        await _mark(stage, *able)
        await stage.press("s")
        first, second = _numbers(stage)

        async def meanwhile(world: object) -> None:
            world.desk.ship(first.order_id, "佐川急便", "77")  # type: ignore[attr-defined]

        await stage.world(meanwhile)
        first.value, second.value = "1", "2"
        await stage.settle()
        await stage.pilot.click("#form-submit")
        await stage.settle()
        assert isinstance(stage.app.screen, ResultsScreen)
        assert "✗ 不可" in stage.text()
        assert "✓ 受付" in stage.text()
        assert Refusal.PUSH_UNDER_WAY.value in stage.text()
        await stage.press("enter")
        assert isinstance(stage.app.screen, OrderScreen), "Enter opens the refused order"
        await stage.press("escape")
        assert _marked(stage) == {first.order_id}
        assert stage.order(second.order_id).pushes[-1].tracking == "2"

    run_on_stage(play)


def test_r37_r32_many_are_cancelled_for_one_reason_and_taken_back() -> None:
    async def play(stage: Stage) -> None:
        able = _open_orders(stage, 2)
        await _mark(stage, *able)
        await stage.press("c")
        await stage.press("enter", "down", "enter", "enter")
        for order_id in able:
            push = stage.order(order_id).pushes[-1]
            assert (push.kind, push.state) == (PushKind.CANCEL, PushState.WAITING)
        await _mark(stage, *able)
        await stage.press("u", "enter")
        assert len(stage.posted(ManyDone)) == 2
        for order_id in able:
            assert stage.order(order_id).pushes[-1].state is PushState.TAKEN_BACK
            assert stage.order(order_id).row.handling is Handling.OPEN

    run_on_stage(play)


def test_where_none_of_them_can_the_dialog_says_why_and_offers_nothing() -> None:
    async def play(stage: Stage) -> None:
        await _mark(stage, stage.find(by=FulfilledBy.AMAZON).order_id)
        for opener in ("s", "c", "u"):
            await stage.press(opener)
            assert stage.app.screen.query_one("#form-submit", Button).disabled
            assert not _numbers(stage)
            await stage.press("escape")
        assert not stage.posted(ManyDone)

    run_on_stage(play)


def test_enter_after_a_wrong_number_stays_with_it_and_never_leaves_the_dialog() -> None:
    async def play(stage: Stage) -> None:
        first, second = _open_orders(stage, 2)
        await _mark(stage, first, second)
        await stage.press("s")
        await stage.press("enter", "enter")
        assert stage.app.focused is _numbers(stage)[0], "nothing typed: it begins again"
        await stage.write("7000-1")
        await stage.press("enter")
        await stage.write("だめ")
        await stage.press("enter")
        wrong = _numbers(stage)[1]
        assert stage.app.focused is wrong, "what is wrong is at hand"
        await stage.press("backspace", "backspace")
        await stage.write("7000-2")
        await stage.press("enter", "enter")
        assert stage.order(first).pushes[-1].tracking == "7000-1"
        assert stage.order(second).pushes[-1].tracking == "7000-2"

    run_on_stage(play)


def test_r29_before_a_parcel_leaves_it_is_said_that_the_buyer_asked_to_cancel() -> None:
    async def play(stage: Stage) -> None:
        rows = stage.session.views.orders(OrderFilter(), limit=100).rows
        asked = next(row.order_id for row in rows if Mark.CANCEL_ASKED in row.marks)
        other = next(each for each in _open_orders(stage, 3) if each != asked)
        for order_ids in ((asked,), (asked, other)):
            if len(order_ids) > 1:
                await _mark(stage, *order_ids)
            else:
                await stage.open_orders(asked)
            await stage.press("s")
            words = stage.app.screen.query_one("#cancel-asked", Drawn).render().plain
            assert asked in words
            assert other not in words
            await stage.press("escape")

    run_on_stage(play)
