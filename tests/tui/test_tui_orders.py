"""Working through orders from the keyboard: R25, R31, R32, R33, R37 and what the screen says."""

import pytest
from textual.widgets import Button, Input, Select
from tui_stage import Play, Stage, run_on_stage

from core.domain.carriers import CARRIERS
from core.domain.labels import (
    FulfilledBy,
    Handling,
    PaymentStatus,
    PushKind,
    PushState,
)
from core.domain.refusals import Refusal
from tui.dialogs.cancel import CancelForm
from tui.dialogs.ship import ShipForm
from tui.messages import CommandRefused, NoticeGiven, NoticeTakenBack
from tui.screens import order_finding
from tui.screens.order import OrderScreen
from tui.settings import Settings


def test_r31_r32_ship_by_keyboard_puts_the_notice_in_line() -> None:
    async def play(stage: Stage) -> None:
        order_id = stage.find().order_id
        await stage.open_orders(order_id)
        await stage.press("s")
        await stage.write("4444-5555-6666")
        await stage.press("enter")
        assert stage.posted(NoticeGiven) == [NoticeGiven(order_id, PushKind.SHIP)]
        (push,) = stage.order(order_id).pushes
        assert (push.state, push.carrier, push.tracking) == (
            PushState.WAITING,
            "ヤマト運輸",
            "4444-5555-6666",
        )
        assert "送信待ち" in stage.text()

    run_on_stage(play)


def test_r31_the_tracking_number_is_checked_as_typed() -> None:
    async def play(stage: Stage) -> None:
        await stage.open_orders(stage.find().order_id)
        await stage.press("s")
        submit = stage.app.screen.query_one("#form-submit", Button)
        assert submit.disabled
        assert Refusal.NO_TRACKING.value in stage.text()
        await stage.write("あ")
        assert Refusal.BAD_TRACKING.value[:20] in stage.text()
        await stage.press("enter")
        assert isinstance(stage.app.screen, ShipForm), "a wrong entry is not lost"
        await stage.press("backspace")
        await stage.write("１２３４")
        assert not submit.disabled, "full-width digits of an input method count"
        assert not stage.posted(NoticeGiven)

    run_on_stage(play)


def test_r31_another_carrier_goes_by_its_name() -> None:
    async def play(stage: Stage) -> None:
        order_id = stage.find().order_id
        await stage.open_orders(order_id)
        await stage.press("s", "shift+tab", "enter", "end", "enter")
        assert stage.app.screen.query_one("#carrier-name", Input).display
        stage.app.screen.query_one("#carrier-name", Input).focus()
        await stage.write("West")
        stage.app.screen.query_one("#tracking", Input).focus()
        await stage.write("99")
        await stage.press("enter")
        (push,) = stage.order(order_id).pushes
        assert (push.carrier, push.tracking) == ("West", "99")

    run_on_stage(play)


def test_the_carrier_chosen_last_is_offered_again_to_the_same_person_only() -> None:
    his = Settings()

    async def ship(stage: Stage) -> None:
        await stage.open_orders(stage.find().order_id)
        await stage.press("s", "shift+tab", "enter", "down", "enter")
        stage.app.screen.query_one("#tracking", Input).focus()
        await stage.write("99")
        await stage.press("enter")

    def offers(label: str) -> Play:
        async def look(stage: Stage) -> None:
            await stage.open_orders(stage.find().order_id)
            await stage.press("s")
            assert stage.app.screen.query_one("#carrier", Select).value == label

        return look

    run_on_stage(ship, settings=his)
    run_on_stage(offers(CARRIERS[1].label), settings=his)
    run_on_stage(offers(CARRIERS[0].label))


def test_r32_a_waiting_notice_can_be_taken_back() -> None:
    async def play(stage: Stage) -> None:
        order_id = stage.find().order_id
        await stage.open_orders(order_id)
        assert "(取り下げ)" in stage.footer()
        await stage.press("s")
        await stage.write("1")
        await stage.press("enter")
        assert "u 取り下げ" in stage.footer()
        await stage.press("u")
        assert stage.posted(NoticeTakenBack) == [NoticeTakenBack(order_id)]
        assert stage.order(order_id).pushes[-1].state is PushState.TAKEN_BACK
        assert stage.order(order_id).row.handling is Handling.OPEN

    run_on_stage(play)


def test_r37_cancel_asks_for_a_reason() -> None:
    async def play(stage: Stage) -> None:
        order_id = stage.find().order_id
        await stage.open_orders(order_id)
        await stage.press("c")
        assert isinstance(stage.app.screen, CancelForm)
        assert stage.app.screen.query_one("#form-submit", Button).disabled
        assert stage.app.screen.query_one("#reason", Select).value is Select.NULL
        await stage.press("enter", "down", "enter")
        await stage.press("enter")
        assert stage.posted(NoticeGiven) == [NoticeGiven(order_id, PushKind.CANCEL)]
        (push,) = stage.order(order_id).pushes
        assert (push.kind, push.state, push.reason) == (
            PushKind.CANCEL,
            PushState.WAITING,
            "在庫切れ",
        )

    run_on_stage(play)


def test_r25_an_fba_order_has_grey_keys_that_say_why() -> None:
    async def play(stage: Stage) -> None:
        order_id = stage.find(by=FulfilledBy.AMAZON).order_id
        await stage.open_orders(order_id)
        assert "(配送完了)" in stage.footer()
        assert "(注文キャンセル)" in stage.footer()
        for pressed in ("s", "c"):
            await stage.press(pressed)
            assert not isinstance(stage.app.screen, ShipForm | CancelForm)
        assert [message.sentence for message in stage.posted(CommandRefused)] == [
            Refusal.FBA.value,
            Refusal.FBA.value,
        ]
        active = stage.frame.active_bindings
        assert active["s"].tooltip == Refusal.FBA.value, "hovering says it too"
        assert not stage.order(order_id).pushes

    run_on_stage(play)


def test_r33_an_unpaid_order_cannot_be_shipped() -> None:
    async def play(stage: Stage) -> None:
        order_id = stage.find(status=PaymentStatus.NEEDS_CHECK).order_id
        await stage.open_orders(order_id)
        await stage.press("s")
        assert stage.posted(CommandRefused) == [CommandRefused(Refusal.UNPAID.value)]
        await stage.press("enter")
        assert isinstance(stage.app.screen, OrderScreen)
        assert "要確認（Amazonでは保留）の注文はまだ出荷できません" in stage.text()

    run_on_stage(play)


def test_a_command_that_the_rules_refuse_meanwhile_is_one_sentence() -> None:
    """The key was free when the dialog opened; the desk has the last word."""

    async def play(stage: Stage) -> None:
        order_id = stage.find().order_id
        await stage.open_orders(order_id)
        await stage.press("s")
        stage.session.live.submit(
            lambda world: _ship(world, order_id)  # type: ignore[arg-type]
        ).result()
        await stage.write("1")
        await stage.press("enter")
        assert stage.posted(CommandRefused) == [CommandRefused(Refusal.PUSH_UNDER_WAY.value)]

    async def _ship(world: object, order_id: str) -> None:
        world.desk.ship(order_id, "佐川急便", "77")  # type: ignore[attr-defined]

    run_on_stage(play)


def test_search_filter_and_clear() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("2")
        table = stage.app.screen.query_one("#orders")
        everything = len(table.source)
        await stage.press("slash")
        await stage.write("万年筆")
        await stage.press("enter")
        found = [table.source.at(index).title for index in range(len(table.source))]
        assert found
        assert all("万年筆" in title for title in found)
        await stage.press("escape")
        assert len(table.source) == everything
        await stage.press("f", "down", "down", "right", "enter")
        assert {row.payment_status for row in _rows(table)} == {PaymentStatus.NEEDS_CHECK}
        assert "絞込: 要確認" in stage.text()

    run_on_stage(play)


def test_one_character_searches_a_long_list_on_enter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order_finding, "TYPED_AT_MOST", 5)

    async def play(stage: Stage) -> None:
        await stage.press("2", "slash")
        table = stage.app.screen.query_one("#orders")
        everything = len(table.source)
        await stage.write("筆")
        assert len(table.source) == everything
        assert any("Enter" in told for told in stage.told())
        await stage.press("enter")
        assert 0 < len(table.source) < everything
        assert all("筆" in row.title for row in _rows(table))

    run_on_stage(play)


def _rows(table: object) -> list[object]:
    source = table.source  # type: ignore[attr-defined]
    return [source.at(index) for index in range(len(source))]


def test_n_goes_from_problem_to_problem() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("2")
        table = stage.app.screen.query_one("#orders")
        with_findings = [row.order_id for row in _rows(table) if row.findings]
        met = []
        for _each in with_findings:
            await stage.press("n")
            met.append(table.pointed.order_id)
        assert sorted(met) == sorted(with_findings)

    run_on_stage(play)


def test_the_row_pointed_at_stays_when_orders_come_in() -> None:
    async def play(stage: Stage) -> None:
        order_id = stage.find().order_id
        await stage.open_orders(order_id)
        sku = (await stage.world(lambda world: world.amazon.listings()))[0].sku
        await stage.world(lambda world: world.amazon.place_order({sku: 1}))
        before = len(stage.app.screen.query_one("#orders").source)
        await stage.press("g")
        await stage.write("+12m")
        await stage.press("enter")
        table = stage.app.screen.query_one("#orders")
        assert len(table.source) == before + 1
        assert table.pointed.order_id == order_id

    run_on_stage(play)
