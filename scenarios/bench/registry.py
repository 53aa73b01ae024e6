"""The figures by name, each in a module of its own that is imported when it is measured."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module

from scenarios.bench.figure import Figure, Measure
from scenarios.said import say


@dataclass(frozen=True)
class Entry:
    """A measurement that can be asked for by `name`, or with all the others of `group`."""

    name: str
    group: str
    module: str
    """A module with a function `measure` (see `Measure`)."""


ENTRIES = (
    Entry("version", "cli", "scenarios.bench.version"),
    Entry("day", "engine", "scenarios.bench.day"),
    Entry("polls", "engine", "scenarios.bench.polls"),
    Entry("parsing", "engine", "scenarios.bench.parsing"),
    Entry("flash-sale", "engine", "scenarios.bench.flash_sale"),
    Entry("products", "engine", "scenarios.bench.products"),
    Entry("million", "books", "scenarios.bench.million"),
    Entry("first-row", "tui", "scenarios.bench.first_row"),
    Entry("million-on-screen", "tui", "scenarios.bench.million_on_screen"),
    Entry("keys-while-busy", "tui", "scenarios.bench.keys_while_busy"),
    Entry("sim-start", "sim", "scenarios.bench.sim_start"),
    Entry("sim-page", "sim", "scenarios.bench.sim_page"),
    Entry("sim-world", "sim", "scenarios.bench.sim_world"),
    Entry("days", "scenarios", "scenarios.bench.days"),
    Entry("library", "scenarios", "scenarios.bench.library"),
    Entry("run-start", "scenarios", "scenarios.bench.run_start"),
    Entry("rewind", "scenarios", "scenarios.bench.rewind"),
)
"""All that `renkei bench` measures, in this order."""


class NoSuchFigure(LookupError):
    """Neither a figure nor a group has this name; `known` are those that exist."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known


def names(entries: Iterable[Entry] = ENTRIES) -> tuple[str, ...]:
    """Every figure and every group, without doubles."""
    return tuple(dict.fromkeys(name for entry in entries for name in (entry.name, entry.group)))


def chosen(wanted: Iterable[str], entries: tuple[Entry, ...] = ENTRIES) -> tuple[Entry, ...]:
    """The entries of the wanted figures and groups, all of them if none is named.

    Raises NoSuchFigure for a name that is neither.
    """
    asked = tuple(wanted)
    for name in asked:
        if name not in names(entries):
            raise NoSuchFigure(name, names(entries))
    return tuple(
        entry for entry in entries if not asked or entry.name in asked or entry.group in asked
    )


def take(entry: Entry) -> tuple[Figure, ...]:
    """Measure `entry`; a failure becomes a figure that says so, and does not hide the others."""
    try:
        measure: Measure = import_module(entry.module).measure
        return measure()
    except Exception as error:
        reason = f"{type(error).__name__}: {error}".rstrip(": ")
        return (Figure(entry.name, None, "", None, say("測定できません: {reason}", reason=reason)),)
