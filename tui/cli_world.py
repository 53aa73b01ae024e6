"""`renkei world`: a world at a prompt, for a person at a terminal and for a script in a pipe."""

import sys
from io import TextIOWrapper
from pathlib import Path

import click

from core.domain.labels import Policy
from tui.cli_options import SEED, language_option, policy_option
from tui.cli_page import Command
from tui.words import N_, _


@click.command(
    "world",
    cls=Command,
    options_metavar="[OPTION]…",
    help=N_(
        "デモショップ、またはシナリオや共通のショップのFILEのはじめの状態を、1行ずつ動かします。"
        "手順と確認はシナリオと同じ言葉で書きます。標準入力がパイプなら、そこから読みます。"
    ),
    epilog=N_("終了コード: 0 最後まで、1 期待と違う、2 コマンドやファイルの誤り。help で一覧"),
)
@click.argument("path", type=click.Path(path_type=Path), metavar="[FILE]", required=False)
@click.option("-k", "keyword", metavar="EXPR", help=N_("FILE の中のどのシナリオか（名前の一部）"))
@click.option("--empty", is_flag=True, help=N_("商品も注文もない世界から始めます"))
@click.option("--seed", type=SEED, help=N_("同じ数なら同じ注文と購入者になります（既定 1）"))
@policy_option
@language_option
def world(
    path: Path | None, keyword: str | None, empty: bool, seed: int | None, policy: str | None
) -> int:
    """Open the world and follow what is said."""
    if path is not None and (empty or seed is not None):
        raise click.UsageError(_("FILE があるときは --empty と --seed は使えません。"))
    from tui.world.opening import NotOpened, open_world
    from tui.world.talk import talk

    try:
        chosen = Policy(policy) if policy else None
        opened = open_world(path, chosen, empty=empty, seed=seed or 1, keyword=keyword)
    except NotOpened as wrong:
        for line in wrong.lines:
            click.echo(line, err=True)
        return 2
    if isinstance(sys.stdin, TextIOWrapper) and not sys.stdin.isatty():
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")
    try:
        return talk(opened, sys.stdin)
    finally:
        opened.live.stop()
