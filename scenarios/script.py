"""What was done in a world as the text of a scenario file that comes to the same end."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import NODEFAULT, Struct, structs

from core.domain.refusals import Refusal
from scenarios.language.kinds import block_of
from scenarios.language.world_verbs import ShopClock
from scenarios.notes import Noted
from scenarios.record import commands
from scenarios.script_head import head
from scenarios.yaml_text import flow, moment

if TYPE_CHECKING:
    from core.views.rows import JournalRow
    from scenarios.language.definition import Action
    from scenarios.world import World

PAGE = 5_000
ID_MAX = 60
UNSAID = "  # "
"""How a line begins that tells of an act without a verb."""


class _Done(NamedTuple):
    """One act; without an `action`, `told` is what the language has no verb for.

    `settled` says whether the engine did its share of the instant since the act before.
    """

    at: datetime
    settled: bool
    action: "Action | None"
    told: str = ""


def script(world: "World", case_id: str, title: str) -> str:
    """A scenario that begins as `world` did, does what was done in it, and stops where it stands.

    Acts that the language has no verb for stand there as comments.
    """
    names = _Names(world.cast.numbers())
    lines = [*head(world.setup, case_id, title), "", "steps:"]
    for done in _done(world):
        lines += _step(done, names)
    lines += [f"  - at: {moment(world.now)}", "    engine: settles", ""]
    return "\n".join(lines)


def unsaid(text: str) -> int:
    """How many acts in the scenario `text` the language had no verb for; they are left out."""
    return sum(line.startswith(UNSAID) for line in text.splitlines())


def case_id_of(name: str) -> str:
    """An id for a scenario that is to be called `name`."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:ID_MAX].rstrip("-")
    return plain if len(plain) > 1 else "recorded"


def save(text: str, path: Path, *, overwrite: bool = False) -> None:
    """Write a scenario. Raises FileExistsError unless `overwrite`, and OSError."""
    with path.open("w" if overwrite else "x", encoding="utf-8") as file:
        file.write(text)


class _Names:
    """What the script calls an order: its name in the world, else O1, O2 …"""

    def __init__(self, numbers: Mapping[str, str]) -> None:
        self._by_number = {number: name for name, number in numbers.items()}
        self._names = set(numbers)

    def order(self, named: str) -> str:
        """The name of an order given by name or number; a new one where it has none."""
        if named in self._names:
            return named
        if named not in self._by_number:
            fresh = (f"O{n}" for n in range(1, len(self._names) + 2))
            self._by_number[named] = next(name for name in fresh if name not in self._names)
            self._names.add(self._by_number[named])
        return self._by_number[named]

    def known(self, text: str) -> str:
        """The name of an order whose number `text` is, else `text` itself."""
        return self._by_number.get(text, text)


def _done(world: "World") -> Iterator[_Done]:
    """All acts in their order; what came of an act that is noted whole is left out."""
    covered, worked_at, skew = 0, None, timedelta(0)
    for happened in _happened(world):
        match happened:
            case Noted(begun, _, None):
                worked_at = begun.at
                continue
            case Noted(begun, until_seq, action):
                covered = max(covered, until_seq)
                skew = action.skew if isinstance(action, ShopClock) else skew
                done = _Done(begun.at, worked_at == begun.at, action)
            case row, action:
                if row.seq <= covered:
                    continue
                # The shop writes by its own clock, a scenario goes by the world's.
                at = row.at - skew
                done = _Done(at, worked_at == at, action, row.data)
        yield done
        worked_at = None


def _happened(world: "World") -> "Iterator[Noted | tuple[JournalRow, Action | None]]":
    """Notes and the shop's commands, as they came; a note comes after the line it stood at."""
    noted = deque(world.notes.entries)
    for row, action in commands(_journal(world), world.notes.imports):
        while noted and noted[0].begun.seq < row.seq:
            yield noted.popleft()
        yield row, action
    yield from noted


def _journal(world: "World") -> "Iterator[JournalRow]":
    after = world.notes.opened_seq
    while page := world.views.journal(after=after, limit=PAGE):
        yield from page
        after = page[-1].seq


def _step(done: _Done, names: _Names) -> Iterator[str]:
    at = moment(done.at)
    if done.action is None:
        yield f"{UNSAID}{at} {done.told}"
        return
    if done.settled:
        yield f"  - at: {at}"
        yield "    engine: settles"
    yield f"  - at: {at}"
    yield f"    {type(done.action).key}: {flow(_written(done.action, names))}"


def _written(value: object, names: _Names) -> object:
    """A value of the language as it stands in a file, with orders under their names."""
    match value:
        case Struct():
            return dict(_fields(value, names))
        case dict():
            return {_written(key, names): _written(one, names) for key, one in value.items()}
        case tuple():
            return [_written(one, names) for one in value]
        case Refusal():
            return value.name
        case Enum():
            return value.value
        case str():
            return names.known(value)
        case _:
            return value


def _fields(block: Struct, names: _Names) -> Iterator[tuple[str, object]]:
    keys = {entry.name: entry.key for entry in block_of(type(block)).entries}
    for field in structs.fields(block):
        value = getattr(block, field.name)
        if not field.required and value == _usual(field):
            continue
        named = field.name == "order" and isinstance(value, str)
        yield keys[field.name], names.order(value) if named else _written(value, names)


def _usual(field: structs.FieldInfo) -> object:
    """What a field holds where nothing is given."""
    return field.default if field.default_factory is NODEFAULT else field.default_factory()
