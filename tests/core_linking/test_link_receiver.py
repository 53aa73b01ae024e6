"""The loopback receiver takes one answer from this machine, and nothing else (R03)."""

import asyncio

import pytest

from core.domain.refusals import Refusal
from core.errors import Refused
from core.linking.receiver import HEAD_MAX, HOST, PATH, Receiver

QUERY = "spapi_oauth_code=abc&state=xyz&selling_partner_id=A1B2C3"


async def ask(receiver: Receiver, target: str, *, method: str = "GET", host: str = "") -> str:
    host = host or f"{HOST}:{receiver.port}"
    return await send(receiver, f"{method} {target} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())


async def send(receiver: Receiver, request: bytes) -> str:
    reader, writer = await asyncio.open_connection(HOST, receiver.port)
    writer.write(request)
    await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()
    try:
        return (await reader.read()).decode()
    except ConnectionResetError:
        return ""
    finally:
        writer.close()


def test_r03_the_browsers_answer_is_taken_and_the_port_is_closed() -> None:
    async def story() -> None:
        async with await Receiver.open() as receiver:
            assert receiver.redirect_uri == f"http://127.0.0.1:{receiver.port}{PATH}"
            answer = asyncio.create_task(receiver.answer(within_s=30))
            page = await ask(receiver, f"{PATH}?{QUERY}")
            assert page.startswith("HTTP/1.1 200 OK\r\n")
            assert "この画面を閉じて" in page
            assert "abc" not in page
            assert "default-src 'none'" in page
            assert await answer == QUERY
            with pytest.raises(ConnectionRefusedError):
                await asyncio.open_connection(HOST, receiver.port)

    asyncio.run(story())


@pytest.mark.parametrize(
    "target",
    ["/", "/favicon.ico", PATH, f"{PATH}?", f"{PATH}/more?{QUERY}", f"//{PATH}?{QUERY}"],
)
def test_r03_other_addresses_get_nothing_and_end_nothing(target: str) -> None:
    async def story() -> None:
        async with await Receiver.open() as receiver:
            answer = asyncio.create_task(receiver.answer(within_s=30))
            assert (await ask(receiver, target)).startswith("HTTP/1.1 404")
            assert not answer.done()
            await ask(receiver, f"{PATH}?{QUERY}")
            assert await answer == QUERY

    asyncio.run(story())


@pytest.mark.parametrize("method", ["POST", "HEAD", "OPTIONS"])
def test_r03_only_a_get_is_taken(method: str) -> None:
    async def story() -> None:
        async with await Receiver.open() as receiver:
            page = await ask(receiver, f"{PATH}?{QUERY}", method=method)
            assert page.startswith("HTTP/1.1 404")

    asyncio.run(story())


@pytest.mark.parametrize("host", ["evil.example", "localhost:1", "127.0.0.1"])
def test_r03_a_foreign_page_that_points_its_own_name_here_is_not_taken(host: str) -> None:
    async def story() -> None:
        async with await Receiver.open() as receiver:
            page = await ask(receiver, f"{PATH}?{QUERY}", host=host)
            assert page.startswith("HTTP/1.1 404")

    asyncio.run(story())


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"",
        b"\x16\x03\x01\x02\x00",
        b"GET\r\n\r\n",
        b"\r\n\r\n",
        b"GET " + b"/" * (HEAD_MAX + 100) + b" HTTP/1.1\r\n\r\n",
        f"GET {PATH}?{'あ'} HTTP/1.1\r\n\r\n".encode(),
    ],
)
def test_r03_what_is_no_request_does_no_harm(request_bytes: bytes) -> None:
    async def story() -> None:
        async with await Receiver.open() as receiver:
            answer = asyncio.create_task(receiver.answer(within_s=30))
            page = await send(receiver, request_bytes)
            assert not page.startswith("HTTP/1.1 200")
            await ask(receiver, f"{PATH}?{QUERY}")
            assert await answer == QUERY

    asyncio.run(story())


def test_r03_no_answer_in_time_is_refused_with_a_sentence() -> None:
    async def story() -> None:
        async with await Receiver.open() as receiver:
            with pytest.raises(Refused) as refused:
                await receiver.answer(within_s=0)
            assert refused.value.reason is Refusal.NO_ANSWER

    asyncio.run(story())
