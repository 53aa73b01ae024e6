"""LIVE: where writes reach the real Amazon, every screen says so and every write asks first."""

import ast
import asyncio
import inspect
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tui_linked import REAL, Town, caught_up, on_stage, shop_at, until
from tui_stage import SMALL, WIDE, Stage

from core import Desk
from core.domain.labels import CancelReason
from core.domain.refusals import Refusal
from core.domain.shipping import ShipRow
from core.errors import Refused
from tui.destination import Destination, Reach, destination_of
from tui.dialogs.confirm_live import ConfirmLive
from tui.dialogs.csv_file import CsvTaken
from tui.dialogs.switches import UnlinkForm
from tui.errands import ERRANDS, Errand
from tui.live import EngineState
from tui.messages import CommandRefused, NoticeGiven
from tui.permission import LeftUndone
from tui.widgets.live_bar import LiveBar

FORBIDDEN = ("Desk", "Books", "Books.open", "open_shop", "apply_products", "apply_shipments")
OPENS_BOOKS = ("session.py", "linked_shop.py", "shows.py")
"""The gate itself, the engine, and what makes the pictures of the documents."""

TUI = Path(__file__).parents[2] / "tui"


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("core.credentials.system_keyring", lambda: None)
    made = Town(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("endpoint", "reach"),
    [
        ("http://127.0.0.1:8787", Reach.LOCAL),
        ("http://localhost:8787/", Reach.LOCAL),
        ("http://[::1]:8787", Reach.LOCAL),
        ("", Reach.LOCAL),
        ("https://sandbox.sellingpartnerapi-fe.amazon.com", Reach.SANDBOX),
        ("https://sellingpartnerapi-fe.amazon.com", Reach.LIVE),
        ("https://sandbox.sellingpartnerapi-fe.amazon.com.example.net", Reach.LIVE),
        ("https://sandbox.sellingpartnerapi-fe.amazon.com@example.net", Reach.LIVE),
        ("http://10.0.0.5:8787", Reach.LIVE),
        ("http://127.0.0.1.example.net", Reach.LIVE),
        ("http://localhost.example.net", Reach.LIVE),
        ("http://[broken", Reach.LIVE),
        ("nonsense", Reach.LIVE),
    ],
)
def test_only_this_machine_and_the_sandbox_are_not_live(endpoint: str, reach: Reach) -> None:
    assert destination_of(endpoint).reach is reach


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "120x40"])
def test_the_bar_stands_on_every_screen_and_on_every_dialog(
    town: Town, size: tuple[int, int]
) -> None:
    async def play(stage: Stage) -> None:
        await caught_up(stage, town.order_id)
        for number, mode in enumerate(stage.session.modes, start=1):
            await stage.press(str(number))
            assert stage.app.current_mode == mode
            first = stage.text().splitlines()[0]
            assert "LIVE" in first
            assert REAL.host in first
        await stage.open_orders(town.order_id)
        for keys in (["enter"], ["s"], ["escape", "c"], ["escape", "question_mark"], ["f1"]):
            await stage.press(*keys)
            assert "LIVE" in stage.text().splitlines()[0]
            assert len(stage.app.screen.query(LiveBar)) == 1
        await stage.press("escape")
        await stage.app.run_action("command_palette")
        await stage.settle()
        assert "LIVE" in stage.text().splitlines()[0]

    with shop_at(town, REAL) as shop:
        on_stage(shop, play, size)


def test_the_sandbox_has_its_own_word_and_asks_nothing(town: Town) -> None:
    sandbox = Destination(Reach.SANDBOX, "sandbox.sellingpartnerapi-fe.amazon.com")

    async def play(stage: Stage) -> None:
        await caught_up(stage, town.order_id)
        assert "SANDBOX" in stage.text().splitlines()[0]
        assert "LIVE" not in stage.text()
        await stage.session.at_desk(lambda desk: desk.set_stock("P1", 5))

    with shop_at(town, sandbox) as shop:
        on_stage(shop, play)


def test_at_a_fake_there_is_no_bar_and_no_question(town: Town) -> None:
    async def play(stage: Stage) -> None:
        await caught_up(stage, town.order_id)
        assert "LIVE" not in stage.text()
        await stage.session.at_desk(lambda desk: desk.set_stock("P1", 5))

    with shop_at(town) as shop:
        on_stage(shop, play)


async def _asked(stage: Stage) -> None:
    """Until the question stands there; who asks waits for the answer."""
    while not isinstance(stage.app.screen, ConfirmLive):
        await stage.pilot.pause()


def test_a_write_asks_what_and_when_and_enter_alone_is_a_no(town: Town) -> None:
    async def play(stage: Stage) -> None:
        await caught_up(stage, town.order_id)
        await stage.open_orders(town.order_id)

        async def cancel() -> None:
            stage.frame.give_cancel(town.order_id, CancelReason.NO_INVENTORY)
            await _asked(stage)

        await cancel()
        shown = stage.text()
        assert REAL.host in shown
        assert f"注文キャンセル {town.order_id} {CancelReason.NO_INVENTORY.value}" in shown
        assert "約20分以内にAmazonへ送ります" in shown
        assert stage.app.focused is stage.app.screen.query_one("#form-leave")
        await stage.press("enter")
        assert stage.order(town.order_id).pushes == ()
        (refused,) = stage.posted(CommandRefused)
        assert refused.sentence == str(LeftUndone())
        await cancel()
        await stage.press("escape")
        assert stage.order(town.order_id).pushes == ()
        await cancel()
        await stage.pilot.press("shift+tab", "enter")
        await stage.settle()
        assert len(stage.posted(NoticeGiven)) == 1
        assert len(stage.order(town.order_id).pushes) == 1

    with shop_at(town, REAL) as shop:
        on_stage(shop, play)


def test_r10_unlinking_asks_and_then_passes_the_gate(town: Town) -> None:
    async def play(stage: Stage) -> None:
        await caught_up(stage, town.order_id)
        await stage.press("3", "d")
        assert isinstance(stage.app.screen, UnlinkForm)
        await stage.pilot.press("enter")
        await _asked(stage)
        assert "連携しない P1" in stage.text()
        await stage.press("enter")
        (row,) = stage.session.views.products()
        assert row.linked

    with shop_at(town, REAL) as shop:
        on_stage(shop, play)


def test_r11_taking_a_product_csv_back_passes_the_gate_too(town: Town) -> None:
    async def agree(stage: Stage) -> None:
        await _asked(stage)
        await stage.pilot.press("shift+tab", "enter")
        await stage.settle()

    async def play(stage: Stage) -> None:
        await caught_up(stage, town.order_id)
        await stage.press("3")
        data = "独自商品コード,在庫数,価格\nP1,7,100\n".encode()
        stage.frame.import_products(CsvTaken(Path("a.csv"), data, False))  # type: ignore[attr-defined]
        await agree(stage)
        (row,) = stage.session.views.products()
        assert (row.stock, row.price_yen) == (7, 100)
        await stage.pilot.press("U")
        await _asked(stage)
        assert "商品CSVの取り消し P1" in stage.text()
        await stage.press("enter")
        assert stage.session.views.products() == (row,), "Enter alone is a no"
        await stage.pilot.press("U")
        await agree(stage)
        (row,) = stage.session.views.products()
        assert row.price_yen == 2_980

    with shop_at(town, REAL) as shop:
        on_stage(shop, play)


def test_what_the_rules_refuse_is_refused_without_a_question(town: Town) -> None:
    async def play(stage: Stage) -> None:
        await caught_up(stage, town.order_id)
        with pytest.raises(Refused) as refused:
            await stage.session.at_desk(lambda desk: desk.take_back(town.order_id))
        assert refused.value.reason is Refusal.NOTHING_TO_TAKE_BACK
        assert not isinstance(stage.app.screen, ConfirmLive)

    with shop_at(town, REAL) as shop:
        on_stage(shop, play)


def test_a_session_without_anybody_to_ask_writes_nothing(town: Town) -> None:
    async def play(stage: Stage) -> None:
        await caught_up(stage, town.order_id)
        stage.session.asks = None
        with pytest.raises(LeftUndone):
            await stage.session.at_desk(lambda desk: desk.set_stock("P1", 1))
        await stage.session.at_desk(lambda desk: desk.note_buyer_shown(town.order_id))
        assert stage.session.views.products()[0].stock == 39

    with shop_at(town, REAL) as shop:
        on_stage(shop, play)


def test_many_orders_are_one_question_that_counts_them(town: Town) -> None:
    async def play(stage: Stage) -> None:
        await caught_up(stage, town.order_id)
        rows = [ShipRow(town.order_id, "ヤマト運輸", "1"), ShipRow("250-0-0", "ヤマト運輸", "2")]

        def bulk(desk: Desk) -> None:
            desk.ship_many(rows)
            for stock in range(8):
                desk.set_stock("P1", stock)

        asked: list[Sequence[Errand]] = []

        async def say_no(errands: Sequence[Errand]) -> bool:
            asked.append(errands)
            return False

        stage.session.asks = say_no
        with pytest.raises(LeftUndone):
            await stage.session.at_desk(bulk)
        ((ship, stock),) = asked
        assert ship.what == f"配送完了 {town.order_id}", "only what would be sent is named"
        assert stock.what == "在庫数の変更 8件（P1 0、P1 1、P1 2、P1 3、P1 4、P1 5…）"

    with shop_at(town, REAL) as shop:
        on_stage(shop, play)


def test_every_command_of_the_desk_has_its_words() -> None:
    """A new command has to say what it sends to Amazon and when."""
    commands = {name for name, _kind in inspect.getmembers(Desk, inspect.isfunction)}
    assert {name for name in commands if not name.startswith("_")} == set(ERRANDS)


def test_every_write_of_a_screen_passes_the_one_gate() -> None:
    """Screens, dialogs and widgets get a Desk from `Session.at_desk` alone, and open no books."""
    used: set[str] = set()
    for path in sorted(TUI.rglob("*.py")):
        if path.parent.name == "headless" or path.name in OPENS_BOOKS:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func)
            if name == "apply_shipments" and ast.unparse(node.args[0]) == "desk":
                used.add("ship_many")
                continue
            assert name not in FORBIDDEN, (path.name, name)
            if name.startswith("desk."):
                used.add(name.removeprefix("desk."))
    assert used, "the walk found too little to be believed"
    assert used <= set(ERRANDS)


def test_a_mistake_of_ours_in_the_engine_is_told_once_and_the_dashboard_goes_on(
    town: Town, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RENKEI_STATE", str(tmp_path / "state"))

    def broken(*_given: object, **_named: object) -> None:
        raise KeyError("佐藤")

    monkeypatch.setattr("tui.headless.engine_run.EngineWish.engine", broken)

    async def play(stage: Stage) -> None:
        shop = stage.session.linked
        assert shop is not None
        await until(stage, lambda: shop.state().engine is EngineState.OFF)
        await asyncio.to_thread(town.pass_time, "PT1M")
        await until(stage, lambda: bool(stage.told()))
        assert "不具合" in shop.state().note
        assert "KeyError" in stage.told()[-1]
        assert "佐藤" not in "".join(stage.told())
        await stage.press("2", "1")
        assert len(list((tmp_path / "state").glob("crash-*.txt"))) == 1

    with shop_at(town) as shop:
        on_stage(shop, play)
