"""`renkei link`: link the shop, or authorise it anew."""

from datetime import datetime
from pathlib import Path

import click

from tui.cli_options import Instant, Whole, language_option
from tui.headless.command import HeadlessCommand
from tui.headless.exits import Exit, Stop
from tui.headless.options import (
    FILE,
    books_option,
    clock_option,
    dry_run_option,
    live_option,
)
from tui.words import N_, _


class LinkCommand(HeadlessCommand):
    """Refuses a token among the arguments without repeating it: others can read those."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, once no argument looks like a secret."""
        if any("Atzr|" in word or "Atza|" in word for word in args):
            words = N_("トークンを引数に書かないでください。--from FILE か、入力で渡してください。")
            raise click.UsageError(_(words), ctx)
        return super().parse_args(ctx, args)


@click.command(
    "link",
    cls=LinkCommand,
    help=N_("ブラウザーで承認して連携します。自分だけのアプリなら --refresh-token を使います。"),
)
@click.option(
    "--refresh-token", "by_token", is_flag=True, help=N_("リフレッシュトークンで（入力で渡します）")
)
@click.option(
    "--from",
    "file",
    type=FILE,
    metavar="FILE",
    help=N_("認証情報のJSON（- は標準入力。/_sim/credentials の形）"),
)
@click.option("--client-id", metavar="ID", help=N_("アプリのクライアントID"))
@click.option("--application-id", metavar="ID", help=N_("アプリID（ブラウザーでの承認に使います）"))
@click.option("--seller-id", metavar="ID", help=N_("出品者ID（--refresh-token のとき）"))
@click.option("--draft", is_flag=True, help=N_("公開前のアプリ"))
@click.option("--authorised-at", type=Instant(), metavar="TIME", help=N_("承認した日時"))
@click.option("--endpoint", metavar="URL", help=N_("SP-APIのアドレス"))
@click.option("--token-endpoint", metavar="URL", help=N_("トークンのアドレス"))
@click.option("--consent-url", metavar="URL", help=N_("承認の画面のアドレス"))
@click.option(
    "--port", type=Whole(0, 65535), default=0, help=N_("承認を受け取るポート（既定は空き番号）")
)
@click.option("--no-browser", is_flag=True, help=N_("ブラウザーを開かず、アドレスだけ表示します"))
@live_option
@dry_run_option
@clock_option
@books_option
@language_option
def link(
    by_token: bool,
    file: Path | None,
    client_id: str | None,
    application_id: str | None,
    seller_id: str | None,
    draft: bool,
    authorised_at: datetime | None,
    endpoint: str | None,
    token_endpoint: str | None,
    consent_url: str | None,
    port: int,
    no_browser: bool,
    live: bool,
    dry_run: bool,
    clock: str | None,
    books: Path | None,
) -> Exit:
    """Link the shop."""
    from tui.headless.given import read_given
    from tui.headless.link_run import Wish, run_link

    given = read_given(file).over(
        client_id=client_id,
        application_id=application_id,
        seller_id=seller_id,
        endpoint=endpoint,
        token_endpoint=token_endpoint,
        consent_url=consent_url,
        authorised_at=authorised_at,
    )
    if by_token and port:
        raise Stop(_("--port は --refresh-token と同時に使えません。"), Exit.WRONG)
    return run_link(
        Wish(
            given=given,
            by_token=by_token,
            draft=draft,
            port=port,
            browser=not no_browser,
            live=live,
            dry_run=dry_run,
            clock=clock,
            books=books,
        )
    )
