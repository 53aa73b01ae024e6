"""`renkei queue`: the shop's own SQS queue, into which Amazon puts ORDER_CHANGE (R18)."""

from pathlib import Path

import click

from tui.cli_options import language_option
from tui.headless.command import HeadlessCommand
from tui.headless.exits import Exit
from tui.headless.options import FILE, books_option, dry_run_option
from tui.words import N_, _


@click.command(
    "queue",
    cls=HeadlessCommand,
    help=N_(
        "注文の変更の通知を受け取るキュー（Amazon SQS）を表示します。"
        "--url で決め、--off でやめます。リージョンはアドレスから読み取ります。"
    ),
)
@click.option("--url", metavar="URL", help=N_("キューのアドレス（https://sqs.…）"))
@click.option(
    "--from",
    "file",
    type=FILE,
    metavar="FILE",
    help=N_('AWSのキーのJSON（{"key_id": …, "secret_key": …}。なければ入力で渡します）'),
)
@click.option("--off", is_flag=True, help=N_("キューを使いません。注文の取込は続きます"))
@dry_run_option
@books_option
@language_option
def queue(url: str | None, file: Path | None, off: bool, dry_run: bool, books: Path | None) -> Exit:
    """Show the queue, or set it."""
    if (url and off) or (file and not url):
        raise click.UsageError(_("--url か --off のどちらかを指定してください。"))
    from dataclasses import replace

    from tui.headless.queue_keys import access_to
    from tui.headless.shop import credentials_of, vault_of

    vault = vault_of(books)
    kept = credentials_of(vault)
    if url or off:
        kept = replace(kept, queue=access_to(url, file) if url else None)
        if dry_run:
            click.echo(_("できます（--dry-run のため何もしていません）。"))
            return Exit.DONE
        vault.save(kept)
        click.echo(_("次に同期を始めるときから使います。"))
    click.echo(kept.queue.url if kept.queue else _("キューはありません。5分ごとに取り込みます。"))
    return Exit.DONE
