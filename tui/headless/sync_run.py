"""One run of the engine: what it is given, how it waits, how it ends."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import click

from core.account import AmazonAccount
from core.amazon.guard import Guard
from core.credentials import Vault
from core.domain.findings import Finding
from core.domain.labels import LinkState
from core.domain.refusals import Refusal
from core.errors import Refused
from core.sync.engine import Engine
from tui.formats import ahead
from tui.headless.exits import Exit, Stop
from tui.headless.shop import Shop, credentials_of, default_path, open_shop, vault_of
from tui.headless.stopping import Stopping, on_signals
from tui.headless.sync_log import SyncLog
from tui.headless.times import Time, time_at
from tui.moments import MomentUnreadable, read_moment
from tui.words import _

IDLE = timedelta(minutes=1)
"""How far to look where nothing is due at all."""


@dataclass(frozen=True)
class Wish:
    """What was asked for on the command line."""

    books: Path | None
    clock: str | None
    once: bool
    until: str | None
    endpoint: str | None
    token_endpoint: str | None
    guard: Guard
    as_json: bool


def preview(wish: Wish) -> Exit:
    """Say which jobs are due, without doing any."""
    with open_shop(wish.books, wish.clock) as shop:
        now = shop.clock()
        for job in shop.views.jobs():
            click.echo(f"{_(job.label)}  {ahead(job.due_at, now)}")
    return Exit.DONE


def run_sync(wish: Wish) -> Exit:
    """Run the engine until the wish is fulfilled or somebody stops it.

    Raises Refused for a shop that is not linked, for the real Amazon without `--live`, and where
    another engine works on the books.
    """
    vault = vault_of(wish.books)
    credentials = credentials_of(vault)
    _account(wish, vault)
    with open_shop(wish.books, wish.clock, cipher=credentials.cipher()) as shop:
        if shop.books.link.get().started_at is None:
            raise Refused(Refusal.NOT_LINKED)
        try:
            return asyncio.run(_live(wish, shop, vault))
        except asyncio.CancelledError:
            raise click.Abort from None


def _account(wish: Wish, vault: Vault) -> AmazonAccount:
    """Whose shop at which Amazon, as the vault has it at this moment."""
    account = credentials_of(vault).account()
    account = replace(
        account,
        endpoint=(wish.endpoint or account.endpoint).rstrip("/"),
        token_endpoint=wish.token_endpoint or account.token_endpoint,
    )
    wish.guard.check_endpoint(account.endpoint)
    wish.guard.check_endpoint(account.token_endpoint)
    return account


async def _live(wish: Wish, shop: Shop, vault: Vault) -> Exit:
    import httpx

    path = wish.books or default_path()
    time = time_at(wish.clock, f"renkei-{path.stem}"[:200])
    engine = Engine(
        shop.books,
        _account(wish, vault),
        httpx.AsyncHTTPTransport(),
        guard=wish.guard,
        reload=lambda: _account(wish, vault),
    )
    try:
        ends = _end(wish.until, await time.now())
        log = SyncLog(shop, as_json=wish.as_json)
        with on_signals() as stopping:
            ended_at = await _turn(engine, time, log, wish.once, ends, stopping)
    finally:
        await engine.close()
        await time.close()
    return _outcome(shop, ended_at, once=wish.once)


def _end(text: str | None, now: datetime) -> datetime | None:
    if text is None:
        return None
    try:
        return read_moment(text, now)
    except MomentUnreadable as unreadable:
        raise Stop(f"--until: {_(unreadable.sentence)}", Exit.WRONG) from None


async def _turn(
    engine: Engine, time: Time, log: SyncLog, once: bool, ends: datetime | None, stopping: Stopping
) -> datetime:
    """Do what is due, wait for what is due next, and again; gives the instant at the end."""
    now = await time.now()
    while True:
        await engine.run_due(now)
        log.tell(now)
        if once or (ends and now >= ends):
            return now
        due = [at for at in (engine.next_due(), ends) if at is not None]
        now = await stopping.unless(time.until(min(due, default=now + IDLE)), now)
        if stopping.asked:
            return now


def _outcome(shop: Shop, now: datetime, *, once: bool) -> Exit:
    """How a script should take the end of this run."""
    state = shop.views.link(now).state
    codes = {finding.code for finding in shop.views.findings()}
    if state is LinkState.AUTHORISATION_ENDED or Finding.NOT_AUTHORISED.name in codes:
        click.echo(_(Finding.AUTH_ENDED.value.advice), err=True)
        return Exit.AUTHORISE
    waits = {job.waits_for for job in shop.views.jobs()} - {"", Refusal.READ_ONLY.value}
    return Exit.LATER if once and waits else Exit.DONE
