"""One dashboard for one open page: a child process that ends with it, whatever happens."""

import asyncio
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress

from aiohttp.web import WebSocketResponse
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

DRIVER = "tui.web_driver:EndingWebDriver"

ENDED_WITHIN_S = 25.0
"""How long a dashboard may take to leave in order; an engine may be in the middle of a call."""


class WebSession(AppService):
    """textual-serve's service, but for a command in words, with no shell, and surely ended."""

    def __init__(self, words: Sequence[str], socket: WebSocketResponse) -> None:
        super().__init__(
            words[0],
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=self._close_socket,
            download_manager=DownloadManager(),
        )
        self._words = words
        self._socket = socket

    async def _close_socket(self) -> None:
        await self._socket.close()

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        return super()._build_environment(width, height) | {"TEXTUAL_DRIVER": DRIVER}

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        self._process = process = await asyncio.create_subprocess_exec(
            *self._words,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=self._build_environment(width, height),
            start_new_session=True,
        )
        self._stdin = process.stdin
        return process

    async def run(self) -> None:
        """Pass on what the dashboard shows; when it has left, the page is told."""
        await super().run()
        await self._close_socket()

    async def stop(self) -> None:
        """Have the dashboard leave, and end it where it does not."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(OSError, RuntimeError):
            await self.send_meta({"type": "quit"})
        try:
            await asyncio.wait_for(self._end(process), ENDED_WITHIN_S)
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _end(self, process: Process) -> None:
        """Read to the end, since a full pipe would keep it from leaving."""
        if self._task is not None:
            with suppress(Exception):
                await self._task
            self._task = None
        await process.communicate()
