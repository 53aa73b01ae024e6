"""How long the dashboard needs to its first data row, on a terminal of 120×40."""

import re
import sys
from contextlib import closing
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from core.books.books import Books
from scenarios.bench.figure import Figure, Goal
from scenarios.bench.million import fill
from scenarios.bench.processes import PROGRAM, installed_environment
from scenarios.bench.terminal import Terminal
from scenarios.said import say

RUNS = 5
RATIO = 1.3
ORDER_NUMBER = re.compile(rb"\d{3}-\d{7}-\d{7}")
"""An Amazon order number: the first one on screen stands in the first data row."""
QUIT = b"\x11\x11"
"""Ctrl+Q twice, which always leaves: the program takes its temporary books with it."""


MINIMAL = """
from textual.app import App
from textual.widgets import Static

class Minimal(App):
    def compose(self):
        yield Static("READY")

Minimal().run()
"""
"""What Textual itself needs, with nothing of ours."""
READY = re.compile(b"READY")
ORDERS = 1_000


def measure() -> tuple[Figure, ...]:
    """Medians of starts taken in turns, after one of each that compiles and warms the disk."""
    with TemporaryDirectory() as folder:
        books = Path(folder) / "books.db"
        environment = installed_environment(Path(folder) / "bytecode")
        with closing(Books.open(books)) as opened:
            fill(opened, ORDERS)
        starts = {
            "minimal": ((sys.executable, "-c", MINIMAL), READY),
            "demo": (PROGRAM, ORDER_NUMBER),
            "shop": ((*PROGRAM, "shop", "--offline", "--books", str(books)), ORDER_NUMBER),
        }
        taken_s: dict[str, list[float]] = {name: [] for name in starts}
        for run in range(1 + RUNS):
            for name, (command, seen) in starts.items():
                seconds = _seen_s(command, seen, environment)
                if run:
                    taken_s[name].append(seconds)
    demo_s, minimal_s = taken_s["demo"], median(taken_s["minimal"])
    return (
        Figure(
            "first-row",
            median(demo_s),
            "s",
            Goal(2.0),
            say(
                "renkei を120×40の端末で{runs}回開き、最初の注文番号が出るまでの中央値"
                "（{least}〜{most} s）",
                runs=RUNS,
                least=f"{min(demo_s):.2f}",
                most=f"{max(demo_s):.2f}",
            ),
        ),
        Figure(
            "first-row-ratio",
            median(taken_s["shop"]) / minimal_s,
            "",
            Goal(RATIO),
            say(
                "renkei shop の最初の注文番号まで {shop} s、Textualだけの画面まで {minimal} s、"
                "デモは {demo} 倍",
                shop=f"{median(taken_s['shop']):.2f}",
                minimal=f"{minimal_s:.2f}",
                demo=f"{median(demo_s) / minimal_s:.1f}",
            ),
        ),
    )


def _seen_s(
    command: tuple[str, ...], seen: re.Pattern[bytes], environment: dict[str, str]
) -> float:
    with Terminal(command, environment, columns=120, rows=40) as terminal:
        taken_s = terminal.until(lambda written: seen.search(written) is not None)
        terminal.type(QUIT)
        terminal.to_the_end()
        return taken_s
