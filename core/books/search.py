"""The search index over order numbers, titles and SKUs."""

import sqlite3

from core.domain.search import pairs, triples

CHUNK = 2_000
"""Orders taken into the index in one step."""

WORTH_A_STEP = 200
"""Fewer are found by LIKE at once, and each step leaves a segment that has to be merged."""

_WAITING = """
SELECT arrival, order_id, coalesce((SELECT group_concat(title || char(10) || sku, char(10))
    FROM order_lines WHERE order_lines.order_id = orders.order_id), '')
FROM orders WHERE indexed = 0 AND partial = 0 ORDER BY arrival LIMIT ?
"""


class SearchIndex:
    """Reads and writes `order_search`; whatever it does not hold yet is found by LIKE."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def is_worth_it(self) -> bool:
        """Whether so many orders wait that they should be taken in."""
        (waiting,) = self._connection.execute(
            "SELECT count(*) FROM orders WHERE indexed = 0"
        ).fetchone()
        return bool(waiting >= WORTH_A_STEP)

    def take_in(self, limit: int = CHUNK) -> int:
        """Index orders that are not yet, inside an open step; gives how many were.

        An order known from a report alone is left until its own titles are there.
        """
        rows = self._connection.execute(_WAITING, (limit,)).fetchall()
        self._connection.executemany(
            "INSERT INTO order_search (rowid, pairs, triples) VALUES (?, ?, ?)",
            [_grams(arrival, f"{order_id}\n{lines}") for arrival, order_id, lines in rows],
        )
        self._connection.executemany(
            "UPDATE orders SET indexed = 1 WHERE arrival = ?", [(row[0],) for row in rows]
        )
        return len(rows)


def _grams(arrival: int, text: str) -> tuple[int, str, str]:
    return arrival, pairs(text), triples(text)
