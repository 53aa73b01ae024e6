"""Lost and late answers as a client meets them: on a real socket, and within the process."""

import asyncio
import http.client
import json
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx
import pytest

from core.amazon.transport import NoAnswer
from scenarios.asgi import AsgiTransport
from scenarios.served import ServedAmazon
from simulator import create_app

PATH = "/sellers/v1/account"
HERE = "http://amazon.invalid"


@contextmanager
def served():
    """A fake on a free port; its address."""
    amazon = ServedAmazon(create_app())
    try:
        yield urlsplit(amazon.base_url).netloc
    finally:
        asyncio.run(amazon.stop())


def ask(line: http.client.HTTPConnection, method: str, path: str, body: object = None):
    line.request(method, path, None if body is None else json.dumps(body))
    answer = line.getresponse()
    return answer.status, answer.read()


def declare(line: http.client.HTTPConnection, **fault) -> None:
    status, body = ask(line, "POST", "/_sim/faults", fault)
    assert status == 200, body


class TestSockets:
    @pytest.mark.parametrize("kind", ["reset", "lost_answer"])
    def test_the_connection_is_closed_without_a_byte(self, kind):
        with served() as address:
            line = http.client.HTTPConnection(address, timeout=10)
            declare(line, kind=kind, times=1)
            with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
                ask(line, "GET", PATH)
            line.close()
            assert ask(line, "GET", PATH)[0] == 403, "the next call is answered on a new line"
            line.close()

    def test_a_silent_line_is_left_by_the_clients_own_timeout(self):
        with served() as address:
            line = http.client.HTTPConnection(address, timeout=10)
            declare(line, kind="timeout", times=1)
            impatient = http.client.HTTPConnection(address, timeout=0.2)
            with pytest.raises(TimeoutError):
                ask(impatient, "GET", PATH)
            impatient.close()
            assert ask(line, "GET", PATH)[0] == 403
            line.close()

    def test_a_silent_line_ends_by_itself(self):
        with served() as address:
            line = http.client.HTTPConnection(address, timeout=10)
            declare(line, kind="timeout", delay="PT0.05S", times=1)
            with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
                ask(line, "GET", PATH)
            line.close()

    def test_a_late_answer_comes(self):
        with served() as address:
            line = http.client.HTTPConnection(address, timeout=10)
            declare(line, kind="slow", delay="PT0.05S")
            assert [ask(line, "GET", PATH)[0] for _ in range(2)] == [403, 403]
            line.close()


class TestInProcess:
    def outcome(self, fault: dict) -> type[Exception] | int:
        async def run() -> int:
            carrier = AsgiTransport(create_app())
            async with httpx.AsyncClient(transport=carrier, base_url=HERE) as client:
                answer = await client.post("/_sim/faults", json=fault)
                assert answer.status_code == 200, answer.text
                return (await client.get(PATH)).status_code

        try:
            return asyncio.run(run())
        except httpx.TransportError as error:
            return type(error)

    @pytest.mark.parametrize(
        ("fault", "outcome"),
        [
            ({"kind": "reset"}, httpx.ReadError),
            ({"kind": "lost_answer"}, httpx.ReadError),
            ({"kind": "timeout"}, httpx.ReadTimeout),
            ({"kind": "slow", "delay": "PT6S"}, httpx.ReadTimeout),
            ({"kind": "slow", "delay": "PT1S"}, 403),
        ],
    )
    def test_httpx_raises_what_a_network_would(self, fault, outcome):
        """httpx waits five seconds unless told otherwise; no real time passes here."""
        assert self.outcome(fault) == outcome

    @pytest.mark.parametrize(
        "fault",
        [{"kind": "lost_answer"}, {"kind": "timeout"}, {"kind": "slow", "delay": "PT31S"}],
    )
    def test_the_engines_own_seam_says_that_there_was_no_answer(self, fault):
        async def run() -> None:
            carrier = AsgiTransport(create_app())
            content = json.dumps(fault).encode()
            await carrier.exchange("POST", f"{HERE}/_sim/faults", {}, content)
            await carrier.exchange("GET", HERE + PATH, {}, b"")

        with pytest.raises(NoAnswer):
            asyncio.run(run())
