"""The README's examples are run as they stand: what a newcomer copies works."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from house_sources import ROOT

from scenarios.bench.processes import PROGRAM, plain_environment
from simulator.tables import OPERATIONS

README = (ROOT / "README.md").read_text(encoding="utf-8")
CHAPTER = README[README.index("## Use the fake Amazon by itself") : README.index("## Real Amazon")]
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<code>.*?)^```$", re.M | re.S)
PORT = "8787"


def example(language: str, having: str) -> str:
    """The one example of the chapter in `language` that mentions `having`."""
    (code,) = [
        match["code"]
        for match in BLOCK.finditer(CHAPTER)
        if match["language"] == language and having in match["code"]
    ]
    assert PORT in code
    return code


@contextmanager
def served() -> Iterator[str]:
    """`renkei sim` on a free port of this machine, as the chapter starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = example("bash", "renkei sim").split()[1:]
    with subprocess.Popen(
        [*PROGRAM, *[port if word == PORT else word for word in command]],
        env=plain_environment(),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert port in process.stdout.readline()
        try:
            yield port
        finally:
            process.terminate()


def test_the_shell_example_shows_an_order_before_and_after_payment() -> None:
    code = example("bash", "SIM=")
    with served() as port:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", code.replace(PORT, port)],
            capture_output=True,
            text=True,
            check=True,
        )
    assert '"fulfillmentStatus":"PENDING"' in done.stdout
    assert '"fulfillmentStatus":"UNSHIPPED"' in done.stdout
    assert '"kind"' in done.stdout
    assert '"error' not in done.stdout


def test_the_python_example_is_refused_the_second_shipment() -> None:
    code = example("python", "httpx")
    with served() as port:
        done = subprocess.run(
            [sys.executable, "-c", code.replace(PORT, port)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_every_api_is_named() -> None:
    assert {each.api for each in OPERATIONS if f"| `{each.api}` |" not in CHAPTER} == set()
