"""`renkei products push`: what changed goes to Amazon now instead of at the hour (R12)."""

from contextlib import nullcontext
from pathlib import Path

import click

from tui.cli_options import language_option
from tui.headless.command import HeadlessCommand
from tui.headless.options import books_option, clock_option, dry_run_option
from tui.words import N_, _


@click.command(
    "push",
    cls=HeadlessCommand,
    short_help=N_("在庫・価格を今すぐ送る"),
    help=N_("変わった在庫と価格を、次の毎時を待たずに送ります。送るのは動いている同期です。"),
)
@dry_run_option
@clock_option
@books_option
@language_option
def push_products(dry_run: bool, clock: str | None, books: Path | None) -> None:
    """Make 在庫・価格送信 due."""
    from tui.headless.shop import open_shop

    with open_shop(books, clock) as shop, shop.books.rehearsed() if dry_run else nullcontext():
        unsent = shop.views.product_counts().unsent
        shop.desk.push_now()
    words = _("{n}件を今すぐ送ります。").format(n=unsent)
    click.echo(words + (_("（--dry-run のため何もしていません）") if dry_run else ""))
