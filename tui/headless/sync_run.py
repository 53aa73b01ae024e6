"""One run of the engine: what it is given, how it waits, how it ends."""

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime

import click

from core.credentials import Vault
from core.domain.findings import Finding
from core.domain.labels import LinkState
from core.domain.refusals import Refusal
from core.errors import BooksBusy, Refused
from tui.formats import ahead
from tui.headless.engine_run import EngineWish, work
from tui.headless.exits import Exit, Stop
from tui.headless.shop import Shop, credentials_of, open_shop, vault_of
from tui.headless.stopping import on_signals
from tui.headless.sync_log import WAITS_FOR_BOOKS, SyncLog
from tui.moments import MomentUnreadable, read_moment
from tui.words import _


@dataclass(frozen=True)
class Wish:
    """What was asked for on the command line."""

    engine: EngineWish
    once: bool
    until: str | None
    as_json: bool


def preview(wish: EngineWish) -> Exit:
    """Say which jobs are due, without doing any."""
    with open_shop(wish.books, wish.clock) as shop:
        now = shop.clock()
        for job in shop.views.jobs():
            click.echo(f"{_(job.label)}  {ahead(job.due_at, now)}")
    return Exit.DONE


def run_sync(wish: Wish) -> Exit:
    """Run the engine until the wish is fulfilled or somebody stops it.

    Raises Refused for a shop that is not linked, for the real Amazon without `--live`, and where
    another engine works on the books; BooksBusy only `once`, otherwise it waits.
    """
    vault = vault_of(wish.engine.books)
    wish.engine.account(vault)
    with ExitStack() as stack:
        shop = _opened(wish, stack, vault)
        if shop.books.link.get().started_at is None:
            raise Refused(Refusal.NOT_LINKED)
        try:
            return asyncio.run(_live(wish, shop, vault))
        except asyncio.CancelledError:
            raise click.Abort from None


def _opened(wish: Wish, stack: ExitStack, vault: Vault) -> Shop:
    """The shop; each attempt waits a while for another program's writing by itself."""
    cipher, told = credentials_of(vault).cipher(), False
    while True:
        try:
            return stack.enter_context(
                open_shop(wish.engine.books, wish.engine.clock, cipher=cipher)
            )
        except BooksBusy:
            if wish.once:
                raise
            if not told:
                click.echo(_(WAITS_FOR_BOOKS), err=True)
            told = True


async def _live(wish: Wish, shop: Shop, vault: Vault) -> Exit:
    time = wish.engine.time()
    engine = wish.engine.engine(shop.books, vault)
    try:
        ends = _end(wish.until, await time.now())
        log = SyncLog(shop, as_json=wish.as_json)
        with on_signals() as stopping:
            ended_at = await work(engine, time, stopping, log.tell, once=wish.once, ends=ends)
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


def _outcome(shop: Shop, now: datetime, *, once: bool) -> Exit:
    """How a script should take the end of this run."""
    state = shop.views.link(now).state
    codes = {finding.code for finding in shop.views.findings()}
    ended = state is LinkState.AUTHORISATION_ENDED
    if ended or Finding.NOT_AUTHORISED.name in codes:
        wrong = Finding.AUTH_ENDED if ended else Finding.NOT_AUTHORISED
        click.echo(_(wrong.value.advice), err=True)
        return Exit.AUTHORISE
    waits = {job.waits_for for job in shop.views.jobs()} - {"", Refusal.READ_ONLY.value}
    return Exit.LATER if once and waits else Exit.DONE
