"""`renkei run`: play scenarios and say where what happened differs from what was expected."""

import sys
from pathlib import Path

import click

from tui.cli_options import language_option, policy_option
from tui.cli_page import Command
from tui.words import N_, translate


@click.command(
    "run",
    cls=Command,
    options_metavar="[OPTION]…",
    short_help=N_("シナリオを実行する"),
    help=N_("シナリオ（YAML）のファイルかフォルダーを実行し、期待と結果を並べて表示します。"),
    epilog=N_("終了コード: 0 すべて成功、1 期待と違う、2 ファイルや引数の誤り"),
)
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE_OR_FOLDER…"
)
@click.option(
    "-k", "keyword", metavar="EXPR", help=N_("名前に合うシナリオだけ（and or not が使えます）")
)
@click.option(
    "--http", is_flag=True, help=N_("実際のソケットを通して実行します（既定はプロセス内）")
)
@policy_option
@language_option
def run(paths: tuple[Path, ...], keyword: str | None, http: bool, policy: str | None) -> int:
    """Play every scenario under `paths`."""
    from scenarios.command import run_paths

    return run_paths(
        paths, keyword=keyword, http=http, policy=policy, out=sys.stdout, translate=translate
    )
