"""`renkei sync`: the engine at work, without a screen."""

from pathlib import Path

import click

from tui.cli_options import language_option
from tui.headless.command import HeadlessCommand
from tui.headless.exits import Exit
from tui.headless.options import (
    books_option,
    clock_option,
    dry_run_option,
    endpoint_options,
    json_option,
    live_option,
)
from tui.words import N_, _


@click.command(
    "sync",
    cls=HeadlessCommand,
    help=N_(
        "注文の取込、出荷やキャンセルの送信、在庫・価格の送信を続けます。Ctrl-C で終わります。"
    ),
)
@click.option("--once", is_flag=True, help=N_("今すべきことだけをして終わります"))
@click.option("--until", metavar="TIME", help=N_("この時刻まで（18:00、+5h、2026-11-23T09:00Z）"))
@endpoint_options
@live_option
@click.option("--read-only", is_flag=True, help=N_("Amazonへは何も送信しません"))
@dry_run_option
@json_option
@clock_option
@books_option
@language_option
def sync(
    once: bool,
    until: str | None,
    endpoint: str | None,
    token_endpoint: str | None,
    live: bool,
    read_only: bool,
    dry_run: bool,
    as_json: bool,
    clock: str | None,
    books: Path | None,
) -> Exit:
    """Run the engine until it is to stop."""
    if once and until:
        raise click.UsageError(_("--once と --until は同時に使えません。"))
    from core.amazon.guard import Guard
    from tui.headless.engine_run import EngineWish
    from tui.headless.sync_run import Wish, preview, run_sync

    engine = EngineWish(
        books=books,
        clock=clock,
        endpoint=endpoint,
        token_endpoint=token_endpoint,
        guard=Guard(live=live, read_only=read_only),
    )
    if dry_run:
        return preview(engine)
    return run_sync(Wish(engine, once=once, until=until, as_json=as_json))
