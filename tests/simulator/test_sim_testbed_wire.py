"""Lost and late answers as a client meets them: on a real socket, and within the process."""

import asyncio
import http.client
import json
import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import datetime, timedelta
from subprocess import PIPE
from threading import Thread
from urllib.parse import urlsplit

import pytest
from sim_client import START

from core.amazon.transport import NoAnswer
from scenarios.in_process import InProcess
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


class TestOtherProcesses:
    def test_threads_on_sockets_live_in_one_virtual_time(self):
        """Three pollers, a simulated day, and the same order every time."""
        said: list[tuple[str, str]] = []

        def poll(address: str, name: str, every: int) -> None:
            line = http.client.HTTPConnection(address, timeout=30)
            for turn in range(1, 24 * 60 // every + 1):
                until = (
                    datetime.fromisoformat(START) + timedelta(minutes=every * turn)
                ).isoformat()
                body = {"participant": name, "until": until}
                status, answer = ask(line, "POST", "/_sim/clock/wait", body)
                assert (status, json.loads(answer)["reached"]) == (200, True)
                said.append((json.loads(answer)["now"], name))
            ask(line, "DELETE", f"/_sim/clock/participants/{name}")
            line.close()

        with served() as address:
            line = http.client.HTTPConnection(address, timeout=10)
            ask(line, "POST", "/_sim/clock/mode", {"mode": "autojump"})
            pollers = [("stock", 60), ("orders", 5), ("outcomes", 20)]
            for name, _ in pollers:
                ask(line, "POST", "/_sim/clock/participants", {"name": name, "expected": 3})
            threads = [Thread(target=poll, args=(address, *poller)) for poller in pollers]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            line.close()
        assert len(said) == 24 * (12 + 3 + 1)
        assert said == sorted(said)

    def test_stopping_the_server_says_nothing_to_those_who_wait(self):
        code = (
            "from simulator import serve; serve(port=0, ready=lambda url: print(url, flush=True))"
        )
        command = [sys.executable, "-c", code]
        with subprocess.Popen(command, stdout=PIPE, stderr=PIPE, text=True) as process:
            address = urlsplit(process.stdout.readline().strip()).netloc
            follower = http.client.HTTPConnection(address, timeout=10)
            follower.request("GET", "/_sim/events", headers={"accept": "text/event-stream"})
            assert follower.getresponse().status == 200
            waiter = http.client.HTTPConnection(address, timeout=10)
            ask(waiter, "POST", "/_sim/clock/participants", {"name": "a"})
            body = json.dumps({"participant": "a", "until": "2027-01-01T00:00:00Z"})
            waiter.request("POST", "/_sim/clock/wait", body)
            process.send_signal(signal.SIGINT)
            _, told = process.communicate(timeout=20)
            follower.close()
            waiter.close()
        assert process.returncode == 0
        assert "Traceback" not in told


class TestInProcess:
    @pytest.mark.parametrize(
        "fault",
        [{"kind": "lost_answer"}, {"kind": "timeout"}, {"kind": "slow", "delay": "PT31S"}],
    )
    def test_the_engines_own_seam_says_that_there_was_no_answer(self, fault):
        async def run() -> None:
            carrier = InProcess(create_app())
            content = json.dumps(fault).encode()
            await carrier.exchange("POST", f"{HERE}/_sim/faults", {}, content)
            await carrier.exchange("GET", HERE + PATH, {}, b"")

        with pytest.raises(NoAnswer):
            asyncio.run(run())
