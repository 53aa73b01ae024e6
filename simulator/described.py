"""docs/fake-amazon.md, written from the tables in the code.

`python -m simulator.described docs/fake-amazon.md` brings it up to date.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from simulator.behaviours import REGISTRY
from simulator.behaviours.entry import Value
from simulator.behaviours.open_questions import QUESTIONS
from simulator.control.routes import ROUTES
from simulator.coverage import COVERAGE
from simulator.faults.declared import KINDS, OTHER_CALLS
from simulator.tables import OPERATIONS

_HEAD = """# The fake Amazon

Written by `python -m simulator.described docs/fake-amazon.md` from the tables in the code; a test
compares the two. How to start it and first calls are in the README.
"""
_OPERATIONS = """## Operations

Rate in calls a second and burst are Amazon's, for each pair of application and seller. Another name
in brackets is the one in quotas, faults and the request journal. Every operation knows the errors
of its model, 405, 413, 415 and 429 included.
"""
_BEHAVIOURS = """## Behaviours

What is believed of Amazon, and why: *documented* by Amazon, *reported* by those who use it, or
*assumed*. `PATCH /_sim/behaviours` puts another value in force, `GET` answers it beside its
`default`. Without alternatives any value of the same kind may be set. Durations are ISO-8601.
"""
_QUESTIONS = """## Open questions

Nobody outside Amazon could answer these for certain. The behaviour says what this fake does.
"""
_FAULTS = """## Faults

`POST /_sim/faults` with `kind`, `operation` (a name, or a pattern with `*`), `when` (`nth`,
`every`, `probability`, `from`, `to`), `times`, and to narrow it `path`, `query`, `order_id`, `sku`,
`seller_id`. The first phase is the one taken when none is given: *before* = nothing is done,
*after* = it is done and the answer lost or replaced.
"""
_CLOCK = """## Clients in Amazon's time

`x-amzn-RateLimit-Limit` is multiplied by the speed in clock mode `rate`, so that a client that
sleeps by it does not sleep too long. A clock participant always gets Amazon's figure. It is known
by a user agent that begins with its name and a slash (`my-shop/1.0`), or by the header
`x-sim-participant`.
"""
_CONTROL = """## Control interface

`GET /_sim/openapi.json` describes the bodies.
"""


def document() -> str:
    """The whole page."""
    parts = (
        _HEAD,
        _OPERATIONS,
        _operations(),
        _FAULTS,
        _faults(),
        _CLOCK,
        _QUESTIONS,
        _questions(),
        _BEHAVIOURS,
        _behaviours(),
        _CONTROL,
        _control(),
    )
    return "\n".join(parts)


def _operations() -> str:
    rows = []
    for one in OPERATIONS:
        covered = COVERAGE[one.key]
        name = f"`{one.name}`" + (f" (`{one.alias}`)" if one.alias else "")
        limit = (f"{one.limit.rate:g}", f"{one.limit.burst}")
        rows.append((one.api, name, *limit, covered.does, covered.missing or "–"))
    return _table(("API", "operation", "rate", "burst", "simulated", "not simulated"), rows)


def _faults() -> str:
    rows = [
        (
            f"`{name}`",
            ", ".join(kind.phases),
            ", ".join(f"`{setting}`" for setting in sorted(kind.settings)) or "–",
            kind.about,
        )
        for name, kind in KINDS.items()
    ]
    others = ", ".join(f"`{name}`" for name in OTHER_CALLS)
    told = f"Calls that are no operation of a model can be struck as well: {others}.\n"
    return _table(("kind", "phases", "settings", "what happens"), rows) + "\n" + told


def _questions() -> str:
    rows = [
        (
            one.asks,
            ", ".join(f"`{name}` = {_shown(REGISTRY[name].value)}" for name in one.behaviours),
        )
        for one in QUESTIONS
    ]
    return _table(("question", "behaviour"), rows)


def _behaviours() -> str:
    rows = [
        (
            f"`{entry.name}`",
            _shown(entry.value),
            ", ".join(_shown(one) for one in entry.alternatives if one != entry.value) or "–",
            entry.provenance,
            entry.source,
            entry.about,
        )
        for _, entry in sorted(REGISTRY.items())
    ]
    return _table(("name", "value", "alternatives", "provenance", "source", "about"), rows)


def _control() -> str:
    rows = [
        (f"`{one.method} {one.path}`", ", ".join(one.query) or "–", one.summary) for one in ROUTES
    ]
    return _table(("call", "query", "what it does"), rows)


def _shown(value: Value) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "on" if value else "off"
        case str():
            return value or "(empty)"
        case int():
            return str(value)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(map(_cell, line)) + " |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(document(), encoding="utf-8")
