"""A sign of life on a terminal for what takes longer than a second; elsewhere nothing is shown."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import TypeVar

import click

from tui.words import _

T = TypeVar("T")

SHOWN_AFTER_S = 1.0
EVERY_S = 0.1


def counted(things: Iterable[T], total: int, label: str) -> Iterator[T]:
    """`things`, with a bar of how many of `total` have passed."""
    if not _watched():
        yield from things
        return
    began = monotonic()
    done = 0
    bar = click.progressbar(length=total, label=label, file=sys.stderr)
    drawn = False
    for thing in things:
        yield thing
        done += 1
        if monotonic() - began >= SHOWN_AFTER_S:
            drawn = True
            began = monotonic() - SHOWN_AFTER_S + EVERY_S
            bar.update(done - bar.pos)
    if drawn:
        bar.update(done - bar.pos)
        bar.render_finish()


@contextmanager
def busy(label: str) -> Iterator[None]:
    """Says that something of unknown length goes on, and for how long it has."""
    if not _watched():
        yield
        return
    over = Event()
    thread = Thread(target=_tick, args=(label, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _tick(label: str, over: Event) -> None:
    began = monotonic()
    shown = False
    wait_s = SHOWN_AFTER_S
    while not over.wait(wait_s):
        wait_s = EVERY_S
        shown = True
        words = _("{label} {seconds}秒").format(label=label, seconds=int(monotonic() - began))
        click.echo(f"\r{words}", err=True, nl=False)
    if shown:
        click.echo("\r\x1b[K", err=True, nl=False)


def _watched() -> bool:
    return sys.stderr.isatty()
