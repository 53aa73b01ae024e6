"""How long `renkei sim` needs from its start to its first answer."""

import select
import socket
import subprocess
from statistics import median
from time import perf_counter

from scenarios.bench.figure import Figure, Goal
from scenarios.bench.processes import PROGRAM, plain_environment
from scenarios.said import say

RUNS = 5
PATIENCE_S = 30.0
REQUEST = b"GET /_sim/clock HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"


def measure() -> tuple[Figure, ...]:
    """The median of some starts, after one that warms the disk cache."""
    _first_answer_s()
    taken_s = sorted(_first_answer_s() for _run in range(RUNS))
    figure = Figure(
        "sim-start",
        median(taken_s),
        "s",
        Goal(1.0),
        say(
            "renkei sim を{runs}回起動し、GET /_sim/clock が200を返すまでの中央値"
            "（{least}〜{most} s）",
            runs=RUNS,
            least=f"{taken_s[0]:.2f}",
            most=f"{taken_s[-1]:.2f}",
        ),
    )
    return (figure,)


def _first_answer_s() -> float:
    port = _free_port()
    begun = perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own program
        [*PROGRAM, "sim", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=plain_environment(),
    )
    try:
        while not _answers(port):
            if process.poll() is not None:
                raise ChildProcessError(f"renkei sim ended with {process.returncode}")
            if perf_counter() - begun > PATIENCE_S:
                raise TimeoutError(f"no answer within {PATIENCE_S:g} s")
        return perf_counter() - begun
    finally:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _answers(port: int) -> bool:
    """Whether somebody answers 200 by now; after a refused connection, some milliseconds later."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            line.sendall(REQUEST)
            return line.recv(64).startswith(b"HTTP/1.1 200")
    except OSError:
        select.select([], [], [], 0.005)
        return False
