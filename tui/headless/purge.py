"""`renkei purge`: delete buyers' names and addresses, on their day or before (R40)."""

import sys
from contextlib import nullcontext
from pathlib import Path

import click

from tui.cli_options import language_option
from tui.headless.command import HeadlessCommand
from tui.headless.options import books_option, clock_option, dry_run_option
from tui.words import N_, _


@click.command(
    "purge",
    cls=HeadlessCommand,
    help=N_("期限のきた個人情報を削除します。注文番号を並べるとその分を、期限の前でも削除します。"),
)
@click.argument("order_ids", metavar="[ID]…", nargs=-1)
@click.option("--all", "everybody", is_flag=True, help=N_("全員の分を、期限の前でも"))
@click.option("--yes", is_flag=True, help=N_("--all の確認をしません"))
@dry_run_option
@clock_option
@books_option
@language_option
def purge(
    order_ids: tuple[str, ...],
    everybody: bool,
    yes: bool,
    dry_run: bool,
    clock: str | None,
    books: Path | None,
) -> None:
    """Delete buyers for good."""
    from tui.headless.shop import open_shop

    if everybody and order_ids:
        raise click.UsageError(_("注文番号と --all は同時に使えません。"))
    with open_shop(books, clock) as shop:
        if everybody and not dry_run and not yes:
            _confirm()
        with shop.books.rehearsed() if dry_run else nullcontext():
            deleted = shop.desk.purge(order_ids, everybody=everybody)
    words = _("{n}人分を削除します。") if dry_run else _("{n}人分を削除しました。")
    click.echo(words.format(n=deleted))


def _confirm() -> None:
    if not sys.stdin.isatty():
        raise click.UsageError(_("全員の分を削除するには --yes も付けてください。"))
    click.confirm(_("全員の個人情報を削除します。元に戻せません。よろしいですか？"), abort=True)
