"""`renkei stock`: set a product's stock by hand."""

from contextlib import nullcontext
from pathlib import Path

import click

from tui.cli_options import Whole, language_option
from tui.headless.command import HeadlessCommand
from tui.headless.options import books_option, clock_option, dry_run_option
from tui.words import N_, _


@click.command(
    "stock",
    cls=HeadlessCommand,
    help=N_("商品の在庫数を変えます。連携する商品なら、次の毎時の送信でAmazonへ届きます。"),
)
@click.argument("code", metavar="CODE")
@click.argument("quantity", metavar="QUANTITY", type=Whole(0, 2**31 - 1))
@dry_run_option
@clock_option
@books_option
@language_option
def stock(code: str, quantity: int, dry_run: bool, clock: str | None, books: Path | None) -> None:
    """Set the stock of one product."""
    from tui.headless.cells import shown
    from tui.headless.shop import open_shop

    with open_shop(books, clock) as shop:
        product = shop.books.products.get(code)
        with shop.books.rehearsed() if dry_run else nullcontext():
            shop.desk.set_stock(code, quantity)
    words = _("{code}: 在庫数 {before} → {after}").format(
        code=shown(code), before=product.stock if product else "-", after=quantity
    )
    click.echo(words + (_("（--dry-run のため何もしていません）") if dry_run else ""))
