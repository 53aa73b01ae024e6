"""`renkei run`: play scenarios and say where what happened differs from what was expected."""

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli_options import Whole, language_option, policy_option
from tui.cli_page import Command
from tui.words import N_, _, translate

if TYPE_CHECKING:
    from scenarios.live import LiveWorld
    from scenarios.turns import TurnResult

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(
    "run",
    cls=Command,
    options_metavar="[OPTION]…",
    help=N_("シナリオ（YAML）のファイルかフォルダーを実行し、期待と結果を並べて表示します。"),
    epilog=N_("終了コード: 0 すべて成功、1 期待と違う、2 ファイルや引数の誤り"),
)
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE_OR_FOLDER…"
)
@click.option(
    "-k", "keyword", metavar="EXPR", help=N_("名前に合うシナリオだけ（and or not が使えます）")
)
@click.option("--tag", "tags", multiple=True, metavar="TAG", help=N_("このタグのシナリオだけ"))
@click.option(
    "--rule", "rules", multiple=True, metavar="R35", help=N_("この規則を示すシナリオだけ")
)
@click.option(
    "--http", is_flag=True, help=N_("実際のソケットを通して実行します（既定はプロセス内）")
)
@click.option(
    "--jobs", "-j", type=Whole(1, 64), default=1, metavar="N", help=N_("同時に実行するプロセスの数")
)
@click.option("--until", type=Whole(1, 100_000), metavar="STEP", help=N_("この手順のあとで止める"))
@click.option("--break-on-failure", is_flag=True, help=N_("止まった世界をダッシュボードで開きます"))
@click.option("--watch", is_flag=True, help=N_("ファイルが変わるたびに実行し直します"))
@click.option(
    "--coverage", is_flag=True, help=N_("規則とポリシーごとのシナリオと、足りない規則を表示します")
)
@click.option("--junit", type=_FILE, metavar="PATH", help=N_("結果をJUnit XMLで書き出します"))
@click.option("--json", type=_FILE, metavar="PATH", help=N_("結果をJSONで書き出します"))
@click.option("--html", type=_FILE, metavar="PATH", help=N_("結果を1枚のHTMLで書き出します"))
@policy_option
@language_option
def run(
    paths: tuple[Path, ...],
    keyword: str | None,
    tags: tuple[str, ...],
    rules: tuple[str, ...],
    http: bool,
    jobs: int,
    until: int | None,
    break_on_failure: bool,
    watch: bool,
    coverage: bool,
    junit: Path | None,
    json: Path | None,
    html: Path | None,
    policy: str | None,
) -> int:
    """Play every scenario under `paths`."""
    from scenarios.command import Files, run_paths

    if break_on_failure:
        from tui.cli_dashboard import check_terminal

        try:
            check_terminal()
        except click.ClickException as error:
            raise click.ClickException(f"--break-on-failure: {error.message}") from None

    def once() -> int:
        try:
            return run_paths(
                paths,
                keyword=keyword,
                tags=tags,
                rules=rules,
                policy=policy,
                http=http,
                jobs=jobs,
                until=until,
                on_break=_show_stopped if break_on_failure else None,
                matrix=coverage,
                files=Files(junit, json, html),
                out=sys.stdout,
                translate=translate,
            )
        except BrokenPipeError:
            raise
        except OSError as error:
            from tui.failed import unwritable

            raise click.ClickException(unwritable(error.filename, error)) from None

    return _again_and_again(paths, once) if watch else once()


def _again_and_again(paths: tuple[Path, ...], once: Callable[[], int]) -> int:
    """Run now and whenever a scenario at `paths` changes, until interrupted; the last exit code."""
    from watchfiles import watch

    code = once()
    there = [path for path in paths if path.exists()]
    if not there:
        return code
    deep = any(path.is_dir() for path in there)
    with suppress(KeyboardInterrupt):
        for _changes in watch(*_folders(there), watch_filter=_is_yaml, recursive=deep):
            click.echo("─" * 40)
            code = once()
    click.echo()
    return code


def _folders(paths: list[Path]) -> set[Path]:
    """Where to look for changes: editors put a new file in the place of the old one."""
    folders = {path if path.is_dir() else path.parent for path in paths}
    return folders | {below for folder in folders for below in folder.glob("_*/")}


def _is_yaml(_change: object, path: str) -> bool:
    return path.endswith((".yaml", ".yml"))


def _show_stopped(live: "LiveWorld", result: "TurnResult") -> None:
    """Open the dashboard on a world that stands where its case stopped, and say why it does."""
    from tui.app import NO_CONFIG
    from tui.cli_dashboard import config_or_complaint
    from tui.opening import Opened
    from tui.running import run_app
    from tui.settings import own_settings

    opening = Opened(live, "\n".join(why_stopped(result)), result)
    run_app(opening, own_settings(), config_or_complaint() or NO_CONFIG)


def why_stopped(result: "TurnResult") -> Iterator[str]:
    """What was expected where a turn stopped, and what is instead."""
    yield result.turn.name
    if result.broke is not None:
        yield result.broke.text(translate)
    for step in result.steps[-1:]:
        yield f"{step.number} {step.title.text(translate)}"
        for check in step.checks:
            if not check.holds:
                yield check.what.text(translate)
                yield _("  期待: {expected}").format(expected=check.expected.text(translate))
                yield _("  実際: {actual}").format(actual=check.actual.text(translate))
