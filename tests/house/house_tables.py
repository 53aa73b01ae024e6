"""docs/fake-amazon.md, made from the fake's own tables. To make it anew, run this file:

`uv run python tests/house/house_tables.py`
"""

from pathlib import Path

from simulator.behaviours import REGISTRY
from simulator.control.routes import ROUTES
from simulator.lwa.routes import TOKEN_PATH
from simulator.tables import OPERATIONS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "fake-amazon.md"

OPENING = """\
# What the fake Amazon answers, obeys and believes

This page is made from the code, by `uv run python tests/house/house_tables.py`; a test says when it
is stale. How to use the fake stands in the README, chapter "Use the fake Amazon by itself".
"""
OPERATIONS_TEXT = """\
## Operations

Quotas are token buckets on the fake's own clock. What is not in this table is not simulated and
answers 404.
"""
ROUTES_TEXT = """\
## Control interface

`GET /_sim` lists these routes in the running program, `GET /_sim/openapi.json` describes them.
"""
BEHAVIOURS_TEXT = """\
## Behaviours

What the fake believes where Amazon's documents leave something open, or where a time had to be
chosen. *documented*: Amazon's own pages or models say so. *reported*: developers saw it. *assumed*:
nobody knows; do not lean on it. `GET /_sim/behaviours` shows the values in force.
"""


def word(value: object) -> str:
    """A value as JSON would have it, but for the quotes."""
    match value:
        case None:
            return "none"
        case bool():
            return str(value).lower()
        case _:
            return str(value)


def cell(value: object) -> str:
    """A value as it may stand in a table."""
    return word(value).replace("|", "\\|").replace("<", "&lt;").replace("_{", "\\_{")


def table(titles: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    """A Markdown table."""
    lines = [titles, tuple("---" for _title in titles), *rows]
    return "".join(f"| {' | '.join(cell(value) for value in line)} |\n" for line in lines)


def operations() -> str:
    """Every operation with its quota."""
    rows: list[tuple[object, ...]] = [
        ("Login with Amazon", "token", f"`POST {TOKEN_PATH}`", "–", "–")
    ]
    rows += [
        (
            each.api,
            each.name,
            f"`{each.method} {each.path}`",
            f"{each.limit.rate:g}",
            each.limit.burst,
        )
        for each in OPERATIONS
    ]
    return table(("API", "operation", "route", "per second", "burst"), rows)


def routes() -> str:
    """Every control route with its own summary."""
    return table(
        ("route", "what it does"),
        [(f"`{route.method} {route.path}`", route.summary) for route in ROUTES],
    )


def behaviours() -> str:
    """Every belief with its source."""
    return table(
        ("name", "value", "alternatives", "what it is", "how it is known", "source"),
        [
            (
                f"`{each.name}`",
                each.value,
                ", ".join(word(other) for other in each.alternatives if other != each.value),
                each.about,
                each.provenance,
                each.source,
            )
            for each in REGISTRY.values()
        ],
    )


def page() -> str:
    """The whole page."""
    parts = [OPENING, OPERATIONS_TEXT, operations(), ROUTES_TEXT, routes(), BEHAVIOURS_TEXT]
    return "\n".join([*parts, behaviours()])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
