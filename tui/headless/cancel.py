"""`renkei cancel`: 注文キャンセル of whole orders."""

from pathlib import Path

import click

from core.domain.labels import CancelReason
from tui.cli_options import OneOf, language_option
from tui.headless.command import HeadlessCommand
from tui.headless.exits import Exit
from tui.headless.options import books_option, clock_option, dry_run_option, json_option
from tui.words import N_

REASONS = {reason.value: reason for reason in CancelReason} | {
    reason.code: reason for reason in CancelReason
}


@click.command(
    "cancel",
    cls=HeadlessCommand,
    help=N_("注文キャンセルをAmazonへ送信する列に入れます。注文番号はいくつでも並べられます。"),
)
@click.argument("order_ids", metavar="ID…", nargs=-1, required=True)
@click.argument("reason", metavar="REASON", type=OneOf(tuple(REASONS)))
@dry_run_option
@json_option
@clock_option
@books_option
@language_option
def cancel(
    order_ids: tuple[str, ...],
    reason: str,
    dry_run: bool,
    as_json: bool,
    clock: str | None,
    books: Path | None,
) -> Exit:
    """Put cancels in line."""
    from core.domain.shipping import CancelRow
    from tui.headless.notices import tell_notices
    from tui.headless.shop import open_shop

    rows = [CancelRow(order_id, REASONS[reason]) for order_id in order_ids]
    with open_shop(books, clock) as shop:
        results = shop.desk.cancel_many(rows, dry_run=dry_run)
        return tell_notices(shop, results, dry_run=dry_run, as_json=as_json)
