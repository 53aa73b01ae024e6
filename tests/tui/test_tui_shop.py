"""The dashboard on a linked shop: the engine of `renkei sync`, real time, and no other side."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from tui_linked import REAL, Town, caught_up, on_stage, shop_at, until
from tui_stage import WIDE, Stage

from core import Books
from core.books.lease import Lease
from core.domain.labels import Handling, PushState
from core.domain.refusals import Refusal
from core.errors import Refused
from tui.commands import commands
from tui.destination import Destination, Reach
from tui.dialogs.go_to import GoToForm
from tui.dialogs.moments import MomentForm
from tui.headless.engine_run import EngineWish
from tui.headless.exits import Stop
from tui.linked_shop import LinkedShop
from tui.live import EngineState
from tui.messages import ClockStepped, CommandRefused
from tui.screens.orders import OrdersScreen

CLOCK_WORDS = ("停止/進行", "次の出来事", "遅く", "速く", "時刻へ", "巻き戻し", "時点を選ぶ")
CLOCK_KEYS = ("left_square_bracket", "right_square_bracket", "g", "less_than_sign", "full_stop")


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("core.credentials.system_keyring", lambda: None)
    made = Town(tmp_path)
    yield made
    made.close()


def test_an_order_comes_in_is_shipped_and_reaches_amazon(town: Town) -> None:
    """R18, R31, R32, R38: what `renkei sync` does, behind the screens."""

    async def play(stage: Stage) -> None:
        await caught_up(stage, town.order_id)
        await stage.open_orders(town.order_id)
        await stage.press("s")
        await stage.write("ヤマト")
        await stage.press("escape")
        await stage.session.at_desk(lambda desk: desk.ship(town.order_id, "ヤマト運輸", "1234"))
        town.pass_time("PT20M")
        await until(stage, lambda: town.asked("confirmShipment") == 1)
        town.pass_time("PT5M")

        def confirmed() -> bool:
            (push,) = stage.session.views.pushes(town.order_id)
            return push.state is PushState.CONFIRMED

        await until(stage, confirmed)
        assert stage.order(town.order_id).row.handling is Handling.SHIPPED

    with shop_at(town) as shop:
        on_stage(shop, play)
    Lease(town.books).take()


def test_nobody_moves_the_time_of_a_linked_shop_and_there_is_no_other_side(town: Town) -> None:
    async def play(stage: Stage) -> None:
        await caught_up(stage, town.order_id)
        before = stage.now()
        await stage.press("space", "full_stop", "less_than_sign", "g", "7")
        assert stage.now() == before
        assert stage.app.current_mode == "overview"
        text = stage.text()
        assert "7Amazon" not in text
        assert "6シナリオ" in text
        assert "2026-11-23(月)" in text
        assert "▸ 同期中" in text
        active = {each.binding.id or "" for each in stage.frame.active_bindings.values()}
        assert not {name for name in active if name.startswith(("clock.", "world."))}

    with shop_at(town) as shop:
        on_stage(shop, play)


def test_what_moves_a_clock_is_nowhere_offered_in_a_linked_shop(town: Town) -> None:
    """Neither in the footer and the list of keys nor in the palette or the help, on any screen."""

    async def play(stage: Stage) -> None:
        await caught_up(stage, town.order_id)
        before = stage.now()
        for mode in (*stage.session.modes, "orders"):
            await stage.app.action_show_mode(mode)
            await stage.settle()
            if isinstance(stage.frame, OrdersScreen) and mode == stage.app.current_mode:
                stage.frame.open_order(town.order_id)
                await stage.settle()
            named = {each.binding.id or "" for each in stage.frame.active_bindings.values()}
            assert not {name for name in named if name.startswith("clock.")}, mode
            offered = [command.title for command in commands(stage.app, stage.frame)]
            for word in (
                "停止/進行",
                "次の出来事",
                "遅く",
                "速く",
                "時刻へ",
                "巻き戻し",
                "時点を選ぶ",
            ):
                assert not [title for title in offered if title.startswith(f"{word} ")], mode
            assert "{clock." not in str(stage.frame.HELP)
            for key in CLOCK_KEYS:
                await stage.pilot.press(key)
                assert not isinstance(stage.app.screen, (GoToForm, MomentForm))
        await stage.settle()
        assert stage.now() == before
        assert not stage.posted(ClockStepped)

    with shop_at(town, REAL) as shop:
        on_stage(shop, play)


def test_beside_another_engine_it_reads_and_writes_and_takes_over_when_that_ends(
    town: Town,
) -> None:
    other = Lease(town.books)
    other.take()

    async def play(stage: Stage) -> None:
        shop = stage.session.linked
        assert shop is not None
        await until(stage, lambda: shop.state().engine is EngineState.ELSEWHERE)
        assert "別のrenkeiが同期中" in stage.text()
        await stage.session.at_desk(lambda desk: desk.set_stock("P1", 12))
        assert town.asked("searchOrders") == 0
        other.release()
        await caught_up(stage, town.order_id)

    with shop_at(town) as shop:
        on_stage(shop, play)
    other.release()


def test_offline_it_asks_nothing_of_amazon(town: Town) -> None:
    async def play(stage: Stage) -> None:
        shop = stage.session.linked
        assert shop is not None
        await until(stage, lambda: shop.state().engine is EngineState.OFF)
        assert "--offline" in stage.text()
        await stage.session.at_desk(lambda desk: desk.set_stock("P1", 7))

    with shop_at(town, offline=True) as shop:
        on_stage(shop, play)
    assert town.asked("searchOrders") == 0


def test_r05_an_ended_authorisation_is_a_sentence_and_the_books_stay_open(town: Town) -> None:
    seller = town.control("GET", "/credentials")["seller_id"]
    town.control("POST", f"/sellers/{seller}/revoke", {})
    town.pass_time("PT2H")

    async def play(stage: Stage) -> None:
        shop = stage.session.linked
        assert shop is not None
        await until(stage, lambda: "承認切れ" in shop.state().note)
        assert "承認切れ" in stage.text()
        await stage.press("3")
        assert "宇治抹茶" in stage.text()

    with shop_at(town) as shop:
        on_stage(shop, play)


def test_r42_with_the_network_down_it_says_which_job_waits(town: Town) -> None:
    fault = {"operation": "searchOrders", "kind": "status", "status": 503, "when": {"every": 1}}
    town.control("POST", "/faults", fault)

    async def play(stage: Stage) -> None:
        shop = stage.session.linked
        assert shop is not None
        await until(stage, lambda: shop.state().waits is not None)
        assert "Amazonの復旧" in stage.text()

    with shop_at(town) as shop:
        on_stage(shop, play, (120, 40))


def _told_of_the_line(wish: EngineWish, words: str) -> None:
    async def play(stage: Stage) -> None:
        await until(stage, lambda: words in stage.session.clock().advice)
        stage.frame.poll()
        await stage.settle()
        assert [each for each in stage.told() if words in each]
        assert f"! {stage.session.clock().advice[:12]}" in stage.text()

    shop = LinkedShop(wish, Destination(Reach.LOCAL), offline=False)
    shop.start()
    try:
        on_stage(shop, play, WIDE)
    finally:
        shop.stop()


def test_an_amazon_that_cannot_be_reached_says_what_to_do(town: Town) -> None:
    nowhere = "http://127.0.0.1:1"
    wish = replace(town.wish(), endpoint=nowhere, token_endpoint=f"{nowhere}/auth/o2/token")
    _told_of_the_line(wish, "接続先のアドレスを確かめてください")


def test_a_clock_of_the_machine_that_is_off_is_told(town: Town) -> None:
    """Seen from a fake that stands somewhere else in time."""
    _told_of_the_line(replace(town.wish(), clock=None), "時計を合わせてください")


def test_r42_books_that_another_program_locks_are_a_sentence(town: Town) -> None:
    async def play(stage: Stage) -> None:
        await caught_up(stage, town.order_id)
        with Books.open(town.books) as other:
            other.connection.execute("BEGIN IMMEDIATE")
            await stage.press("3")
            assert "宇治抹茶" in stage.text(), "reading goes on"
            other.connection.execute("ROLLBACK")

    with shop_at(town) as shop:
        on_stage(shop, play)


def test_read_only_greys_every_key_that_writes(town: Town) -> None:
    async def play(stage: Stage) -> None:
        await caught_up(stage, town.order_id)
        await stage.open_orders(town.order_id)
        await stage.press("s")
        (refused,) = stage.posted(CommandRefused)
        assert refused.sentence == Refusal.READ_ONLY.value
        assert "(配送完了)" in stage.footer()
        with pytest.raises(Refused):
            await stage.session.at_desk(lambda desk: desk.set_stock("P1", 1))
        await stage.session.at_desk(lambda desk: desk.note_buyer_shown(town.order_id))
        assert stage.session.views.products()[0].stock == 39

    with shop_at(town, read_only=True) as shop:
        on_stage(shop, play)


def test_a_shop_without_books_or_at_an_amazon_that_may_not_be_asked_does_not_open(
    town: Town, tmp_path: Path
) -> None:
    real = "https://sellingpartnerapi-fe.amazon.com"
    wish = town.wish()
    with pytest.raises(Refused, match="--live"):
        LinkedShop.open(type(wish)(town.books, None, real, None, wish.guard))
    with pytest.raises(Stop, match="帳簿がありません"):
        LinkedShop.open(type(wish)(tmp_path / "none.db", None, None, None, wish.guard))


def test_leaving_with_notices_that_nobody_would_send_is_asked_about(town: Town) -> None:
    async def play(stage: Stage) -> None:
        await caught_up(stage, town.order_id)
        await stage.open_orders(town.order_id)
        await stage.press("s")
        await stage.write("123456789012")
        await stage.press("enter", "q")
        assert "送信待ち 1件" in stage.text()
        await stage.press("escape", "U", "q")
        assert stage.app._exit, "what was taken back waits no longer"

    with shop_at(town) as shop:
        on_stage(shop, play, size=(120, 40))
