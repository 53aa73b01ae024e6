"""A real browser without a window, driven by its DevTools protocol; and what its page was sent."""

import asyncio
import base64
import json
import shutil
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

NAMES = ("chromium", "chromium-browser", "google-chrome")
FOUND = next(filter(None, map(shutil.which, NAMES)), None)


class Page:
    """One tab. `shown` is everything that its terminal was sent, `typed` what it sent."""

    def __init__(self, wire: aiohttp.ClientWebSocketResponse) -> None:
        self._wire = wire
        self._calls: dict[int, asyncio.Future[dict]] = {}
        self._shown = bytearray()
        self.typed: list[str] = []
        self.fetched: list[str] = []
        self.errors: list[str] = []
        self._news = asyncio.Event()
        self._listening = asyncio.ensure_future(self._listen())

    @property
    def shown(self) -> str:
        return self._shown.decode(errors="replace")

    async def call(self, method: str, **given: object) -> dict:
        number = len(self._calls) + 1
        self._calls[number] = asyncio.get_running_loop().create_future()
        await self._wire.send_json({"id": number, "method": method, "params": given})
        return await asyncio.wait_for(self._calls[number], 30)

    async def run(self, script: str) -> object:
        """The value of a piece of JavaScript in the page."""
        answer = await self.call("Runtime.evaluate", expression=script, awaitPromise=True)
        return answer["result"].get("value")

    async def press(self, key: str, code: int = 0) -> None:
        """A key with one character, or a named one by its virtual key code."""
        if code:
            named = {"key": key, "code": key, "windowsVirtualKeyCode": code}
            await self.call("Input.dispatchKeyEvent", type="rawKeyDown", **named)
            await self.call("Input.dispatchKeyEvent", type="keyUp", **named)
        else:
            await self.call("Input.dispatchKeyEvent", type="keyDown", text=key, key=key)
            await self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    async def compose(self, reading: str, chosen: str) -> None:
        """Type `reading` into an input method and commit `chosen`."""
        for end in range(1, len(reading) + 1):
            await self.call(
                "Input.imeSetComposition", text=reading[:end], selectionStart=end, selectionEnd=end
            )
        await self.call("Input.insertText", text=chosen)

    async def until(self, holds: Callable[[], object]) -> None:
        """Until something that the page was sent, or sent, holds."""
        async with asyncio.timeout(60):
            while not holds():
                self._news.clear()
                await self._news.wait()

    def forget(self) -> None:
        """Look only at what comes from now on."""
        self._shown.clear()

    async def _listen(self) -> None:
        async for message in self._wire:
            told = json.loads(message.data)
            if "id" in told:
                self._calls[told["id"]].set_result(told.get("result", {}))
                continue
            given = told.get("params", {})
            match told["method"]:
                case "Network.webSocketFrameReceived" if given["response"]["opcode"] == 2:
                    self._shown += base64.b64decode(given["response"]["payloadData"])
                case "Network.webSocketFrameSent":
                    kind, *rest = json.loads(given["response"]["payloadData"])
                    self.typed += rest if kind == "stdin" else []
                case "Network.requestWillBeSent":
                    self.fetched.append(given["request"]["url"])
                case "Runtime.exceptionThrown":
                    self.errors.append(str(given["exceptionDetails"]))
            self._news.set()


@asynccontextmanager
async def browser(folder: Path) -> AsyncIterator[Callable[[str], object]]:
    """Opens addresses in tabs of a browser whose profile lies in `folder`."""
    process = _started(folder)
    try:
        address = await asyncio.to_thread(_address, folder / "DevToolsActivePort")
        async with aiohttp.ClientSession() as client:

            async def open_page(url: str) -> Page:
                async with client.put(f"{address}/json/new?about:blank") as answer:
                    target = await answer.json(content_type=None)
                wire = await client.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0)
                page = Page(wire)
                for domain in ("Network", "Page", "Runtime"):
                    await page.call(f"{domain}.enable")
                await page.call("Page.navigate", url=url)
                return page

            yield open_page
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, 30)


def _started(folder: Path) -> "subprocess.Popen[bytes]":
    assert FOUND
    return subprocess.Popen(
        [
            FOUND,
            "--headless=new",
            "--no-sandbox",
            "--no-first-run",
            "--disable-gpu",
            "--enable-unsafe-swiftshader",
            "--remote-debugging-port=0",
            f"--user-data-dir={folder}",
            "--window-size=1000,700",
            "about:blank",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _address(file: Path) -> str:
    """Where the browser listens, once it has written that down."""
    for _round in range(2_000):
        if file.exists() and file.read_text().count("\n"):
            return f"http://127.0.0.1:{file.read_text().splitlines()[0]}"
        time.sleep(0.03)
    raise AssertionError("the browser does not start")
