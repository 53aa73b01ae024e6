"""`renkei doctor`: is everything in order, and if not, what to do."""

from pathlib import Path

import click

from tui.cli_options import language_option
from tui.headless.command import HeadlessCommand
from tui.headless.exits import Exit
from tui.headless.options import books_option, clock_option, json_option, live_option
from tui.words import N_


@click.command(
    "doctor",
    cls=HeadlessCommand,
    help=N_("帳簿、認証情報、Amazonとの接続、時計、処理の遅れなどを調べ、すべきことを示します。"),
)
@click.option("--offline", is_flag=True, help=N_("Amazonへは接続しません"))
@live_option
@json_option
@clock_option
@books_option
@language_option
def doctor(offline: bool, live: bool, as_json: bool, clock: str | None, books: Path | None) -> Exit:
    """Examine the shop."""
    from tui.headless.checks import Level, examine
    from tui.headless.listing import print_json

    found = examine(books, clock, offline=offline, live=live)
    if as_json:
        print_json(found)
    else:
        for check in found:
            for line in check.lines():
                click.echo(line)
    failed = any(check.level is Level.FAIL for check in found)
    return Exit.NOT_ALL if failed else Exit.DONE
