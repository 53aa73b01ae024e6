"""`renkei web`: the dashboard in a browser of this machine, for whoever knows the address alone."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import aiohttp
import pytest
from tui_chromium import FOUND, Page, browser
from tui_served import on_server, origin_of, served

from scenarios.bench.processes import PROGRAM, plain_environment
from tui.cli import main
from tui.web_server import HOST, WebServer, _pass_on

ORDER = re.compile(r"[0-9]{3}-[0-9]{7}-[0-9]{7}")

STUBBORN = "import time; print('__GANGLION__', flush=True); time.sleep(1000)"


def test_it_listens_on_this_machine_alone() -> None:
    server = WebServer(("true",))
    assert server._listener.getsockname() == ("127.0.0.1", server.port)
    server._listener.close()


def test_a_page_is_served_under_its_own_names_to_who_knows_the_token() -> None:
    async def play(server: WebServer, client: aiohttp.ClientSession) -> None:
        async with client.get(server.url) as answer:
            assert answer.status == 200
            text = await answer.text()
            assert f"ws://{HOST}:{server.port}" in text
            assert "https://" not in text, "nothing is fetched from elsewhere"
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["Referrer-Policy"] == "no-referrer"
        async with client.get(f"{origin_of(server)}/guess/") as answer:
            assert answer.status == 404
        async with client.get(server.url, headers={"Host": f"evil.example:{server.port}"}) as no:
            assert no.status == 403
        static = f"{origin_of(server)}/static/js/textual.js"
        async with client.get(static, headers={"Host": "evil.example"}) as no:
            assert no.status == 403
        async with client.get(f"{origin_of(server)}/static/../web_server.py") as no:
            assert no.status == 404

    on_server(play)


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example", "http://127.0.0.1", "https://127.0.0.1:{port}"]
)
def test_a_page_of_another_site_opens_no_session(origin: str | None) -> None:
    """A browser lets any page open a websocket to this machine, but says whose page it is."""

    async def play(server: WebServer, client: aiohttp.ClientSession) -> None:
        given = origin and origin.format(port=server.port)
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await client.ws_connect(f"{server.url}ws", origin=given)
        assert refused.value.status == 403

    on_server(play)


def test_without_the_token_there_is_no_session_even_for_its_own_origin() -> None:
    async def play(server: WebServer, client: aiohttp.ClientSession) -> None:
        for path in ("ws", "guess/ws"):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await client.ws_connect(f"{origin_of(server)}/{path}", origin=origin_of(server))
            assert refused.value.status == 404

    on_server(play)


def test_what_is_typed_reaches_the_dashboard_and_nonsense_ends_the_session() -> None:
    async def play(server: WebServer, client: aiohttp.ClientSession) -> None:
        async with client.ws_connect(f"{server.url}ws", origin=origin_of(server)) as wire:
            await wire.send_json(["ping", "1"])
            assert await wire.receive_json() == ["pong", "1"]
            await wire.send_json(["stdin", "東京"])
            assert (await wire.receive()).data == "東京".encode()
        for nonsense in ("{", '["stdin", 1]', '["resize", {"width": -1, "height": 2}]', "[]", "7"):
            async with client.ws_connect(f"{server.url}ws", origin=origin_of(server)) as wire:
                await wire.send_str(nonsense)
                assert (await wire.receive()).type is aiohttp.WSMsgType.CLOSE

    on_server(play)


def test_a_dashboard_that_does_not_leave_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.web_session.ENDED_WITHIN_S", 0.2)
    # What tests before this one left running in this process is not ours.
    others = set(children(os.getpid()))

    async def play(server: WebServer, client: aiohttp.ClientSession) -> None:
        async with client.ws_connect(f"{server.url}ws", origin=origin_of(server)):
            await until(lambda: len(set(children(os.getpid())) - others) == 1)
        await until(lambda: not set(children(os.getpid())) - others)

    asyncio.run(served(play, STUBBORN))


def test_without_the_extra_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "tui.web_server")
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    assert main(["web"]) == 2
    assert "renkei[web]" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["sync"], ["bench", "--json"], ["nonsense"]])
def test_only_dashboards_are_opened(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["web", *words]) == 2
    assert words[0] in capsys.readouterr().err


def children(pid: int) -> list[str]:
    """Processes that `pid` has started and that are still there."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def is_there(pid: str) -> bool:
    """Whether a process runs; one that nobody has buried yet does not."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110 - the other process tells nobody
            await asyncio.sleep(0.02)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[str]", str, Path]]:
    """`renkei web` with the address that it printed, and the folder for what is temporary."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    environment = plain_environment() | {
        "TMPDIR": str(temporary),
        "RENKEI_STATE": str(tmp_path / "state"),
    }
    pipe = subprocess.PIPE
    with subprocess.Popen([*PROGRAM, "web"], env=environment, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        yield process, process.stdout.readline().split()[-1], temporary
        process.terminate()


@pytest.mark.long
@pytest.mark.skipif(FOUND is None, reason="no Chromium here")
def test_in_chromium_with_japanese_from_an_input_method(
    server: tuple["subprocess.Popen[str]", str, Path], tmp_path: Path
) -> None:
    process, url, temporary = server

    async def story() -> None:
        async with browser(tmp_path / "profile") as open_page:
            page = await open_page(url)
            assert isinstance(page, Page)
            await page.until(lambda: "[1概況]" in page.shown and ORDER.search(page.shown))
            await page.run("document.querySelector('textarea').focus()")
            await page.press("2")
            await page.until(lambda: "[2注文]" in page.shown)
            await page.press("/")
            await page.until(lambda: "注文番号・商品名" in page.shown)
            await page.compose("まっちゃ", "抹茶")
            await page.until(lambda: "「抹茶」" in page.shown)
            assert page.typed[-1] == "抹茶"
            assert page.errors == []
            assert {each.split("/")[2] for each in page.fetched} == {url.split("/")[2]}
            assert len(children(process.pid)) == 1
            assert list(temporary.glob("renkei-*"))

            page.forget()
            # Not Escape: with a key right behind it, it would be the beginning of Alt and that key.
            await page.press("Enter", 13)
            await page.until(lambda: "選択" in page.shown)
            await page.press("q")
            await until(lambda: not children(process.pid))
            assert "-closed" in str(await page.run("document.body.className"))
            assert list(temporary.glob("renkei-*")) == []

            page.forget()
            await page.call("Page.reload")
            await page.until(lambda: ORDER.search(page.shown))
            await page.call("Page.close")
            await until(lambda: not children(process.pid))
            assert list(temporary.glob("renkei-*")) == []

            again = await open_page(url)
            assert isinstance(again, Page)
            await again.until(lambda: ORDER.search(again.shown))
            (child,) = children(process.pid)
            process.send_signal(signal.SIGTERM)
            assert await asyncio.to_thread(process.wait, 60) == 0
            assert not is_there(child)
            assert list(temporary.glob("renkei-*")) == []

    asyncio.run(story())


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc").exists(), reason="no /proc here")
def test_a_server_that_is_killed_leaves_no_dashboard_behind(
    server: tuple["subprocess.Popen[str]", str, Path],
) -> None:
    process, url, temporary = server

    async def story() -> None:
        origin = "/".join(url.split("/")[:3])
        async with (
            aiohttp.ClientSession() as client,
            client.ws_connect(f"{url}ws", origin=origin) as wire,
        ):
            shown = ""
            while not ORDER.search(shown):
                shown += (await wire.receive_bytes(timeout=60)).decode(errors="ignore")
            (child,) = children(process.pid)
            process.kill()
            await until(lambda: not is_there(child))
        assert list(temporary.glob("renkei-*")) == []

    asyncio.run(story())


@pytest.mark.parametrize("said", ["[" * 100_000, "{}", '["resize", [0]]', '["stdin"]', ""])
def test_what_makes_no_sense_ends_the_session_and_nothing_else(said: str) -> None:
    assert asyncio.run(_pass_on(said, None)) is False  # type: ignore[arg-type]
