"""`renkei ship`: 配送完了 of one order, or of those in a CSV file."""

from datetime import date
from pathlib import Path

import click

from tui.cli_options import language_option
from tui.headless.command import HeadlessCommand
from tui.headless.exits import Exit
from tui.headless.options import (
    FILE,
    books_option,
    clock_option,
    dry_run_option,
    json_option,
)
from tui.words import N_, _


@click.command(
    "ship",
    cls=HeadlessCommand,
    help=N_("配送完了をAmazonへ送信する列に入れます。多くの注文はCSVで一度に入れられます。"),
)
@click.argument("order_id", metavar="[ID]", required=False)
@click.argument("carrier", metavar="[CARRIER]", required=False)
@click.argument("tracking", metavar="[TRACKING]", required=False)
@click.option(
    "--csv", "file", type=FILE, metavar="FILE", help=N_("注文番号、配送業者、追跡番号、出荷日")
)
@click.option("--shipped-on", metavar="DAY", help=N_("出荷日（既定は今日。例 2026-11-23）"))
@click.option("--skip-bad-rows", is_flag=True, help=N_("誤りのある行をとばします"))
@dry_run_option
@json_option
@clock_option
@books_option
@language_option
def ship(
    order_id: str | None,
    carrier: str | None,
    tracking: str | None,
    file: Path | None,
    shipped_on: str | None,
    skip_bad_rows: bool,
    dry_run: bool,
    as_json: bool,
    clock: str | None,
    books: Path | None,
) -> Exit:
    """Put shipment notices in line."""
    if (file is None) == (order_id is None) or (file and shipped_on):
        raise click.UsageError(_("注文番号と配送業者と追跡番号か、--csv FILE を指定してください。"))
    if file is not None:
        from tui.headless.ship_file import ship_file

        return ship_file(
            file,
            books=books,
            clock=clock,
            skip_bad_rows=skip_bad_rows,
            dry_run=dry_run,
            as_json=as_json,
        )
    if carrier is None or tracking is None:
        raise click.UsageError(_("配送業者と追跡番号を指定してください。"))
    from core.domain.shipping import ShipRow
    from tui.headless.notices import tell_notices
    from tui.headless.shop import open_shop

    assert order_id is not None
    row = ShipRow(order_id, carrier, tracking, _day(shipped_on))
    with open_shop(books, clock) as shop:
        results = shop.desk.ship_many([row], dry_run=dry_run)
        return tell_notices(shop, results, dry_run=dry_run, as_json=as_json)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    from core.csv.cells import Wrong, read_day

    try:
        return read_day(text)
    except Wrong as wrong:
        raise click.UsageError(f"--shipped-on: {_(wrong.reason)}") from None
