"""The talk with a world: lines from a terminal or a pipe, and what came of each."""

import sys
from collections.abc import Iterator
from typing import TextIO

import click

from core.domain.instants import jst
from scenarios.said import say
from tui.words import translate
from tui.world.entries import Entries, Entry
from tui.world.opening import OpenedWorld
from tui.world.prompt import CannotFollow, Prompt

PASSED, FAILED, WRONG = 0, 1, 2


def talk(opened: OpenedWorld, lines: TextIO) -> int:
    """Follow what is said until it ends; the exit code.

    A pipe ends with the first expectation that does not hold (1) and the first entry that cannot
    be followed (2); a person at a terminal is told and goes on.
    """
    prompt = Prompt(opened.live, opened.policy, opened.loaded)
    try:
        if lines.isatty() and sys.stdout.isatty():
            return _at_a_terminal(prompt)
        return _from_a_pipe(prompt, lines)
    finally:
        prompt.close()


def _from_a_pipe(prompt: Prompt, lines: TextIO) -> int:
    for entry in _entries(lines):
        try:
            told = prompt.say(entry)
        except CannotFollow as wrong:
            for line in wrong.lines:
                click.echo(line if wrong.placed else _at_line(entry, line), err=True)
            return WRONG
        for line in told.lines:
            click.echo(line)
        if told.failed:
            return FAILED
        if told.over:
            break
    return PASSED


def _entries(lines: TextIO) -> Iterator[Entry]:
    entries = Entries()
    for line in lines:
        yield from entries.feed(line)
    yield from entries.end()


def _at_line(entry: Entry, told: str) -> str:
    return say("{line}行目: {told}", line=entry.line, told=told).text(translate)


def _at_a_terminal(prompt: Prompt) -> int:
    from tui.world.keyboard import keyboard

    click.echo(say("help で一覧、quit かCtrl+Dで終わります。").text(translate))
    with keyboard():
        entries = Entries()
        while True:
            try:
                line = input("… " if entries.is_open else _ready(prompt))
            except EOFError:
                click.echo()
                return PASSED
            except KeyboardInterrupt:
                click.echo()
                entries = Entries()
                continue
            if not all(_told(prompt, entry) for entry in entries.feed(line)):
                return PASSED


def _told(prompt: Prompt, entry: Entry) -> bool:
    """Say what came of `entry`; whether the talk goes on."""
    try:
        told = prompt.say(entry)
    except CannotFollow as wrong:
        for line in wrong.lines:
            click.echo(line, err=True)
        return True
    except KeyboardInterrupt:
        click.echo(say("止めました。").text(translate))
        return True
    for line in told.lines:
        click.echo(line)
    return not told.over


def _ready(prompt: Prompt) -> str:
    state = prompt.live.state()
    running = f" ▶×{state.speed:g}" if state.running else ""
    return f"{jst(state.now):%m-%d %H:%M:%S}{running}> "
