"""What the engine did, one line a step: calls, notices, findings, orders, and what waits."""

from collections.abc import Iterator
from datetime import datetime

import click
import msgspec

from core.books.journal import Entry
from core.domain.findings import Finding
from core.domain.instants import jst
from core.errors import BooksBusy
from core.views.rows import JournalRow
from tui.formats import near
from tui.headless.cells import shown
from tui.headless.listing import sentence
from tui.headless.shop import Shop
from tui.line_advice import line_advice
from tui.words import N_, _

Data = dict[str, str | int | float | bool | None]

BATCH = 1000
WAITS_FOR_BOOKS = N_("データベースはほかのプログラムが書き込み中です。空くまで待ちます。")
_read = msgspec.json.Decoder(Data).decode


class SyncLog:
    """Tells what has come into the journal since the last time."""

    def __init__(self, shop: Shop, *, as_json: bool) -> None:
        self._shop = shop
        self._as_json = as_json
        self._seq = shop.books.journal.latest()
        self._waiting = False
        self._advised = ""

    def tell(self, now: datetime, busy: BooksBusy | None = None) -> None:
        """Write the new lines, nothing where nothing happened; once, that the books are `busy`.

        Raises BooksBusy or BooksUnusable.
        """
        if busy is not None:
            if not self._waiting:
                click.echo(_(WAITS_FOR_BOOKS), err=True)
            self._waiting = True
            return
        self._waiting = False
        with self._shop.books.storage():
            self._tell(now)

    def _tell(self, now: datetime) -> None:
        facts, moves = 0, 0
        for row in self._new():
            match row.kind:
                case Entry.FACT:
                    facts += 1
                case Entry.STOCK:
                    moves += 1
                case Entry.CALL | Entry.PUSH | Entry.FINDING:
                    self._row(row)
                case _:
                    pass
        if not self._as_json:
            self._sums(now, facts, moves)
            self._waits(now)
        self._advise()

    def _new(self) -> Iterator[JournalRow]:
        while rows := self._shop.views.journal(after=self._seq, limit=BATCH):
            yield from rows
            self._seq = rows[-1].seq

    def _row(self, row: JournalRow) -> None:
        data = _read(row.data)
        if self._as_json:
            record = {"at": row.at, "kind": row.kind, "order_id": row.order_id, "sku": row.sku}
            click.echo(msgspec.json.encode({**record, **data}))
            return
        about = row.order_id or row.sku
        words = _words(row.kind, data)
        if words:
            self._line(row.at, f"{about}  {words}" if about else words)

    def _sums(self, now: datetime, facts: int, moves: int) -> None:
        if facts:
            words = _("注文 {n}件を記録、在庫の動き {moves}件")
            self._line(now, words.format(n=facts, moves=moves))

    def _waits(self, now: datetime) -> None:
        for job in self._shop.views.jobs():
            if job.waits_for and job.last_run_at == now:
                words = _("{label}: {what}（次は {at}）")
                self._line(
                    now,
                    words.format(
                        label=_(job.label), what=_(job.waits_for), at=near(job.due_at, now)
                    ),
                )

    def _advise(self) -> None:
        """Say what is wrong with the line when it begins, whoever reads the rows."""
        advice, before = line_advice(self._shop.views.last_call()), self._advised
        self._advised = advice
        if advice and not before:
            click.echo(advice, err=True)

    def _line(self, at: datetime, words: str) -> None:
        click.echo(sentence(f"{jst(at):%m/%d %H:%M:%S}  {shown(words)}"))


def _words(kind: str, data: Data) -> str:
    match kind:
        case Entry.CALL if data.get("status") is None:
            return _("{operation} → 応答なし").format(operation=data["operation"])
        case Entry.CALL:
            return f"{data['operation']} → {data['status']} {data.get('error') or ''}".rstrip()
        case Entry.PUSH:
            before = f"{data['before']} → " if data.get("before") else ""
            told = f"{data['notice']} {before}{data['after']}"
            return f"{told}  {data['error']}" if data.get("error") else told
        case _ if raised := data.get("raised"):
            return _("診断: {finding}").format(finding=_(Finding[str(raised)].value.text))
        case _:
            return ""
