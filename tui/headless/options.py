"""Options that many commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from tui.headless.command import DRY
from tui.words import N_

C = TypeVar("C", bound=Callable[..., object])

FILE = click.Path(path_type=Path, allow_dash=True)
"""A file, or `-` for the standard input or output."""

CONTROL_TOKEN = "RENKEI_CONTROL_TOKEN"  # noqa: S105
"""The variable that holds the fake's control token, where it has one."""


def books_option(command: C) -> C:
    """`--books`: which shop."""
    return click.option(
        "--books",
        type=click.Path(path_type=Path),
        metavar="PATH",
        envvar="RENKEI_BOOKS",
        help=N_("帳簿のファイル（既定は自分のデータフォルダー）"),
    )(command)


def clock_option(command: C) -> C:
    """`--clock`: whose time it is."""
    return click.option(
        "--clock",
        metavar="URL",
        envvar="RENKEI_CLOCK",
        help=N_("擬似Amazonの時計に合わせます（例 http://127.0.0.1:8787）"),
    )(command)


def dry_run_option(command: C) -> C:
    """`--dry-run`: nothing is changed."""
    return click.option("--dry-run", is_flag=True, help=DRY)(command)


def json_option(command: C) -> C:
    """`--json` of what is no list."""
    return click.option("--json", "as_json", is_flag=True, help=N_("JSONで出力します"))(command)


def list_options(command: C) -> C:
    """`--json` and `--csv` of a list."""
    csv = click.option(
        "--csv", "as_csv", is_flag=True, help=N_("CSVで出力します（UTF-8、BOMつき）")
    )
    return json_option(csv(command))


def endpoint_options(command: C) -> C:
    """`--endpoint` and `--token-endpoint`: which Amazon, where it is not the one linked with."""
    token = click.option(
        "--token-endpoint",
        metavar="URL",
        help=N_("トークンのアドレス（既定は連携したときのもの）"),
    )
    return click.option(
        "--endpoint", metavar="URL", help=N_("SP-APIのアドレス（既定は連携したときのもの）")
    )(token(command))


def live_option(command: C) -> C:
    """`--live`: the real Amazon may be asked."""
    return click.option("--live", is_flag=True, help=N_("本物のAmazonへの接続を許します"))(command)
