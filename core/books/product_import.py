"""Products from a file, all in one step: what they would change, what is wrong, and the writing."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from core.books import product_staging as sql
from core.books.books import Books
from core.books.journal import Entry
from core.domain.findings import OF_A_LINK, Finding
from core.domain.refusals import Refusal
from core.domain.sentence import Sentence
from core.domain.sheets import (
    PRODUCT_LABELS,
    CellError,
    ImportChange,
    ImportPlan,
    ProductChange,
    ProductLine,
)

SHOWN_MAX = 200
"""Changed products that a plan shows."""

WRITTEN_MAX = 10_000
"""So many products are kept as they were, so that an import can be taken back."""

_BATCH = 5_000


class ProductImport:
    """One import: `stage` the rows, `check` them against the books, `plan`, and perhaps `write`."""

    def __init__(self, books: Books, *, confirmed: bool) -> None:
        self._books = books
        self._connection = books.connection
        self._confirmed = confirmed
        self._unreadable: list[CellError] = []
        self._errors: list[CellError] = []

    def stage(self, rows: Iterable[tuple[int, ProductLine]]) -> None:
        """Take in what the file says; `line` is where."""
        self._drop()
        self._connection.execute(sql.STAGED)
        self._connection.executemany(
            sql.STAGE,
            (
                (
                    line,
                    row.code,
                    row.parent,
                    row.title,
                    row.jan,
                    row.stock,
                    row.price_yen,
                    row.reserve,
                    row.data_link,
                    row.posting,
                    row.asin,
                    row.sku,
                )
                for line, row in rows
            ),
        )

    def check(self, unreadable: Iterable[CellError]) -> None:
        """Find every row that the rules do not allow, as the books stand now."""
        self._errors = list(unreadable)
        self._connection.execute(sql.DROP[1])
        for statement in sql.MERGED:
            self._connection.execute(statement)
        found = [
            CellError(
                line,
                PRODUCT_LABELS["code"],
                Sentence("同じ商品コードが{n}行目にもあります。", n=first),
            )
            for line, first in self._connection.execute(sql.REPEATED)
        ]
        for check in (*sql.ROW_CHECKS, *(() if self._confirmed else (sql.UNCONFIRMED,))):
            found += self._failing(*check)
        self._leave_out(found)
        while self._leave_out(self._clashes()):
            # A row that is left out may leave another without its SKU, ASIN or parent.
            pass
        self._errors.sort()

    def plan(self) -> ImportPlan:
        """What would be written."""
        added, changed, unchanged, deletions = self._connection.execute(sql.COUNTS).fetchone()
        return ImportPlan(
            added, changed, unchanged, deletions, tuple(self._errors), tuple(self._changes())
        )

    def write(self, now: datetime) -> tuple[ProductChange, ...]:
        """Write the good rows, inside an open step; gives them as `ImportPlan.written`."""
        books = self._books
        plan = self.plan()
        written = self._written()
        seq = books.journal.write(
            Entry.COMMAND,
            command="商品CSV取込",
            added=plan.added,
            changed=plan.changed,
            refused=len({error.line for error in plan.errors}),
        )
        for code, sku in self._connection.execute(sql.STANDING).fetchall():
            if Finding[code] in OF_A_LINK:
                books.findings.clear(Finding[code], sku, sku=sku)
        for statement in (sql.ADD, sql.DESCRIBE, *sql.LINKS):
            self._connection.execute(statement)
        moves = self._connection.execute(sql.MOVES)
        while figures := moves.fetchmany(_BATCH):
            books.stock.set_many(figures, now, cause=seq)
        return written

    def close(self) -> None:
        """Let go of what was staged."""
        self._drop()

    def _drop(self) -> None:
        for statement in sql.DROP:
            self._connection.execute(statement)

    def _failing(self, column: str, reason: str, condition: str) -> list[CellError]:
        rows = self._connection.execute(
            f"SELECT line FROM temp.merged_products AS m WHERE NOT bad AND ({condition})"
        )
        return [CellError(line, column, Sentence(str(reason))) for (line,) in rows]

    def _clashes(self) -> list[CellError]:
        found: list[CellError] = []
        for check in sql.FAMILY_CHECKS:
            found += self._failing(*check)
        for line, holder in self._connection.execute(sql.taken("sku")).fetchall():
            found.append(CellError(line, PRODUCT_LABELS["sku"], _held(Refusal.SKU_TAKEN, holder)))
        for line, holder in self._connection.execute(sql.taken("asin")).fetchall():
            refusal = Refusal.OPTION_ASIN if self._kin(line, holder) else Refusal.ASIN_TAKEN
            found.append(CellError(line, PRODUCT_LABELS["asin"], _held(refusal, holder)))
        return found

    def _kin(self, line: int, holder: str) -> bool:
        """Whether a row and the holder of its ASIN are parent and option, or two options."""
        ((code, parent),) = self._connection.execute(
            "SELECT code, parent FROM temp.merged_products WHERE line = ?", (line,)
        )
        row = self._connection.execute(
            "SELECT parent FROM temp.merged_products WHERE code = ? AND NOT bad UNION ALL"
            " SELECT parent FROM products WHERE code = ? LIMIT 1",
            (holder, holder),
        ).fetchone()
        above = row[0] if row else None
        return parent == holder or above == code or (parent is not None and above == parent)

    def _leave_out(self, found: list[CellError]) -> bool:
        self._errors += found
        lines = sorted({error.line for error in found})
        self._connection.executemany(
            "UPDATE temp.merged_products SET bad = 1 WHERE line = ?", [(line,) for line in lines]
        )
        return bool(lines)

    def _written(self) -> tuple[ProductChange, ...]:
        rows = self._connection.execute(sql.CHANGES, (WRITTEN_MAX + 1,)).fetchall()
        if len(rows) > WRITTEN_MAX:
            return ()
        return tuple(
            ProductChange(
                None if was_removed is None else _as_line(code, figures[::2]),
                _as_line(code, figures[1::2]),
                bool(was_removed),
            )
            for _, code, was_removed, *figures in rows
        )

    def _changes(self) -> list[ImportChange]:
        changes = []
        for line, code, _, *figures in self._connection.execute(sql.CHANGES, (SHOWN_MAX,)):
            pairs = zip(sql.SHOWN, figures[::2], figures[1::2], strict=True)
            for name, before, after in pairs:
                if before != after and after is not None:
                    shown = "" if before is None else str(before)
                    changes.append(
                        ImportChange(line, code, PRODUCT_LABELS[name], shown, str(after))
                    )
        return changes


def _as_line(code: str, figures: Sequence[object]) -> ProductLine:
    line = msgspec.convert(
        {"code": code, **dict(zip(sql.SHOWN, figures, strict=True))}, ProductLine
    )
    if line.sku is not None:
        return line
    # Without Amazon data the switches are what a file would give them, and nothing stands so.
    return msgspec.structs.replace(line, data_link=None, posting=None)


def _held(refusal: Refusal, holder: str) -> Sentence:
    return Sentence("{why}（{holder}）", why=Sentence(refusal.value), holder=holder)
