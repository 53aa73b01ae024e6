"""The README's examples are run as they stand: what a newcomer copies works."""

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
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


def run(*command: str) -> str:
    """What an example prints whose last argument is its code."""
    *interpreter, code = command
    with served() as port:
        done = subprocess.run(
            [*interpreter, code.replace(PORT, port)], capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stderr
    return done.stdout


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
    assert run(sys.executable, "-c", example("python", "packageDetail")).strip()


def test_the_queue_example_hears_of_the_order_twice() -> None:
    told = run(sys.executable, "-c", example("python", "boto3"))
    assert [line.split()[1] for line in told.splitlines()] == ["Pending", "Unshipped"]


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node.js")
def test_the_javascript_example_is_struck_once_and_comes_back() -> None:
    told = run("node", "--input-type=module", "-e", example("javascript", "fetch"))
    assert told.splitlines() == ["503", "UNSHIPPED", "CANCELLED", "true UNSHIPPED"]


def test_every_api_is_named() -> None:
    assert {each.api for each in OPERATIONS if f"| `{each.api}` |" not in CHAPTER} == set()
