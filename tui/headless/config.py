"""`renkei config`: what renkei.toml says, with everything that it could say."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli_options import language_option
from tui.headless.command import HeadlessCommand
from tui.headless.exits import Exit, Stop
from tui.words import LANGUAGES, N_, _

if TYPE_CHECKING:
    from tui.config import Config


@click.command(
    "config",
    cls=HeadlessCommand,
    help=N_(
        "設定ファイル renkei.toml の内容を、書けるものすべての説明つきで表示します。"
        "出力をそのまま設定ファイルとして使えます。"
    ),
)
@click.option("--check", is_flag=True, help=N_("設定ファイルの誤りだけを調べます"))
@click.option(
    "--config", type=click.Path(path_type=Path), metavar="PATH", help=N_("設定ファイルの場所")
)
@language_option
def config(check: bool, config: Path | None) -> None:
    """Print the file as it stands, or what is wrong in it."""
    from tui.config import ConfigWrong, own_config, read_config, usual_place

    path = own_config(config)
    try:
        read = read_config(path)
    except ConfigWrong as wrong:
        for line in wrong.lines():
            click.echo(line, err=True)
        raise Stop(
            _("{n}か所を直してください。").format(n=len(wrong.mistakes)), Exit.WRONG
        ) from wrong
    if check:
        there = _("誤りはありません: {path}") if path else _("設定ファイルはまだありません: {path}")
        click.echo(there.format(path=path or usual_place()))
        return
    click.echo("\n".join(template(read, path or usual_place())))


def template(config: "Config", path: Path) -> Iterator[str]:
    """A whole renkei.toml: what `config` says as it is, everything else behind a `#`."""
    from tui.config import theme_names
    from tui.themes import DEFAULT_THEME

    yield f"# {path}"
    yield f"# {_('行の先頭の # を外すと、その行が有効になります。')}"
    yield ""
    yield _line("language", config.language, '"ja"', ", ".join(LANGUAGES))
    names = [name for name in theme_names() if name.startswith("renkei-")]
    yield _line("theme", config.theme, json.dumps(DEFAULT_THEME), ", ".join(names))
    yield _line("speed", config.speed, "60", _("時計の速さ: 現実の1秒に進む秒数"))
    yield ""
    yield "[keys]"
    yield f"# {_('キーは文字か名前で書きます: {examples}').format(examples=EXAMPLES)}"
    yield from _keys(config)


EXAMPLES = '"x" "?" "f5" "space" "ctrl+t" "pageup" ["up", "k"]'


def _keys(config: "Config") -> Iterator[str]:
    from tui.keyboard import all_keys

    family = ""
    for each in all_keys().values():
        if each.fixed:
            continue
        if each.id.partition(".")[0] != family:
            family = each.id.partition(".")[0]
            yield ""
        told = f"{_(each.word)}: {_(each.sentence)}"
        chosen = config.keys.get(each.id)
        yield _line(each.id, chosen and _written(chosen.split(",")), _written(each.keys), told)


def _written(keys: Sequence[str]) -> str:
    """Keys as they stand in the file."""
    from tui.keyboard import written_key

    signs = [written_key(key) for key in keys]
    return json.dumps(signs[0] if len(signs) == 1 else signs)


def _line(name: str, value: object, default: str, told: str) -> str:
    if value is None:
        return f"# {name} = {default}  # {told}"
    shown = value if name.count(".") else json.dumps(value)
    return f"{name} = {shown}  # {told}"
