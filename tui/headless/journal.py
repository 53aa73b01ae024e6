"""`renkei journal`: what was learned, commanded, called and moved, line by line."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli_options import OneOf, Whole, language_option
from tui.headless.command import HeadlessCommand
from tui.headless.options import books_option, list_options
from tui.words import N_

if TYPE_CHECKING:
    from core.views.rows import JournalRow
    from core.views.views import Views

KINDS = ("fact", "status", "stock", "command", "push", "call", "finding", "job")
BATCH = 1000


@click.command(
    "journal",
    cls=HeadlessCommand,
    help=N_("記録（ジャーナル）を古い順に表示します。指定がなければ最後の50行です。"),
)
@click.option("--after", type=Whole(0, 2**62), help=N_("この番号より後"))
@click.option("--limit", type=Whole(1, 1_000_000), default=50, help=N_("行数（既定 50）"))
@click.option("--kind", type=OneOf(KINDS), help=N_("この種類だけ"))
@click.option("--order", "order_id", metavar="ID", help=N_("この注文だけ"))
@list_options
@books_option
@language_option
def journal(
    after: int | None,
    limit: int,
    kind: str | None,
    order_id: str | None,
    as_json: bool,
    as_csv: bool,
    books: Path | None,
) -> None:
    """List journal lines."""
    from core.domain.instants import jst
    from core.views.rows import JournalRow
    from tui.headless.listing import Column, print_list
    from tui.headless.shop import open_shop

    columns = (
        Column[JournalRow]("#", lambda row: str(row.seq), right=True),
        Column[JournalRow](N_("日時"), lambda row: f"{jst(row.at):%m/%d %H:%M:%S}"),
        Column[JournalRow](N_("種類"), lambda row: row.kind),
        Column[JournalRow](N_("対象"), lambda row: row.order_id or row.sku),
        Column[JournalRow](N_("内容"), lambda row: row.data),
    )
    with open_shop(books, None) as shop:
        chosen = kind is not None or order_id is not None
        if after is None:
            after = 0 if chosen else max(0, shop.books.journal.latest() - limit)
        rows = _rows(shop.views, after, limit, kind, order_id)
        print_list(rows, JournalRow, columns, as_json=as_json, as_csv=as_csv)


def _rows(
    views: "Views", after: int, limit: int, kind: str | None, order_id: str | None
) -> "Iterator[JournalRow]":
    left = limit
    while rows := views.journal(after=after, limit=BATCH):
        for row in rows:
            if (kind and row.kind != kind) or (order_id and row.order_id != order_id):
                continue
            yield row
            left -= 1
            if not left:
                return
        after = rows[-1].seq
