"""`renkei web`: the dashboard in the browser, on this machine only."""

import sys
from collections.abc import Sequence

import click

from tui.cli_options import LANGUAGE, Whole, language_option
from tui.cli_page import Command
from tui.words import N_, _

SHOP = "shop"


@click.command(
    "web",
    cls=Command,
    options_metavar="[OPTION]…",
    context_settings={"ignore_unknown_options": True},
    help=N_(
        "ダッシュボードを、この機械のブラウザーだけに開きます。"
        "renkei や renkei shop のオプションを続けて書けます（例 renkei web shop --read-only）。"
    ),
    epilog=N_("表示されたアドレスを知っている人だけが開けます。Ctrl-C で終わります。"),
)
@click.option("--port", type=Whole(0, 65535), default=0, help=N_("ポート番号（既定は空き番号）"))
@language_option
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[shop] [OPTION]…")
@click.pass_context
def web(context: click.Context, port: int, words: Sequence[str]) -> int:
    """Serve until interrupted."""
    if words and words[0] != SHOP and not words[0].startswith("-"):
        raise click.UsageError(
            _("ブラウザーで開けるのは renkei と renkei shop です。{word} は開けません。").format(
                word=words[0]
            )
        )
    try:
        from tui.web_server import WebServer
    except ModuleNotFoundError:
        raise click.ClickException(
            _(
                "renkei web には追加の部品が必要です。pip install 'renkei[web]'"
                "（このフォルダーなら uv sync --extra web）で入れてください。"
            )
        ) from None
    spoken = ("--lang", context.meta[LANGUAGE]) if LANGUAGE in context.meta else ()
    command = (sys.executable, "-m", "tui", *words, *spoken)
    try:
        server = WebServer(command, port)
    except OSError as error:
        raise click.ClickException(
            _("ポート {port} を使えません（{error}）。別の番号を指定してください。").format(
                port=port, error=error.strerror
            )
        ) from None
    server.run(_announce)
    return 0


def _announce(url: str) -> None:
    click.echo(_("ブラウザーで開いてください: {url}").format(url=url))
    click.echo(_("Ctrl-C で終わります。"))
    sys.stdout.flush()
