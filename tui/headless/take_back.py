"""`renkei take-back`: take back a notice that has not been sent yet."""

from contextlib import nullcontext
from pathlib import Path

import click

from tui.cli_options import language_option
from tui.headless.command import HeadlessCommand
from tui.headless.exits import Exit
from tui.headless.options import books_option, clock_option, dry_run_option
from tui.words import N_, _


@click.command(
    "take-back",
    cls=HeadlessCommand,
    help=N_("まだ送信していない配送完了や注文キャンセルを取り下げます。"),
)
@click.argument("order_ids", metavar="ID…", nargs=-1, required=True)
@dry_run_option
@clock_option
@books_option
@language_option
def take_back(
    order_ids: tuple[str, ...], dry_run: bool, clock: str | None, books: Path | None
) -> Exit:
    """Take notices back, each by itself."""
    from core.errors import Refused
    from tui.headless.cells import shown
    from tui.headless.shop import open_shop

    code = Exit.DONE
    with open_shop(books, clock) as shop:
        for order_id in order_ids:
            try:
                with shop.books.rehearsed() if dry_run else nullcontext():
                    shop.desk.take_back(order_id)
            except Refused as refused:
                code = Exit.NOT_ALL
                click.echo(f"{shown(order_id)}: {_(refused.reason.value)}", err=True)
                continue
            words = (
                _("できます（--dry-run のため何もしていません）。")
                if dry_run
                else _("取り下げました。")
            )
            click.echo(f"{shown(order_id)}: {words}")
    return code
