"""Whose time it is: the machine's, or that of a served fake Amazon."""

import os
from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from tui.headless.exits import Exit, Stop
from tui.headless.options import CONTROL_TOKEN
from tui.words import _

WITHIN_S = 30.0


class Shown(msgspec.Struct):
    """The fake's clock, as far as it is needed."""

    now: datetime


def clock_at(url: str | None) -> Callable[[], datetime]:
    """The clock for a command that is done at once: the machine's, or the fake's as it stands."""
    if url is None:
        return lambda: datetime.now(UTC)
    now = _ask(url)
    return lambda: now


def _ask(url: str) -> datetime:
    import httpx

    try:
        answer = httpx.get(
            f"{base(url)}/_sim/clock", headers=headers(), timeout=WITHIN_S, trust_env=False
        )
        return read_now(url, answer.status_code, answer.content)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        raise no_clock(url) from None
    except httpx.HTTPError:
        raise unreachable(url) from None


def base(url: str) -> str:
    """The address of the fake, whether or not `/_sim` and more was given with it."""
    return url.partition("/_sim")[0].rstrip("/")


def headers() -> dict[str, str]:
    """What the fake's control interface asks for, where it asks."""
    token = os.environ.get(CONTROL_TOKEN)
    return {"authorization": f"Bearer {token}"} if token else {}


def read_now(url: str, status: int, body: bytes) -> datetime:
    """The instant in an answer of the control interface. Raises Stop."""
    if status in (401, 403):
        words = _("{url} には合い言葉が必要です。{name} を設定してください。")
        raise Stop(words.format(url=url, name=CONTROL_TOKEN), Exit.WRONG)
    try:
        now = msgspec.json.decode(body, type=Shown).now
    except msgspec.MsgspecError:
        raise no_clock(url) from None
    if status != 200 or now.tzinfo is None:
        raise no_clock(url)
    return now.astimezone(UTC)


def no_clock(url: str) -> Stop:
    """Something else answers there."""
    words = _("{url} は擬似Amazonの時計ではありません。renkei sim のアドレスを指定してください。")
    return Stop(words.format(url=url), Exit.WRONG)


def unreachable(url: str) -> Stop:
    """Nothing answers there."""
    return Stop(_("擬似Amazonの時計に接続できません: {url}").format(url=url), Exit.LATER)
