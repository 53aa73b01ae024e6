"""One attempt to link: by the browser, or by a private app's refresh token (R01 to R05)."""

import asyncio
import secrets
import webbrowser
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import click

from core.amazon.guard import Guard
from core.credentials import Credentials, Vault
from core.linking.consent import Application, Consent
from core.linking.linking import Linking
from core.linking.receiver import Receiver
from tui.headless.exits import Exit, Stop
from tui.headless.given import Given, ask
from tui.headless.shop import Shop, default_path, open_shop, vault_of
from tui.words import _

ANSWER_WITHIN_S = 600.0


@dataclass(frozen=True)
class Wish:
    """What was asked for on the command line."""

    given: Given
    by_token: bool
    draft: bool
    port: int
    browser: bool
    live: bool
    dry_run: bool
    clock: str | None
    books: Path | None


class _Rehearsal:
    """A vault that keeps nothing."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def load(self) -> Credentials | None:
        return self._vault.load()

    def save(self, credentials: Credentials) -> None:
        return

    def forget(self) -> None:
        return


def run_link(wish: Wish) -> Exit:
    """Link, and say how the shop stands then. Raises what stopped it."""
    vault = vault_of(wish.books)
    given = wish.given.after(vault.load())
    guard = Guard(live=wish.live)
    application = given.application(draft=wish.draft)
    guard.check_endpoint(application.endpoint)
    guard.check_endpoint(application.token_endpoint)
    in_memory = wish.dry_run and not (wish.books or default_path()).exists()
    with (
        open_shop(wish.books, wish.clock, make=not in_memory, in_memory=in_memory) as shop,
        shop.books.rehearsed() if wish.dry_run else nullcontext(),
    ):
        keeps: Vault = _Rehearsal(vault) if wish.dry_run else vault
        if wish.by_token:
            asyncio.run(_by_token(shop, keeps, guard, application, given))
        else:
            asyncio.run(_by_consent(shop, keeps, guard, application, wish))
        return _tell(shop, dry_run=wish.dry_run)


async def _by_token(
    shop: Shop, vault: Vault, guard: Guard, application: Application, given: Given
) -> None:
    import httpx

    token = given.refresh_token or ask(_("リフレッシュトークン"), hidden=True)
    seller_id = given.seller_id or ask(_("出品者ID"))
    async with httpx.AsyncHTTPTransport() as transport:
        linking = Linking(shop.books, vault, transport, shop.clock, guard=guard)
        await linking.by_refresh_token(
            application, token, seller_id, authorised_at=given.authorised_at
        )


async def _by_consent(
    shop: Shop, vault: Vault, guard: Guard, application: Application, wish: Wish
) -> None:
    import httpx

    if not application.application_id:
        words = _(
            "--application-id を指定してください。自分だけのアプリなら --refresh-token です。"
        )
        raise Stop(words, Exit.WRONG)
    async with await Receiver.open(wish.port) as receiver:
        state = secrets.token_urlsafe(32)
        consent = Consent.begin(application, receiver.redirect_uri, state)
        click.echo(_("Amazonで承認してください: {url}").format(url=consent.url), err=True)
        if wish.dry_run:
            return
        if wish.browser:
            await asyncio.to_thread(webbrowser.open, consent.url)
        answer = consent.read(await receiver.answer(ANSWER_WITHIN_S))
        async with httpx.AsyncHTTPTransport() as transport:
            linking = Linking(shop.books, vault, transport, shop.clock, guard=guard)
            await linking.by_consent(application, answer, consent.redirect_uri)


def _tell(shop: Shop, *, dry_run: bool) -> Exit:
    if dry_run:
        click.echo(_("できます（--dry-run のため何もしていません）。"))
        return Exit.DONE
    link = shop.views.link(shop.clock())
    click.echo(f"{link.state.value}  {_(link.advice)}".rstrip())
    return Exit.DONE
