"""A world's record as the text of a scenario file."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec import structs

from core.domain.instants import stamp
from core.domain.labels import Policy
from scenarios.language.definition import Action
from scenarios.language.kinds import block_of
from scenarios.record import commands
from scenarios.world import World

if TYPE_CHECKING:
    from core.views.rows import JournalRow

_PLAIN = re.compile(r"[A-Za-z\u3040-\u9fff][A-Za-z0-9_\u3040-\u9fff-]*")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
PAGE = 5_000


class _Done(NamedTuple):
    """One act; `seq` and `rank` order acts as they were done."""

    seq: int
    rank: int
    at: datetime
    settled: bool
    action: Action | None
    told: str = ""


def script(world: World, case_id: str, title: str) -> str:
    """A scenario that begins as `world` did, does what was done in it, and stops where it stands.

    Acts that the language has no verb for stand there as comments.
    """
    setup = world.setup
    lines = [
        f"id: {case_id}",
        f"title: {_flow(title)}",
        f"policy: {Policy(setup.policy)}",
        f"seed: {setup.seed}",
        f"start: {stamp(setup.start)}",
        *_beginning(world),
        "",
        "steps:",
    ]
    names: dict[str, str] = {}
    for done in sorted(_done(world), key=lambda one: (one.seq, one.rank)):
        lines += _step(done, names)
    lines += [f"  - at: {stamp(world.now)}", "    engine: settles", ""]
    return "\n".join(lines)


def _beginning(world: World) -> Iterator[str]:
    setup = world.setup
    if setup.demo:
        yield "shop: {demo: true}"
        return
    yield "shop:"
    yield f"  reserve: {setup.reserve}"
    yield "  products:"
    for product in setup.products:
        link = {"sku": product.sku, "asin": product.asin} if product.sku else None
        whole = {
            "code": product.code,
            "title": product.title,
            "stock": product.stock,
            "price": product.price_yen,
        }
        yield f"    - {_flow({**whole, 'link': link} if link else whole)}"
    yield "amazon:"
    yield "  listings:"
    for offer in setup.listings:
        told = {
            "sku": offer.sku,
            "asin": offer.asin,
            "quantity": offer.quantity,
            "price": offer.price_yen,
            "fulfilled_by": offer.fulfilled_by,
            "title": offer.title,
        }
        yield f"    - {_flow({name: value for name, value in told.items() if value is not None})}"


def _done(world: World) -> Iterator[_Done]:
    for rank, noted in enumerate(world.noted):
        yield _Done(noted.after_seq, rank + 1, noted.at, noted.settled, noted.action)
    for row, action in commands(_journal(world)):
        yield _Done(row.seq, 0, row.at, True, action, "" if action else row.data)


def _journal(world: World) -> "Iterator[JournalRow]":
    after = world.opened_seq
    while page := world.views.journal(after=after, limit=PAGE):
        yield from page
        after = page[-1].seq


def _step(done: _Done, names: dict[str, str]) -> Iterator[str]:
    at = stamp(done.at)
    if done.action is None:
        yield f"  # {at} {done.told}"
        return
    if done.settled:
        yield f"  - at: {at}"
        yield "    engine: settles"
    yield f"  - at: {at}"
    yield f"    {type(done.action).key}: {_flow(_fields(done.action, names))}"


def _fields(action: Action, names: dict[str, str]) -> dict[str, object]:
    keys = {entry.name: entry.key for entry in block_of(type(action)).entries}
    told: dict[str, object] = {}
    for field in structs.fields(action):
        value = getattr(action, field.name)
        if not field.required and value == field.default:
            continue
        if field.name == "order":
            value = names.setdefault(str(value), f"O{len(names) + 1}")
        told[keys[field.name]] = stamp(value) if isinstance(value, datetime) else value
    return told


def _flow(value: object) -> str:
    """A value in YAML's one-line form."""
    match value:
        case dict():
            return "{" + ", ".join(f"{_flow(k)}: {_flow(v)}" for k, v in value.items()) + "}"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case _:
            text = msgspec.to_builtins(value)
            plain = _PLAIN.fullmatch(str(text)) and str(text).lower() not in _WORDS
            return str(text) if plain else msgspec.json.encode(str(text)).decode()
