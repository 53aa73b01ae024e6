"""One dashboard for one open page: a child process that ends with it, whatever happens."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress

from aiohttp.web import WebSocketResponse
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from core.domain.cleaning import clean
from tui.words import _

DRIVER = "tui.web_driver:EndingWebDriver"

DRAWS = b"__GANGLION__\n"
"""What Textual's driver for the browser writes first."""

OURS = "renkei: "
LINES_MAX = 10
LINE_MAX = 400
WORDS_MAX = 64 * 1024

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
        """Pass on what the dashboard shows; when it has left, the page is told, and why."""
        process = self._process
        assert process is not None
        assert process.stdout is not None
        assert process.stderr is not None
        begun = False
        saying = asyncio.ensure_future(_last_words(process.stderr))
        with suppress(asyncio.IncompleteReadError, ConnectionError, ValueError):
            begun = await _begins(process.stdout)
            while begun:
                await self._pass_on(process.stdout)
        said = await saying
        print(said, end="", file=sys.stderr)  # noqa: T201
        if told := sentences_of(said, begun=begun):
            await self.tell(told)
        await self._close_socket()

    async def _pass_on(self, stdout: asyncio.StreamReader) -> None:
        kind, size = await stdout.readexactly(1), await stdout.readexactly(4)
        payload = await stdout.readexactly(int.from_bytes(size, "big"))
        if kind == b"D":
            await self.on_data(payload)
        elif kind == b"M":
            await self.on_meta(payload)

    async def tell(self, sentences: Sequence[str]) -> None:
        """Say something on the page where there is no dashboard (any more)."""
        with suppress(ConnectionError):
            await self._socket.send_bytes("".join(f"\r\n  {each}" for each in sentences).encode())

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


async def _begins(stdout: asyncio.StreamReader) -> bool:
    """Whether the dashboard starts to draw; what other programs say before is passed over."""
    while line := await stdout.readline():
        if line == DRAWS:
            return True
    return False


async def _last_words(stderr: asyncio.StreamReader) -> str:
    """Read to the end; the end of it."""
    kept = b""
    while read := await stderr.read(WORDS_MAX):
        kept = (kept + read)[-WORDS_MAX:]
    return kept.decode(errors="replace")


def sentences_of(said: str, *, begun: bool) -> tuple[str, ...]:
    """What a person at the page is told of a dashboard that wrote `said` on stderr and ended.

    Only sentences of ours, which begin with the name of the program. One that did not even begin
    and said nothing of the kind is told in general words.
    """
    lines = (clean(line, LINE_MAX) for line in said.splitlines() if line.startswith(OURS))
    found = tuple(lines)[-LINES_MAX:]
    if begun or found:
        return found
    return (
        OURS
        + _("ダッシュボードを始められませんでした。理由は renkei web を始めた端末にあります。"),
    )
