"""What only Amazon can tell: whether it is there, lets us in, and what time it has."""

import asyncio
from collections.abc import Iterator
from datetime import datetime

from core.amazon.call import Reply
from core.amazon.client import Client
from core.amazon.guard import Guard, GuardedTransport
from core.amazon.sellers import get_account, read_seller
from core.amazon.transport import as_transport
from core.credentials import Credentials
from core.errors import NotAuthorised, SetAside, Unavailable
from core.linking.linking import PROFESSIONAL
from tui.headless.checks import Check, Level
from tui.headless.failures import failure
from tui.words import _

SKEW_WARN_S, SKEW_FAIL_S = 30, 120
"""Amazon shows an order two minutes after it was placed: a clock further off asks for nothing."""


def amazon_checks(credentials: Credentials, now: datetime, *, live: bool) -> list[Check]:
    """One call, and all that its answer says; the real Amazon is asked only with `live`."""
    guard = Guard(live=live, read_only=True)
    try:
        guard.check_endpoint(credentials.endpoint)
        guard.check_endpoint(credentials.token_endpoint)
    except Exception as refused:
        return [Check("amazon", Level.WARN, failure(refused)[0])]
    reply = asyncio.run(_ask(credentials, guard, now))
    return [*_reached(reply, credentials.endpoint), *_clock(reply, now)]


async def _ask(credentials: Credentials, guard: Guard, now: datetime) -> Reply:
    import httpx

    transport = GuardedTransport(as_transport(httpx.AsyncHTTPTransport()), guard)
    client = Client(credentials.account(), transport)
    try:
        return await client.send(get_account(), now)
    finally:
        await client.close()


def _reached(reply: Reply, endpoint: str) -> Iterator[Check]:
    match reply.error:
        case None:
            yield Check("amazon", Level.OK, _("接続できます: {url}").format(url=endpoint))
            yield _plan(reply)
        case Unavailable(status=None):
            words = _("接続できません: {url}").format(url=endpoint)
            yield Check("amazon", Level.FAIL, words, _("ネットワークを確かめてください。"))
        case NotAuthorised() as error:
            yield Check("authorisation", Level.FAIL, failure(error)[0])
        case error:
            yield Check("amazon", Level.WARN, failure(error)[0])


def _plan(reply: Reply) -> Check:
    try:
        plan = read_seller(reply.body).plan
    except SetAside as error:
        return Check("authorisation", Level.WARN, failure(error)[0])
    words = _("承認されています（出品プラン {plan}）。").format(plan=plan)
    return Check("authorisation", Level.OK if plan == PROFESSIONAL else Level.FAIL, words)


def _clock(reply: Reply, now: datetime) -> Iterator[Check]:
    if reply.amazon_at is None:
        return
    off_s = round((now - reply.amazon_at).total_seconds())
    level = Level.OK
    if abs(off_s) > SKEW_WARN_S:
        level = Level.FAIL if abs(off_s) > SKEW_FAIL_S else Level.WARN
    words = _("Amazonの時計との差 {seconds}秒").format(seconds=f"{off_s:+d}")
    advice = (
        ""
        if level is Level.OK
        else _("この機械の時計を合わせてください（擬似Amazonなら --clock）。")
    )
    yield Check("clock", level, words, advice)
