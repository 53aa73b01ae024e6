"""`renkei unlink`: end the link and forget what lets us in."""

from pathlib import Path

import click

from tui.cli_options import language_option
from tui.headless.command import HeadlessCommand
from tui.headless.options import books_option, clock_option, dry_run_option
from tui.words import N_, _


@click.command(
    "unlink",
    cls=HeadlessCommand,
    help=N_("連携を解除し、認証情報を消します。帳簿は残ります。"),
)
@dry_run_option
@clock_option
@books_option
@language_option
def unlink(dry_run: bool, clock: str | None, books: Path | None) -> None:
    """End the link."""
    import httpx

    from core.linking.linking import Linking
    from tui.headless.shop import open_shop, vault_of

    with open_shop(books, clock) as shop:
        if dry_run:
            with shop.books.rehearsed():
                shop.desk.stop_link()
            click.echo(_("できます（--dry-run のため何もしていません）。"))
            return
        linking = Linking(shop.books, vault_of(books), httpx.AsyncHTTPTransport(), shop.clock)
        linking.unlink()
    click.echo(_("連携を解除しました。"))
