"""Files beside the order list: 配送CSV in with its mistakes named, lists and forms out (R39)."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Button, Select
from tui_stage import Stage, run_on_stage

from core.domain.labels import FulfilledBy, Handling, PaymentStatus, PushState
from core.views.rows import OrderFilter
from tui.dialogs.ship_file import ShipFileForm
from tui.messages import FileWritten, ShipmentsImported
from tui.widgets.path_input import PathInput, completions

OPEN = OrderFilter(
    payment_status=PaymentStatus.COMPLETE,
    handling=Handling.OPEN,
    fulfilled_by=FulfilledBy.MERCHANT,
)


def _records(file: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))


async def _name_file(stage: Stage, file: Path) -> None:
    field = stage.app.screen.query_one("#path", PathInput)
    field.value = str(file)
    await stage.settle()


def test_the_shop_ships_twenty_orders_with_a_csv_and_one_by_hand(tmp_path: Path) -> None:
    async def play(stage: Stage) -> None:
        async def orders_come_in(world: object) -> None:
            for _each in range(13):
                await world.amazon.place_order({"NOTE-A5-3": 1})  # type: ignore[attr-defined]
            await world.advance(timedelta(minutes=15))  # type: ignore[attr-defined]

        await stage.world(orders_come_in)
        await stage.press("2", "V", "x")
        stage.app.screen.query_one("#content", Select).action_show_overlay()
        await stage.press("down", "enter")
        form = tmp_path / "shipments.csv"
        await _name_file(stage, form)
        await stage.pilot.click("#form-submit")
        await stage.settle()
        written = stage.posted(FileWritten)[0].rows
        head, *rows = _records(form)
        assert head == ["注文番号", "配送業者", "追跡番号", "出荷日"]
        assert len(rows) == written > 20, "only those that can be shipped are in it"

        by_hand, *by_file = (row[0] for row in rows[:21])
        lines = [head, *([each, "佐川急便", f"7000-{n}", ""] for n, each in enumerate(by_file))]
        lines.append([by_hand, "佐川急便", "だめ", ""])
        with form.open("w", encoding="cp932", newline="") as file:
            csv.writer(file).writerows(lines)

        await stage.press("escape", "i")
        await _name_file(stage, form)
        submit = stage.app.screen.query_one("#form-submit", Button)
        assert submit.disabled, "a wrong row stops the file until somebody decides"
        assert "22行目 追跡番号: 追跡番号は半角英数字" in stage.text()
        stage.app.screen.query_one("#skip", Select).value = True
        await stage.settle()
        await stage.pilot.click("#form-submit")
        await stage.settle()
        (done,) = stage.posted(ShipmentsImported)
        assert (done.plan.shipped, len(done.plan.errors), done.plan.applied) == (20, 1, True)
        for order_id in by_file:
            assert stage.order(order_id).pushes[-1].state is PushState.WAITING

        await stage.open_orders(by_hand)
        await stage.press("s")
        await stage.write("7000-99")
        await stage.press("enter")
        assert stage.order(by_hand).pushes[-1].tracking == "7000-99"

    run_on_stage(play)


def test_a_file_that_is_not_there_or_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    async def play(stage: Stage) -> None:
        await stage.press("2", "i")
        assert "ファイルの場所を入力してください" in stage.text()
        await _name_file(stage, tmp_path / "no.csv")
        assert "このファイルはありません" in stage.text()
        broken = tmp_path / "broken.csv"
        broken.write_bytes("注文番号,追跡番号\n".encode())
        await _name_file(stage, broken)
        assert "見出し「配送業者」がありません" in stage.text()
        assert stage.app.screen.query_one("#form-submit", Button).disabled
        await stage.press("enter")
        assert isinstance(stage.app.screen, ShipFileForm)
        assert not stage.posted(ShipmentsImported)

    run_on_stage(play)


def test_what_the_list_shows_goes_into_a_file_without_buyers(tmp_path: Path) -> None:
    async def play(stage: Stage) -> None:
        await stage.press("2", "slash")
        await stage.write("万年筆")
        await stage.press("enter", "x")
        file = tmp_path / "orders.csv"
        await _name_file(stage, file)
        await stage.press("enter")
        rows = stage.session.views.orders(OrderFilter(text="万年筆")).rows
        head, *records = _records(file)
        assert head[0] == "order_id"
        assert [record[0] for record in records] == [row.order_id for row in rows]
        assert stage.posted(FileWritten) == [FileWritten(file, len(rows))]
        buyer = await stage.session.buyer(rows[0].order_id)
        assert buyer is not None
        assert buyer.person.name not in file.read_text(encoding="utf-8-sig")

    run_on_stage(play)


def test_tab_completes_a_file_name(tmp_path: Path) -> None:
    for name in ("shipments-1.csv", "shipments-2.CSV", "notes.md", ".hidden.csv"):
        (tmp_path / name).touch()
    (tmp_path / "older").mkdir()

    async def play(stage: Stage) -> None:
        await stage.press("2", "i")
        field = stage.app.screen.query_one("#path", PathInput)
        field.value = f"{tmp_path}/s"
        await stage.press("tab")
        assert field.value == f"{tmp_path}/shipments-"
        assert "shipments-2.CSV" in stage.text().replace("\n", "")
        await stage.press("tab")
        assert field.value == f"{tmp_path}/shipments-1.csv"
        await stage.press("tab")
        assert stage.app.focused is not field, "a whole name needs no more of it"

    run_on_stage(play, size=(120, 40))


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", ["older/", "shipments.csv"]),
        ("s", ["shipments.csv"]),
        ("x", []),
        (".", [".hidden.csv"]),
        ("nowhere/", []),
        ("\0", []),
    ],
)
def test_names_that_are_offered(tmp_path: Path, typed: str, offered: list[str]) -> None:
    for name in ("shipments.csv", "notes.md", ".hidden.csv", "bell\a.csv"):
        (tmp_path / name).touch()
    (tmp_path / "older").mkdir()
    found = completions(f"{tmp_path}/{typed}", (".csv",))
    assert found == [f"{tmp_path}/{name}" for name in offered]
