"""`renkei what-if`: the same buyers under two settings, side by side."""

import sys
from pathlib import Path

import click

from tui.cli_options import Whole, language_option, policy_option
from tui.cli_page import Command
from tui.words import N_, translate


@click.command(
    "what-if",
    cls=Command,
    options_metavar="[OPTION]…",
    help=N_("同じ購入者で、書かれたとおりの設定と変えた設定を動かし、結果を並べて表示します。"),
    epilog=N_("例: renkei what-if flash-sale --policy safe --set jobs.listings=PT5M --reserve 2"),
)
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help=N_("間隔（jobs.listings=PT5M など）やAmazonのふるまい（amazon.…）を変えます"),
)
@click.option("--reserve", type=Whole(0, 1_000_000), metavar="N", help=N_("安全在庫の個数"))
@policy_option
@language_option
def what_if(path: Path, settings: tuple[str, ...], reserve: int | None, policy: str | None) -> int:
    """Print the figures of both."""
    from scenarios.what_if_command import run_what_if

    return run_what_if(
        path,
        policy=policy,
        reserve=reserve,
        settings=settings,
        out=sys.stdout,
        translate=translate,
    )
