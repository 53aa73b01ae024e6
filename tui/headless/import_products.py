"""`renkei products import FILE` and `renkei link-csv FILE`: システム連携する商品の登録 (R11)."""

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
from tui.words import N_


@click.command(
    "import",
    cls=HeadlessCommand,
    short_help=N_("商品と連携データをCSVから取り込む"),
    help=N_("商品とAmazonマーケットプレイス用データをCSVから取り込みます（- は標準入力）。"),
)
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--skip-bad-rows", is_flag=True, help=N_("誤りのある行をとばします"))
@click.option("--delete-listings", is_flag=True, help=N_("登録しないにした出品の削除を認めます"))
@dry_run_option
@json_option
@clock_option
@books_option
@language_option
def import_products(
    file: Path,
    skip_bad_rows: bool,
    delete_listings: bool,
    dry_run: bool,
    as_json: bool,
    clock: str | None,
    books: Path | None,
) -> Exit:
    """Take products from a file."""
    from tui.headless.product_file import take_products

    return take_products(
        file,
        books=books,
        clock=clock,
        skip_bad_rows=skip_bad_rows,
        confirmed=delete_listings,
        dry_run=dry_run,
        as_json=as_json,
    )


link_csv = HeadlessCommand(
    name="link-csv",
    params=import_products.params,
    callback=import_products.callback,
    help=import_products.help,
)
