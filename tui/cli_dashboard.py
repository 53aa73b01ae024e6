"""`renkei` alone: what must hold before the dashboard takes the terminal."""

import os
import sys
from pathlib import Path

import click

from core.domain.labels import Policy
from tui import collecting
from tui.config import Config, ConfigWrong, own_config, read_config
from tui.words import _

WRONG = 2
"""Exit code where something given cannot be followed."""

COLUMNS_MIN, ROWS_MIN = 76, 20
"""What every screen needs at least: 80×24 less what a terminal multiplexer takes for itself."""


def open_dashboard(
    *,
    language: str | None,
    policy: str | None,
    seed: int | None,
    books: Path | None,
    config: Path | None,
) -> int:
    """Check the terminal and renkei.toml, then run the dashboard; its exit code.

    Raises click.ClickException with the sentence for a terminal that cannot show it.
    """
    check_terminal()
    chosen = config_or_complaint(config)
    if chosen is None:
        return WRONG
    collecting.rest()
    from tui.running import run_dashboard

    return run_dashboard(
        lang=language,
        policy=Policy(policy or Policy.DOCUMENTED),
        seed=1 if seed is None else seed,
        books=books,
        config=chosen,
    )


def config_or_complaint(named: Path | None = None) -> Config | None:
    """What renkei.toml says; None once its mistakes are on stderr."""
    try:
        return read_config(own_config(named))
    except ConfigWrong as wrong:
        for line in wrong.lines():
            click.echo(f"renkei: {line}", err=True)
        return None


def check_terminal() -> None:
    """Raise click.ClickException where no dashboard can be shown; a browser can show it."""
    if os.environ.get("TEXTUAL_DRIVER"):
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.ClickException(
            _(
                "ダッシュボードは端末で開いてください。"
                "画面なしで使うコマンドは renkei --help にあります。"
            )
        )
    size = os.get_terminal_size(sys.stdout.fileno())
    if 0 < size.columns < COLUMNS_MIN or 0 < size.lines < ROWS_MIN:
        raise click.ClickException(
            _(
                "端末が小さすぎます（{columns}×{rows}）。"
                "80×24 以上に広げて、もう一度開いてください。"
            ).format(columns=size.columns, rows=size.lines)
        )
