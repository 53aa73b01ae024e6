"""`renkei web` where there is no dashboard: the page says why, and what to do."""

import asyncio
import subprocess
from pathlib import Path

import aiohttp
import pytest
from tui_chromium import FOUND, Page, browser
from tui_served import on_server, origin_of, served

from scenarios.bench.processes import PROGRAM, plain_environment
from tui.web_server import WebServer

FAILS = "import sys; sys.exit('renkei: 帳簿がありません。\\x1b[31mrenkei link で始めてください。')"
BREAKS = "raise RuntimeError('田中 花子')"
LEAVES = """
import sys
sys.stdout.buffer.write(b"__GANGLION__\\n"); sys.stdout.buffer.flush()
print("renkei: 報告を書きました。", file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("program", "told"),
    [
        (FAILS, "renkei: 帳簿がありません。[31mrenkei link で始めてください。"),
        (
            BREAKS,
            "renkei: ダッシュボードを始められませんでした。"
            "理由は renkei web を始めた端末にあります。",
        ),
        (LEAVES, "renkei: 報告を書きました。"),
    ],
    ids=["fails", "breaks", "leaves"],
)
def test_the_page_says_why_there_is_no_dashboard(
    program: str, told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    async def play(server: WebServer, client: aiohttp.ClientSession) -> None:
        async with client.ws_connect(f"{server.url}ws", origin=origin_of(server)) as wire:
            assert (await wire.receive_bytes(timeout=60)).decode().strip() == told
            assert (await wire.receive(timeout=60)).type is aiohttp.WSMsgType.CLOSE

    asyncio.run(served(play, program))
    said = capfd.readouterr().err
    assert said, "the terminal of the server has all of it"
    assert "renkei: " in said or "RuntimeError" in said


def test_one_page_too_many_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.web_server.SESSIONS_MAX", 1)

    async def play(server: WebServer, client: aiohttp.ClientSession) -> None:
        first = client.ws_connect(f"{server.url}ws", origin=origin_of(server))
        second = client.ws_connect(f"{server.url}ws", origin=origin_of(server))
        async with first, second as wire:
            told = (await wire.receive_bytes(timeout=60)).decode()
            assert "ページは1枚まで" in told
            assert (await wire.receive(timeout=60)).type is aiohttp.WSMsgType.CLOSE

    on_server(play)


@pytest.mark.long
@pytest.mark.skipif(FOUND is None, reason="no Chromium here")
def test_in_chromium_a_shop_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    command = [*PROGRAM, "web", "shop", "--books", str(tmp_path / "none.db")]
    with subprocess.Popen(command, env=plain_environment(), stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        url = process.stdout.readline().decode().split()[-1]

        async def story() -> None:
            async with browser(tmp_path / "profile") as open_page:
                page = await open_page(url)
                assert isinstance(page, Page)
                await page.until(lambda: "帳簿がありません" in page.shown)
                assert "renkei link" in page.shown
                closed = "document.body.classList.contains('-closed')"
                while not await page.run(closed):
                    pass
                again = await page.run("document.querySelector('#closed').innerText")
                assert "もう一度開く" in str(again)
                above = "document.querySelector('#closed').getBoundingClientRect().top > 300"
                assert await page.run(above), "the sentence is not covered"

        try:
            asyncio.run(story())
        finally:
            process.terminate()
