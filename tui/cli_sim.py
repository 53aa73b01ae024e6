"""`renkei sim`: the fake Amazon by itself, for tests in any language."""

import errno
import signal
from datetime import datetime
from ipaddress import ip_address

import click

from tui.cli_options import SEED, Instant, Whole, language_option
from tui.cli_page import Command
from tui.words import N_, _


@click.command(
    "sim",
    cls=Command,
    options_metavar="[OPTION]…",
    help=N_("擬似Amazon（SP-API）を HTTP で動かします。時計と注文は /_sim から操作します。"),
    epilog=N_("Ctrl-C で終わります。使い方の例は README にあります。"),
)
@click.option("--port", type=Whole(1, 65535), default=8787, help=N_("ポート番号（既定 8787）"))
@click.option(
    "--host",
    default="127.0.0.1",
    metavar="ADDRESS",
    help=N_("待ち受けるアドレス（既定 127.0.0.1）"),
)
@click.option("--seed", type=SEED, default=1, help=N_("同じ数なら同じ答えになります（既定 1）"))
@click.option(
    "--start", type=Instant(), help=N_("擬似Amazonの時計の始まり（既定 2026-11-23T00:00Z）")
)
@click.option(
    "--control-token",
    envvar="RENKEI_CONTROL_TOKEN",
    metavar="TOKEN",
    help=N_("/_sim を呼ぶための合い言葉（127.0.0.1 以外では必須）"),
)
@language_option
def sim(host: str, port: int, seed: int, start: datetime | None, control_token: str | None) -> int:
    """Serve until interrupted."""
    if control_token is None and not _is_loopback(host):
        raise click.UsageError(
            _(
                "{host} ではほかの機械からも操作できます。"
                "--control-token で合い言葉を決めるか、127.0.0.1 を使ってください。"
            ).format(host=host)
        )
    from scenarios.serve import serve

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        serve(
            host=host,
            port=port,
            seed=seed,
            start=start,
            control_token=control_token,
            ready=_announce,
        )
    except OSError as error:
        raise click.ClickException(_cannot_listen(error, host, port)) from None
    except KeyboardInterrupt:
        pass
    return 0


def _announce(address: str) -> None:
    click.echo(_("擬似Amazonが {address} で動いています。").format(address=address))
    click.echo(_("操作: {address}/_sim　終わるには Ctrl-C").format(address=address))


def _cannot_listen(error: OSError, host: str, port: int) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            text = _("ポート {port} は使われています。--port でほかの番号を指定してください。")
        case errno.EACCES:
            text = _("ポート {port} を開く権限がありません。--port で1024以上を指定してください。")
        case _:
            text = _("{host} では待ち受けられません。--host 127.0.0.1 を試してください。")
    return text.format(host=host, port=port)


def _is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
