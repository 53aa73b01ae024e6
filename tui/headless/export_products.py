"""`renkei products export FILE`: the products for a spreadsheet (R11)."""

from pathlib import Path

import click

from tui.cli_options import OneOf, language_option
from tui.headless.command import HeadlessCommand
from tui.headless.options import FILE, books_option
from tui.words import N_, _

ENCODINGS = {"utf-8": "utf-8-sig", "cp932": "cp932"}


@click.command(
    "export",
    cls=HeadlessCommand,
    short_help=N_("商品と連携データをCSVに書き出す"),
    help=N_("商品とAmazonマーケットプレイス用データをCSVに書き出します（- は標準出力）。"),
)
@click.argument("file", metavar="FILE", type=FILE)
@click.option(
    "--encoding",
    type=OneOf(tuple(ENCODINGS)),
    default="utf-8",
    help=N_("文字コード（既定 utf-8、BOMつき）"),
)
@books_option
@language_option
def export_products(file: Path, encoding: str, books: Path | None) -> None:
    """Write all products to a file."""
    from core import csv
    from tui.headless.files import write_whole
    from tui.headless.progress import busy
    from tui.headless.shop import open_shop

    with open_shop(books, None) as shop, busy(_("書き出しています")):
        write_whole(file, csv.export_products(shop.books, ENCODINGS[encoding]))
