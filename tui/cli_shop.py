"""`renkei shop`: the dashboard on a linked shop."""

from pathlib import Path

import click

from tui import collecting
from tui.cli_options import LANGUAGE, language_option
from tui.headless.command import HeadlessCommand
from tui.headless.options import books_option, clock_option, endpoint_options, live_option
from tui.words import N_


@click.command(
    "shop",
    cls=HeadlessCommand,
    help=N_(
        "連携したショップをダッシュボードで開き、renkei sync と同じ同期を続けます。"
        "renkei sync が動いていれば、その横で読み書きします。"
    ),
)
@endpoint_options
@live_option
@click.option(
    "--read-only", is_flag=True, help=N_("画面からは何も書かず、Amazonへは何も送信しません")
)
@click.option("--offline", is_flag=True, help=N_("同期せず、帳簿だけを開きます"))
@clock_option
@books_option
@language_option
@click.pass_context
def shop(
    context: click.Context,
    endpoint: str | None,
    token_endpoint: str | None,
    live: bool,
    read_only: bool,
    offline: bool,
    clock: str | None,
    books: Path | None,
) -> int:
    """Open the dashboard on the shop, and close it in order."""
    from tui.cli_dashboard import WRONG, check_terminal, config_or_complaint

    check_terminal()
    config = config_or_complaint()
    if config is None:
        return WRONG
    collecting.rest()
    from core.amazon.guard import Guard
    from tui.headless.engine_run import EngineWish
    from tui.linked_shop import LinkedShop
    from tui.opening import Opened
    from tui.running import run_app, speak_as_wished
    from tui.settings import own_settings

    settings = own_settings()
    speak_as_wished(context.meta.get(LANGUAGE), config, settings)
    guard = Guard(live=live, read_only=read_only)
    opened = LinkedShop.open(
        EngineWish(books, clock, endpoint, token_endpoint, guard), offline=offline
    )
    try:
        return run_app(Opened(opened), settings, config)
    finally:
        opened.stop()
