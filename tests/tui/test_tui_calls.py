"""通信: filter over the books, both sides of an exchange, HAR, curl; nobody's name in any of it."""

import asyncio
import platform
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from textual.widgets import Input, TextArea
from tui_stage import WIDE, Stage, run_on_stage

from core.amazon.exchanges import Exchange
from core.amazon.masking import Body, LeftOut
from tui.app import RenkeiApp
from tui.call_texts import NOT_KEPT, answer_text, request_text
from tui.dialogs.curl import CurlDialog
from tui.messages import CommandRefused, HarWritten
from tui.screens.calls import CallsScreen
from tui.screens.case_world import CaseCallsScreen
from tui.screens.exchange import ExchangeScreen
from tui.screens.order import OrderScreen


async def refused_notice(stage: Stage) -> None:
    """Point at the 配送完了 that Amazon refused."""
    await stage.press("5", "e")
    assert stage.app.screen.query_one("#calls").pointed.operation == "confirmShipment"


def texts(stage: Stage) -> tuple[TextArea, TextArea]:
    """Request and response on screen."""
    screen = stage.app.screen
    assert isinstance(screen, ExchangeScreen)
    return screen.query_one("#asked-text", TextArea), screen.query_one("#answered-text", TextArea)


def ids(stage: Stage) -> list[str]:
    """Request ids of the list."""
    source = stage.app.screen.query_one("#calls").source
    return [source.at(index).request_id for index in range(len(source))]


def test_request_and_response_stand_side_by_side_and_can_be_copied_without_secrets() -> None:
    async def play(stage: Stage) -> None:
        await refused_notice(stage)
        await stage.press("enter")
        asked, answered = texts(stage)
        assert asked.region.y == answered.region.y, "beside each other"
        assert asked.text.startswith("POST ")
        assert "x-amz-access-token: ***" in asked.text
        assert '\n    "packageReferenceId"' in asked.text, "pretty"
        assert "PackageToUpdateNotFound" in answered.text
        await stage.press("y")
        assert isinstance(stage.app.screen, CurlDialog)
        command = stage.app.screen.query_one(TextArea).text
        assert stage.app.clipboard == command
        assert command.startswith("curl -X POST http")
        assert "$SP_API_TOKEN" in command
        assert "Atza" not in command
        assert "renkei sim" in stage.text(), "the demo's Amazon has no address"
        await stage.press("escape", "escape")
        assert stage.app.current_mode == "calls"

    run_on_stage(play, size=WIDE)


def test_calls_are_filtered_over_the_books_with_duration_quota_and_order() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("5")
        line = next(each for each in stage.text().splitlines() if "searchOrders" in each)
        assert "ms" in line
        assert "20/20" in line
        every = len(ids(stage))
        await stage.press("slash")
        await stage.write("ｃｏｎｆｉｒｍ 400")
        table = stage.app.screen.query_one("#calls")
        rows = [table.source.at(index) for index in range(len(table.source))]
        assert {(row.operation, row.status) for row in rows} == {("confirmShipment", 400)}
        await stage.press("enter", "o")
        assert isinstance(stage.app.screen, OrderScreen)
        assert stage.app.screen.at_hand.row.order_id == rows[0].order_id
        await stage.press("escape", "escape")
        assert not stage.app.screen.query_one("#calls-search", Input).value
        assert len(ids(stage)) == every
        await stage.press("slash")
        await stage.write("searchOrders")
        await stage.press("enter", "enter")
        _asked, answered = texts(stage)
        assert '"buyerName": "***"' in answered.text, "R40"

    run_on_stage(play)


def test_at_a_browser_it_is_said_on_which_machine_a_file_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(RenkeiApp, "is_web", True)

    async def play(stage: Stage) -> None:
        await refused_notice(stage)
        await stage.press("x")
        stage.app.screen.query_one("#path", Input).value = "calls.har"
        await stage.press("enter")
        assert stage.posted(HarWritten)
        (told,) = stage.told()
        assert str(tmp_path / "calls.har") in told
        assert platform.node() in told

    run_on_stage(play)


def test_har_is_written_where_it_was_asked_for_and_never_over_a_file(tmp_path: Path) -> None:
    async def play(stage: Stage) -> None:
        await refused_notice(stage)
        path = tmp_path / "calls.har"
        await stage.press("x")
        stage.app.screen.query_one("#path", Input).value = str(tmp_path)
        await stage.settle()
        assert "これはフォルダーです" in stage.text()
        stage.app.screen.query_one("#path", Input).value = str(path)
        await stage.press("enter")
        (written,) = stage.posted(HarWritten)
        log = msgspec.json.decode(path.read_bytes())["log"]
        assert len(log["entries"]) == written.calls > 0
        assert {entry["response"]["status"] for entry in log["entries"]} == {400}
        assert path.stat().st_mode & 0o077 == 0, "nobody else reads it"
        await stage.press("x")
        stage.app.screen.query_one("#path", Input).value = str(path)
        await stage.settle()
        assert "もうあります" in stage.text()
        await stage.press("escape")
        screen = stage.app.screen
        assert isinstance(screen, CallsScreen)
        screen.write_har(path, screen.listed())
        await stage.settle()
        (refused,) = stage.posted(CommandRefused)
        assert "calls.har" in refused.sentence, "it came into being meanwhile"

    run_on_stage(play)


def test_what_has_not_happened_any_more_is_gone_and_said_to_be() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("5")
        before = ids(stage)
        await stage.pass_time(timedelta(minutes=6))
        new = ids(stage)[: ids(stage).index(before[0])]
        assert new, "they come in on top"
        await asyncio.wrap_future(stage.session.live.rewind())
        await stage.settle()
        assert ids(stage)[0] == before[0]
        exchanges = stage.session.live.exchanges
        assert not any(exchanges.find(each, stage.now()) for each in new)

        exchanges.go_back(0)
        await stage.press("down", "up")
        assert NOT_KEPT[:12] in stage.text()
        assert stage.app.screen.check_action("curl", ()) is None
        await stage.press("enter", "y")
        assert isinstance(stage.app.screen, CallsScreen)
        assert any(NOT_KEPT in told for told in stage.told())

    run_on_stage(play, size=WIDE)


def test_a_played_case_shows_its_own_calls_and_takes_them_back() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("6")
        assert stage.app.screen.query_one("#shelf").point_at("early-seller-central-shipment")
        await stage.press("enter", "e", "c")
        screen = stage.app.screen
        assert isinstance(screen, CaseCallsScreen)
        assert ids(stage)
        await stage.press("enter")
        asked, _answered = texts(stage)
        assert "amazon.invalid" in asked.text
        await stage.press("escape", "escape")
        assert not isinstance(stage.app.screen, CallsScreen)

    run_on_stage(play)


def test_no_control_character_of_an_answer_reaches_the_screen() -> None:
    hostile = "\x1b[31m\x9b2J\u202e\u200b[@click=app.quit]x[/]\x07"
    at = datetime(2026, 11, 23, tzinfo=UTC)
    body = Body(msgspec.json.encode({"title": hostile}).decode(), "application/json", 99)
    table = Body(f"sku\ttitle\nTEA\t{hostile}", "text/plain", 99, LeftOut.CUT)
    for answered in (body, table):
        exchange = Exchange(
            1, at, "GET", f"https://x.invalid/{hostile}", (("h", hostile),), body, 0.1, 200,
            (("x-note", hostile),), answered,
        )  # fmt: skip
        for text in (request_text(exchange), answer_text(exchange)):
            assert "[@click=app.quit]" in text, "shown as what it is"
            lines = text.split("\n")
            assert all(line.isprintable() for line in lines), lines
    assert "TEA │ " in answer_text(exchange)
    assert "はじめの部分だけ" in answer_text(exchange)
